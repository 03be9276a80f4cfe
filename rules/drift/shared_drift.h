// How rules about drifting parameters find and word what they report.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "linter/analysis/observed_parameters.h"
#include "linter/engine/rule.h"

namespace patrol::rules {

/// The same drift on several members: one cause, one finding.
struct DriftGroup {
  std::vector<const ParameterDrift*> all;  // never empty
  [[nodiscard]] const ParameterDrift& first() const { return *all.front(); }
};
[[nodiscard]] std::vector<DriftGroup> drift_groups(const Snapshot& cluster, Drift kind);

/// A finding about the parameter as the first member shows it, with all members and with labels on
/// the lines that promised otherwise and on those that decide, which `deciding` says of them.
FindingBuilder add_drift(Report& report, const DriftGroup& group, std::string message,
                         std::string_view deciding = "decides");

/// "n1", "n1 and n2", "n1, n2 and n3", "n1, n2 and 7 more".
[[nodiscard]] std::string names_of(const std::vector<std::string>& names);
[[nodiscard]] std::string names_of(const DriftGroup& group);

/// "the DCS", "patroni.yml", "postgresql.auto.conf", …
[[nodiscard]] std::string_view layer_in_words(ValueLayer layer);

/// A value in a message: quoted when it is empty, cut when it is long.
[[nodiscard]] std::string brief_value(std::string_view value);

/// "patronictl restart main n2"; without a member when several are concerned.
[[nodiscard]] std::string patronictl(const Snapshot& cluster, std::string_view verb,
                                     const DriftGroup& group);

/// Where one side of a split is set, as a label or, where no text is known, as a note.
void label_side(FindingBuilder& finding, const ParameterSplit::Side& side);
/// "4MB on n1 and n3, 64MB on n2".
[[nodiscard]] std::string sides_in_words(const ParameterSplit& split);
[[nodiscard]] FindingBuilder add_split(Report& report, const ParameterSplit& split,
                                       const std::string& message);

}  // namespace patrol::rules
