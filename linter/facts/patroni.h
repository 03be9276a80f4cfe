// Patroni's settings, versions 2.0 to 4.1, as compiled from patroni_settings.yaml.
#pragma once

#include <optional>
#include <span>
#include <string_view>

#include "linter/base/version.h"

namespace patrol::facts {

enum class PatroniType {
  boolean,
  integer,
  number,
  string,
  enumeration,
  list,
  mapping,
  host_port,
  host_port_list,
  path,
  url,
  command,
  duration,
};
enum class PatroniScope { local, dynamic, both, bootstrap_only };

struct PatroniSetting {
  std::string_view
      path;  // dotted; `*` is a free key or a list index; dynamic ones without bootstrap.dcs
  std::span<const PatroniType> types;  // any of these
  std::span<const std::string_view> words;
  std::span<const std::string_view> units;
  std::optional<double> minimum, maximum;
  std::string_view enforcement;    // who applies the bounds; "" for nobody
  std::string_view default_value;  // "" when there is none
  PatroniScope scope{};
  std::string_view environment_variable;  // "" when there is none
  Version since;                          // {0,0,0}: before 1.6
  bool is_unreleased = false;
  std::span<const Version> backported_to;
  Version deprecated_in, removed_in;  // {0,0,0}: not
  std::string_view replacement;
  bool is_secret = false;
  std::span<const std::string_view> required_by;
  std::string_view reload;  // "reload", "patroni-restart", …
  std::string_view note;
  std::string_view source;

  /// Whether that version knows the setting (back-ports counted, removal counted).
  [[nodiscard]] bool is_known_in(Version version) const;
};

/// Exact path of the table (with its `*`); null when unknown.
[[nodiscard]] const PatroniSetting* find_patroni_setting(std::string_view path);
/// The row that a real path such as "tags.nofailover" or "slots.a.type" falls under, exact keys
/// before `*`; null when no row matches.
[[nodiscard]] const PatroniSetting* match_patroni_setting(std::string_view path);
[[nodiscard]] std::span<const PatroniSetting> patroni_settings();
/// The setting that an environment variable of Patroni stands for; null when it stands for none.
[[nodiscard]] const PatroniSetting* find_patroni_variable(std::string_view variable);

inline constexpr Version oldest_patroni{2, 0, 0};
inline constexpr Version newest_patroni{4, 1, 5};

/// A parameter that Patroni takes from the DCS only (or computes), with its floor.
struct ControlledParameter {
  std::string_view name;
  std::string_view default_value;
  std::optional<long long> minimum;
  Version since;
  int postgres_from = 0;     // first major version that has it
  bool is_computed = false;  // listen_addresses, port, cluster_name: from no layer at all
  bool is_on_command_line = true;
  bool is_raised_from_controldata = false;
  std::string_view source;
};
[[nodiscard]] const ControlledParameter* find_controlled_parameter(std::string_view name);
[[nodiscard]] std::span<const ControlledParameter> controlled_parameters();

/// Names that Patroni treats as recovery settings wherever they stand.
[[nodiscard]] bool is_recovery_parameter(std::string_view name);

}  // namespace patrol::facts
