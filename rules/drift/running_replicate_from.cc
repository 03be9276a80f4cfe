// `replicatefrom` of the running members leads to a member, and at last to the leader.
#include "rules/drift/shared_state.h"

namespace patrol::rules {
namespace {

std::string source_of(const ClusterObservation& live, std::string_view name) {
  const MemberObservation* member = live.member(name);
  const DcsMember* key = key_of(live, name);
  const Tags* tags = member != nullptr ? tags_of(live, *member) : nullptr;
  if (tags == nullptr && key != nullptr) tags = &key->tags;
  return tags == nullptr ? std::string() : tag_text(*tags, "replicatefrom");
}

bool is_circle(const ClusterObservation& live, const std::string& start) {
  std::string name = source_of(live, start);
  for (std::size_t step = 0; step < live.dcs->members.size() && !name.empty(); ++step) {
    if (name == live.dcs->leader) return false;  // the leader streams from nobody
    if (name == start) return true;
    name = source_of(live, name);
  }
  return false;
}

// A circle is told at the first of its members.
bool is_first_of_circle(const ClusterObservation& live, const std::string& start) {
  std::string name = source_of(live, start);
  for (std::size_t step = 0; step < live.dcs->members.size() && name != start; ++step) {
    if (name < start) return false;
    name = source_of(live, name);
  }
  return true;
}

// What is wrong with where the member is told to stream from; empty when nothing is.
std::string fault_of(const ClusterObservation& live, const std::string& name,
                     const std::string& source) {
  if (source == name) return "itself";
  if (key_of(live, source) == nullptr) return cat(shown(source, 20), ", which is no member");
  return is_circle(live, name) ? cat(shown(source, 20), ", which leads back to it") : "";
}

void report_fault(const Snapshot& cluster, const MemberObservation& member,
                  const std::string& fault, bool is_endless, Report& report) {
  auto finding =
      report.add(said_by(member, member.rest ? Surface::rest : Surface::dcs, "tags.replicatefrom"),
                 cat(shown(member.name, 20), " is to replicate from ", fault));
  if (const PatroniDocument* file = file_of(cluster, member))
    if (const Value line = file->root().at("tags.replicatefrom"))
      finding.label(at(line), "set here");
  finding
      .note(is_endless ? "the members of the circle stream from each other and none from the leader"
                       : "Patroni takes the leader instead, which then also serves this member")
      .fix("name a member of the cluster, or leave the tag out, and reload Patroni")
      .member(member.name);
  if (is_endless) finding.severity(Severity::error);
}

void check(const Snapshot& cluster, Report& report) {
  const ClusterObservation& live = *cluster.live;
  if (!live.dcs) return;
  for (const MemberObservation& member : live.members) {
    if (key_of(live, member.name) == nullptr || member.name == live.dcs->leader) continue;
    const std::string source = source_of(live, member.name);
    if (source.empty()) continue;
    const std::string fault = fault_of(live, member.name, source);
    if (fault.empty()) continue;
    const bool is_endless = source != member.name && key_of(live, source) != nullptr;
    if (is_endless && !is_first_of_circle(live, member.name)) continue;
    report_fault(cluster, member, fault, is_endless, report);
  }
}

}  // namespace

extern constinit const Rule running_replicate_from{
    .id = "DRF052",
    .name = "running-replicate-from",
    .severity = Severity::warning,
    .summary = "a running member replicates from a member that is not there, or in a circle",
    .why =
        "Patroni falls back to the leader when the named member is not in the DCS. In a circle no "
        "member gets anything from the leader.",
    .bad = R"(# finding: DRF052 n2
--- snapshot.json
{"scope": "shop",
 "dcs": {"leader": "n1", "members": [{"name": "n1"}, {"name": "n2"}]},
 "members": [{"name": "n1", "rest": {"state": "running"}},
             {"name": "n2", "rest": {"state": "running", "tags": {"replicatefrom": "\"n9\""}}}]}
)",
    .good = R"(--- snapshot.json
{"scope": "shop",
 "dcs": {"leader": "n1", "members": [{"name": "n1"}, {"name": "n2"}, {"name": "n3"}]},
 "members": [{"name": "n1", "rest": {"state": "running", "tags": {"replicatefrom": "\"n2\""}}},
             {"name": "n2", "rest": {"state": "running"}},
             {"name": "n3", "rest": {"state": "running", "tags": {"replicatefrom": "\"n2\""}}}]}
)",
    .sources = {"patroni 4.1.4 patroni/ha.py _get_node_to_follow"},
    .needs = {Surface::dcs},
    .check = check,
};

}  // namespace patrol::rules
