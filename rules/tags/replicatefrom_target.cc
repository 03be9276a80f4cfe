// replicatefrom must name another member.
#include <vector>

#include "linter/engine/rule.h"

namespace patrol::rules {
namespace {

// Names of all members; empty when a member of the run has none, so that nothing can be said.
std::vector<std::string_view> member_names(const Snapshot& cluster) {
  std::vector<std::string_view> names;
  for (const PatroniDocument* member : cluster.patroni) {
    if (member->name.empty()) return {};
    names.push_back(member->name);
  }
  return names;
}

void check_member(const PatroniDocument& member, const std::vector<std::string_view>& names,
                  Report& report) {
  const Value source = member.root().at("tags.replicatefrom");
  if (!source.is_string() || source.text().empty()) return;
  const std::string_view name = source.text();
  if (!member.name.empty() && name == member.name) {
    report.add(at(source), cat("`replicatefrom` is the member's own name, ", shown(name)))
        .label(at(member.root()["name"]), "its name")
        .note("Patroni falls back to the leader, so the replica is not cascaded")
        .fix("name the member to stream from");
    return;
  }
  if (std::find(names.begin(), names.end(), name) != names.end()) return;
  const auto near = nearest_name(name, names);
  if (!near || *near == member.name) return;
  report
      .add(at(source), cat("`replicatefrom` names `", shown(name), "`; the member is called `",
                           shown(*near), '`'))
      .note("a name that no member has means the leader")
      .fix(cat("write `", *near, '`'), Safety::needs_review,
           {{.at = source.span(), .replacement = std::string(*near)}});
}

void check(const Snapshot& cluster, Report& report) {
  const std::vector<std::string_view> names = member_names(cluster);
  for (const PatroniDocument* member : cluster.patroni) check_member(*member, names, report);
}

}  // namespace

extern constinit const Rule replicatefrom_target{
    .id = "TAG005",
    .name = "replicatefrom-target",
    .severity = Severity::warning,
    .summary = "`replicatefrom` names the member itself or a misspelt one",
    .why =
        "Patroni looks the name up among the members. When it finds none, or the member itself, it "
        "streams from the leader without a message.",
    .bad = R"(name: pg3
tags:
  replicatefrom: pg3  # finding: TAG005
)",
    .good = R"(name: pg3
tags:
  replicatefrom: pg2
)",
    .sources = {"patroni 4.1.4 patroni/ha.py _get_node_to_follow",
                "patroni 4.1.4 docs/yaml_configuration.rst tags"},
    .check = check,
};

}  // namespace patrol::rules
