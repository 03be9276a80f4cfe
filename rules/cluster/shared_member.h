// One setting as every member of a cluster has it.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "linter/diag/report.h"
#include "linter/model/snapshot.h"

namespace patrol::rules {

struct MemberValue {
  const PatroniDocument* member = nullptr;
  Value value;
  std::string text;  // what is compared
};

/// The setting of each member that has it as a scalar and not as a placeholder.
[[nodiscard]] std::vector<MemberValue> member_values(const Snapshot& cluster,
                                                     std::string_view path);

/// Members whose text is not the usual one (the most common, the first of equals).
struct Difference {
  std::vector<MemberValue> usual;
  std::vector<MemberValue> odd;
};
[[nodiscard]] Difference difference(const std::vector<MemberValue>& values);

/// For each odd member: `say` adds the finding; labels to the usual members are added here.
void report_odd(const Difference& difference, std::string_view label,
                const std::function<FindingBuilder(const MemberValue&)>& say);

/// The name of a member, or the name of its file.
[[nodiscard]] std::string called(const Snapshot& cluster, const PatroniDocument& member);

/// Members that are files of their own (not variables that complete a file).
[[nodiscard]] std::vector<const PatroniDocument*> file_members(const Snapshot& cluster);

}  // namespace patrol::rules
