// Tags must leave somebody who can take over from the leader.
#include "rules/drift/shared_state.h"

namespace patrol::rules {
namespace {

constexpr std::string_view word = "nofailover";
constexpr std::string_view priority = "failover_priority";

std::vector<const MemberObservation*> replicas(const ClusterObservation& live) {
  std::vector<const MemberObservation*> out;
  for (const MemberObservation& member : live.members)
    if (member.name != live.dcs->leader && key_of(live, member.name) != nullptr)
      out.push_back(&member);
  return out;
}

std::string_view deciding(const Tags& tags) {
  return has_tag(tags, word) ? word : priority;
}

void label_file(const Snapshot& cluster, const MemberObservation& member, const Tags& tags,
                FindingBuilder& finding) {
  const PatroniDocument* file = file_of(cluster, member);
  if (file == nullptr) return;
  const Value line = file->root()["tags"][deciding(tags)];
  if (line) finding.label(at(line), "set here");
}

void check(const Snapshot& cluster, Report& report) {
  if (!cluster.live->dcs || cluster.live->dcs->leader.empty()) return;
  const auto others = replicas(*cluster.live);
  const auto is_out = [&](const MemberObservation* member) {
    return is_shut_out(tags_of(*cluster.live, *member), word, priority);
  };
  if (others.empty() || !std::all_of(others.begin(), others.end(), is_out)) return;
  const Tags& first = *tags_of(*cluster.live, *others.front());
  auto finding = report.add(
      said_by(*others.front(), others.front()->rest ? Surface::rest : Surface::dcs,
              cat("tags.", deciding(first))),
      others.size() == 1
          ? cat("the only replica, ", shown(others.front()->name),
                ", is excluded from failover by its tags")
          : cat("all ", others.size(), " replicas are excluded from failover by their tags"));
  for (const MemberObservation* member : others) {
    label_file(cluster, *member, *tags_of(*cluster.live, *member), finding);
    finding.member(member->name);
  }
  finding
      .note(cat("when ", shown(cluster.live->dcs->leader),
                " fails, nobody takes over; a switchover answers \"no good candidates have been "
                "found\""))
      .fix(cat("take `", deciding(first), "` out of one patroni.yml, then patronictl reload ",
               shown(cluster.live->scope)));
}

}  // namespace

extern constinit const Rule failover_candidates{
    .id = "DRF051",
    .name = "failover-candidates",
    .severity = Severity::warning,
    .summary = "no replica of the running cluster may take over",
    .why =
        "A member with `nofailover`, or with a `failover_priority` of 0, never becomes leader. "
        "When every replica has one, the loss of the leader is an outage until somebody acts.",
    .bad = R"(# finding: DRF051 n2
--- snapshot.json
{"scope": "shop",
 "dcs": {"leader": "n1", "members": [{"name": "n1"}, {"name": "n2"}]},
 "members": [{"name": "n1", "rest": {"state": "running"}},
             {"name": "n2", "rest": {"state": "running", "tags": {"nofailover": "true"}}}]}
)",
    .good = R"(--- snapshot.json
{"scope": "shop",
 "dcs": {"leader": "n1", "members": [{"name": "n1"}, {"name": "n2"}, {"name": "n3"}]},
 "members": [{"name": "n1", "rest": {"state": "running", "tags": {"nofailover": "true"}}},
             {"name": "n2", "rest": {"state": "running", "tags": {"nofailover": "true"}}},
             {"name": "n3", "rest": {"state": "running"}}]}
)",
    .sources = {"patroni 4.1.4 patroni/ha.py", "patroni 4.1.4 patroni/tags.py"},
    .needs = {Surface::dcs},
    .check = check,
};

}  // namespace patrol::rules
