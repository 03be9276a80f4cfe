// What the products are, by version: plain tables compiled from the YAML files beside this header,
// and look-ups in them. Every row has a source. No logic of any product lives here.
#pragma once

#include <optional>
#include <span>
#include <string_view>

#include "linter/base/version.h"

namespace patrol::facts {

// ---------------------------------------------------------------- PostgreSQL

enum class GucType { boolean, integer, real, string, enumeration };
enum class GucContext { internal, postmaster, sighup, superuser_backend, backend, superuser, user };

/// One parameter over a span of major versions in which nothing about it changed.
struct GucSpan {
  int from = 0;  // first major version, inclusive
  int till = 0;  // last major version, inclusive
  GucType type{};
  std::string_view unit;     // base unit as pg_settings shows it: "kB", "8kB", "ms", "s", "min", ""
  std::string_view minimum;  // as pg_settings shows it; "" for none
  std::string_view maximum;
  std::span<const std::string_view> words;         // an enum's listed words
  std::span<const std::string_view> hidden_words;  // accepted, not listed
  std::string_view boot;                           // compiled-in default in the base unit
  bool is_boot_null = false;
  GucContext context{};
  bool is_not_in_sample = false;
};

struct Guc {
  std::string_view name;
  std::string_view category;
  std::span<const GucSpan> spans;  // ascending, without overlap
  bool is_list = false;            // a list in one quoted string
  int list_from = 0;               // first major version in which it is a list
  bool is_list_quoted = false;     // elements need double quotes for blanks, commas, capitals
  int undescribed_from = 0;        // absent from `postgres --describe-config` in these versions
  int undescribed_till = 0;
  std::string_view module;  // "" for the core, else the extension that defines it
  std::string_view source;

  /// Null when the parameter does not exist in that major version.
  [[nodiscard]] const GucSpan* in(int major) const;
};

/// Name compared without case; null when no version 10 to 18 knows it.
[[nodiscard]] const Guc* find_guc(std::string_view name);
[[nodiscard]] std::span<const Guc> gucs();

/// Oldest and newest major version that the tables cover, and the newest that is released.
inline constexpr int oldest_postgres = 10;
inline constexpr int newest_postgres = 18;

/// What replaced a removed or renamed parameter.
struct GucSuccessor {
  std::string_view name;
  int removed_in = 0;            // first major version without it
  std::string_view replacement;  // "" when nothing replaces it
  std::string_view advice;       // how to carry the value over, in a few words
};
[[nodiscard]] const GucSuccessor* find_successor(std::string_view name);

// ------------------------------------------------------------------- Patroni

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

// ---------------------------------------------------------------------- etcd

enum class EtcdType {
  boolean,
  integer,
  unsigned_integer,
  duration,
  string,
  enumeration,
  url_list,
  path,
  list
};

struct EtcdSetting {
  std::string_view flag;       // "initial-cluster"
  std::string_view variable;   // "ETCD_INITIAL_CLUSTER"
  std::string_view yaml_path;  // "client-transport-security.cert-file"; "" when there is none
  EtcdType type{};
  std::span<const std::string_view> words;
  std::string_view unit;
  std::string_view default_value;
  Version since;       // {3,2,0} when older
  Version removed_in;  // {0,0,0}: not
  Version deprecated_in;
  bool is_bootstrap_only = false;
  std::string_view source;
};
[[nodiscard]] const EtcdSetting* find_etcd_flag(std::string_view flag);
[[nodiscard]] const EtcdSetting* find_etcd_variable(std::string_view variable);
[[nodiscard]] const EtcdSetting* find_etcd_yaml(std::string_view yaml_path);
[[nodiscard]] std::span<const EtcdSetting> etcd_settings();

inline constexpr Version oldest_etcd{3, 2, 0};
inline constexpr Version newest_etcd{3, 6, 0};

}  // namespace patrol::facts
