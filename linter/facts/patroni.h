// Patroni's settings, versions 2.0 to 4.1, as compiled from patroni_settings.yaml; its head says
// what the fields mean in full.
#pragma once

#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "linter/base/version.h"

namespace patrol::facts {

inline constexpr Version oldest_patroni{2, 0, 0};
inline constexpr Version newest_patroni{4, 1, 5};

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
  /// Dotted; `*` is a free key or a list index; dynamic ones without bootstrap.dcs.
  std::string_view path{};
  std::span<const PatroniType> types{};  // any of these
  std::span<const std::string_view> words{};
  std::span<const std::string_view> later_words{};  // those that count only since a version
  Version later_words_since{};
  std::span<const std::string_view> hidden_words{};  // accepted, not documented
  bool is_any_case = false;                          // of the words
  std::span<const std::string_view> units{};         // empty: plain numbers only
  std::optional<double> minimum{}, maximum{};
  std::string_view enforcement{};  // "validator", "clamp", "refuse", "skip"; "" for nobody
  Version enforced_since{};
  std::string_view default_value{};  // "" when there is none
  std::string_view default_from{};   // path of the setting whose value holds instead
  std::string_view old_default{};    // what held before default_since
  Version default_since{};
  PatroniScope scope{};
  std::string_view environment_variable{};  // "" when there is none
  Version variable_since{};                 // {0,0,0}: as long as the setting
  Version since{};                          // {0,0,0}: before 1.6
  bool is_unreleased = false;
  std::span<const Version> backported_to{};
  Version deprecated_in{}, removed_in{};       // {0,0,0}: not
  std::string_view replacement{};              // a path
  bool is_secret = false;                      // or may contain a secret
  std::string_view required{};                 // "always", "validator", "with-section"; ""
  std::span<const std::string_view> one_of{};  // at least one of these paths is required
  std::span<const std::string_view> needs{};   // paths without which it does nothing
  int postgres_from = 0;
  std::string_view reload{};  // "reload", "patroni-restart", …
  bool is_undocumented = false;
  std::string_view note{};
  std::string_view source{};

  /// Whether that version knows the setting (back-ports counted, removal counted).
  [[nodiscard]] bool is_known_in(Version version) const;
  [[nodiscard]] std::string_view default_in(Version version) const;
};

/// Sorted by path, bytewise.
[[nodiscard]] std::span<const PatroniSetting> patroni_settings();
/// The same sorted by last key.
[[nodiscard]] std::span<const PatroniSetting* const> patroni_settings_by_key();
/// Those with a variable, sorted by it.
[[nodiscard]] std::span<const PatroniSetting* const> patroni_settings_by_variable();

/// Exact path of the table (with its `*`); null when unknown.
[[nodiscard]] const PatroniSetting* find_patroni_setting(std::string_view path);
/// The row that a real path such as "tags.nofailover" or "slots.a.type" falls under; null when no
/// row matches. A key of the table hides `*` beside it: "postgresql.callbacks" is no replica
/// method. Below "bootstrap.dcs." the rest is looked up, among dynamic settings only.
[[nodiscard]] const PatroniSetting* match_patroni_setting(std::string_view path);
/// Keys that the table knows directly below a real path ("" is the root of a file), in order,
/// without `*`; below "bootstrap.dcs" those of dynamic settings, elsewhere those that are read
/// from a local file.
[[nodiscard]] std::vector<std::string_view> children_of(std::string_view path);
/// Whether any key may stand directly below a real path: a `*` in the table, or a mapping or list
/// without rows of its own below it.
[[nodiscard]] bool has_free_keys(std::string_view path);
/// All settings whose path ends in that key, for "it belongs under"; the key is not `*`.
[[nodiscard]] std::span<const PatroniSetting* const> find_by_last_key(std::string_view key);

enum class PatroniVariableKind { old_name, ignored, whole_file, program };

/// An environment variable that is not simply the one of a setting.
struct PatroniVariable {
  std::string_view name{};
  PatroniVariableKind kind{};
  std::string_view path{};  // the setting that it stands for, or was meant for; may be ""
  Version since{};
  std::span<const Version> backported_to{};
  std::string_view note{};
  std::string_view source{};
};
[[nodiscard]] std::span<const PatroniVariable> special_patroni_variables();
[[nodiscard]] const PatroniVariable* find_special_variable(std::string_view name);
/// The setting that an environment variable of Patroni stands for; null when it stands for none.
/// Old names count, ignored ones do not. PATRONI_<NAME>_PASSWORD and _OPTIONS with any other name
/// stand for bootstrap.users.*, which 4.0.0 removed.
[[nodiscard]] const PatroniSetting* find_patroni_variable(std::string_view variable);

enum class ControlledValue { nothing, integer, size, wal_level, true_word, bool_word };

/// What the DCS may set a controlled parameter to, from a version on.
struct ControlledSpan {
  Version since{};            // {0,0,0}: 2.0 and older
  ControlledValue accepts{};  // size: MB without a unit
};

/// A parameter that Patroni takes from the DCS only (or computes), with its floor.
struct ControlledParameter {
  std::string_view name{};
  std::string_view default_value{};  // also what a value below the minimum is replaced by
  std::optional<long long> minimum{};
  int postgres_from = 0;             // first major version that has it; 0: all
  int postgres_till = 0;             // last major version that has it; 0: all
  bool is_computed = false;          // from no layer at all
  std::string_view computed_from{};  // path of the setting
  bool is_on_command_line = true;
  bool is_raised_from_controldata = false;  // on a standby
  int raised_from_postgres = 0;             // since that major version; 0: all
  std::string_view source{};
  std::span<const ControlledSpan> spans{};  // ascending

  [[nodiscard]] ControlledValue accepts_in(Version version) const;
};
/// Name compared without case.
[[nodiscard]] const ControlledParameter* find_controlled_parameter(std::string_view name);
[[nodiscard]] std::span<const ControlledParameter> controlled_parameters();

/// Names that Patroni treats as recovery settings wherever they stand, sorted.
[[nodiscard]] std::span<const std::string_view> recovery_parameters();
[[nodiscard]] bool is_recovery_parameter(std::string_view name);

}  // namespace patrol::facts
