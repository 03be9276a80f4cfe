// PostgreSQL parameters wherever they are set: the DCS's configuration, a member's file, recovery
// settings, postgresql.conf and its relatives.
#pragma once

#include <initializer_list>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "linter/engine/rule.h"
#include "linter/facts/facts.h"
#include "linter/model/parameter.h"

namespace patrol::rules {

/// One place that sets a parameter.
struct ParameterUse {
  enum class Layer { dynamic, local, recovery, file };
  Layer layer = Layer::local;
  std::string name;                      // as written
  std::string text;                      // what PostgreSQL or Patroni's table gets to read
  const facts::Guc* guc = nullptr;       // null when no version knows the name
  Value value;                           // in YAML; missing in a file of PostgreSQL
  const ConfSetting* setting = nullptr;  // in a file of PostgreSQL
  const ConfDocument* file = nullptr;    // the same
  const PatroniDocument* member = nullptr;
  KnownVersion postgres;
  KnownVersion patroni;

  [[nodiscard]] Spot at() const;
  [[nodiscard]] Spot at_name() const;
  /// A plain value: no placeholder, no null, no list or mapping.
  [[nodiscard]] bool is_judgeable() const;
  /// The row of Patroni's list when Patroni itself checks the value here.
  [[nodiscard]] const facts::ControlledParameter* controlled() const;
  /// Patroni leaves controlled parameters of a member's own file out.
  [[nodiscard]] bool is_left_out() const;
  [[nodiscard]] bool is_in_file() const { return layer == Layer::file; }
};

/// All of them, in the order of the documents; lines that a later one overrides are left out.
[[nodiscard]] std::vector<ParameterUse> parameter_uses(const Snapshot& cluster);

/// What the server would object to. Where the version is not known, every version from 11 on must
/// object. Nothing for values that cannot be judged, and for those that Patroni itself refuses.
[[nodiscard]] std::optional<ParameterError> fault_of(const ParameterUse& use);

/// Reports uses whose fault is one of these, with what follows from it and what would do.
void report_faults(const Snapshot& cluster, std::initializer_list<ParameterFault> faults,
                   Report& report);

/// An edit that puts another value in the place; no edit where the text is not a slice.
[[nodiscard]] std::vector<Edit> replace_value(const ParameterUse& use, std::string_view text);

/// All parameters as one server will see them, by name without case.
struct ParameterView {
  const PatroniDocument* member = nullptr;  // null for a dynamic document or a file alone
  KnownVersion postgres;
  KnownVersion patroni;
  bool is_patroni = false;        // Patroni starts this server
  bool is_dynamic_given = false;  // the DCS's share is among the files
  std::map<std::string, ParameterUse, std::less<>> uses;

  /// Null when no layer sets it.
  [[nodiscard]] const ParameterUse* find(std::string_view name) const;
  /// The value in force in its base unit, the default when nobody sets it; nothing when it cannot
  /// be read.
  [[nodiscard]] std::optional<double> number(std::string_view name) const;
  [[nodiscard]] std::optional<bool> truth(std::string_view name) const;
  /// The canonical text, the default when nobody sets it; nothing when it cannot be read.
  [[nodiscard]] std::optional<std::string> text(std::string_view name) const;
  /// As people write it: "128MB".
  [[nodiscard]] std::string human(std::string_view name) const;
};

/// One for each member; where no member is given, one for each dynamic document; where neither is,
/// one for each main postgresql.conf.
[[nodiscard]] std::vector<ParameterView> parameter_views(const Snapshot& cluster);

}  // namespace patrol::rules
