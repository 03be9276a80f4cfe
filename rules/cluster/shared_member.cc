// Compares members setting by setting.
#include "rules/cluster/shared_member.h"

#include <algorithm>

#include "linter/base/text.h"
#include "linter/model/spot.h"

namespace patrol::rules {
namespace {

constexpr std::size_t most_labels = 3;

}  // namespace

std::vector<MemberValue> member_values(const Snapshot& cluster, std::string_view path) {
  std::vector<MemberValue> out;
  for (const PatroniDocument* member : cluster.patroni) {
    const Value value = member->root().at(path);
    if (!value || value.is_null() || value.is_opaque() || !value.is_scalar()) continue;
    out.push_back({member, value, value.python_str()});
  }
  return out;
}

Difference difference(const std::vector<MemberValue>& values) {
  Difference out;
  std::ptrdiff_t votes = 0;
  std::string usual;
  for (const MemberValue& candidate : values) {
    const auto count = std::count_if(values.begin(), values.end(), [&](const MemberValue& other) {
      return other.text == candidate.text;
    });
    if (count <= votes) continue;
    votes = count;
    usual = candidate.text;
  }
  for (const MemberValue& value : values)
    (value.text == usual ? out.usual : out.odd).push_back(value);
  return out;
}

void report_odd(const Difference& difference, std::string_view label,
                const std::function<FindingBuilder(const MemberValue&)>& say) {
  for (const MemberValue& odd : difference.odd) {
    FindingBuilder finding = say(odd);
    for (std::size_t index = 0; index < std::min(most_labels, difference.usual.size()); ++index)
      finding.label(at(difference.usual[index].value), std::string(label));
  }
}

std::string called(const Snapshot& cluster, const PatroniDocument& member) {
  if (!member.name.empty()) return shown(member.name);
  return shown(cluster.sources->name(member.file));
}

std::vector<const PatroniDocument*> file_members(const Snapshot& cluster) {
  std::vector<const PatroniDocument*> members;
  for (const PatroniDocument* member : cluster.patroni)
    if (!member->is_environment || !member->name.empty()) members.push_back(member);
  return members;
}

}  // namespace patrol::rules
