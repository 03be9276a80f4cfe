// Synchronous mode that has nobody to wait for.
#include "linter/model/python.h"
#include "linter/model/roles.h"
#include "rules/drift/shared_state.h"

namespace patrol::rules {
namespace {

struct Standbys {
  std::vector<std::string> excluded;  // by nosync or sync_priority
  std::vector<std::string> absent;    // they do not answer, or are on their way
  std::vector<std::string> fit;
};

Standbys standbys_of(const Snapshot& cluster) {
  const ClusterObservation& live = *cluster.live;
  Standbys out;
  for (const DcsMember& key : live.dcs->members) {
    if (key.name == live.dcs->leader) continue;
    const MemberObservation* member = live.member(key.name);
    const Tags* tags = member != nullptr ? tags_of(live, *member) : &key.tags;
    if (is_shut_out(tags, "nosync", "sync_priority"))
      out.excluded.push_back(key.name);
    else if (member == nullptr || !answers(*member) || is_on_its_way(cluster, *member))
      out.absent.push_back(key.name);
    else
      out.fit.push_back(key.name);
  }
  return out;
}

void say_why(const Standbys& standbys, FindingBuilder& finding) {
  if (!standbys.excluded.empty())
    finding.note(cat("excluded by `nosync` or `sync_priority`: ", listed(standbys.excluded)));
  if (!standbys.absent.empty())
    finding.note(cat("not answering or not ready: ", listed(standbys.absent)));
  if (!standbys.fit.empty()) finding.note(cat("could be it: ", listed(standbys.fit)));
}

Spot place_of(const Value& mode) {
  return mode ? at(mode) : said_by(Surface::dcs, "sync");
}

void report_missing(const Snapshot& cluster, const Value& dynamic, Report& report) {
  const bool is_strict = python_truth(dynamic["synchronous_mode_strict"]).value_or(false);
  auto finding = report.add(place_of(dynamic["synchronous_mode"]),
                            "synchronous mode is on and the DCS names no synchronous standby");
  const Standbys standbys = standbys_of(cluster);
  for (const auto* names : {&standbys.excluded, &standbys.absent, &standbys.fit})
    for (const std::string& name : *names) finding.member(name);
  finding.label(said_by(Surface::dcs, "sync"), "no standby");
  say_why(standbys, finding);
  finding
      .note(is_strict ? "`synchronous_mode_strict` is on: every commit on the leader waits for ever"
                      : "commits wait for nobody: what the leader confirmed can be lost with it")
      .fix("bring a replica up that may be the standby");
  if (is_strict) finding.severity(Severity::error);
  if (is_settling(cluster) ||
      (standbys.excluded.empty() && standbys.fit.empty() && standbys.absent.empty() && !is_strict))
    finding.severity(Severity::info);
}

void report_few(const ClusterObservation& live, const Value& count, Report& report) {
  const auto wanted = python_int(count);
  const auto there = static_cast<long long>(live.dcs->sync_standbys.size());
  if (!wanted || *wanted <= there) return;
  report
      .add(at(count), cat("`synchronous_node_count` is ", *wanted, " and ", there,
                          there == 1 ? " standby is" : " standbys are", " synchronous"))
      .label(said_by(Surface::dcs, "sync"), listed(live.dcs->sync_standbys))
      .note("Patroni waits for as many as there are, without a word")
      .fix("bring up more replicas, or lower the number with patronictl edit-config");
}

void check(const Snapshot& cluster, Report& report) {
  const ClusterObservation& live = *cluster.live;
  const Value dynamic = dynamic_config(cluster);
  if (!live.dcs || live.dcs->leader.empty() || is_synchronous(dynamic) != true) return;
  if (names_standby_cluster(dynamic)) return;
  if (live.dcs->sync_standbys.empty())
    report_missing(cluster, dynamic, report);
  else if (!is_settling(cluster) && lower(dynamic["synchronous_mode"].python_str()) != "quorum")
    report_few(live, dynamic["synchronous_node_count"], report);
}

}  // namespace

extern constinit const Rule sync_standby_missing{
    .id = "DRF053",
    .name = "sync-standby-missing",
    .severity = Severity::warning,
    .summary = "synchronous mode is on and too few standbys are synchronous",
    .why =
        "Without a standby to wait for, Patroni switches synchronous replication off, and what was "
        "confirmed can be lost. In strict mode it does not, and writes hang.",
    .bad = R"(# finding: DRF053 n2
--- snapshot.json
{"scope": "shop",
 "dcs": {"leader": "n1", "sync_leader": "n1", "members": [{"name": "n1"}, {"name": "n2"}]},
 "members": [{"name": "n1", "rest": {"state": "running"}},
             {"name": "n2", "rest": {"state": "running", "tags": {"nosync": "true"}}}]}
--- dcs
synchronous_mode: true
)",
    .good = R"(--- snapshot.json
{"scope": "shop",
 "dcs": {"leader": "n1", "sync_leader": "n1", "sync_standbys": ["n2"],
         "members": [{"name": "n1"}, {"name": "n2"}]},
 "members": [{"name": "n1", "rest": {"state": "running"}},
             {"name": "n2", "rest": {"state": "running"}}]}
--- dcs
synchronous_mode: true
)",
    .sources = {"patroni 4.1.4 docs/replication_modes.rst", "patroni 3.0.2 patroni/ha.py"},
    .needs = {Surface::dcs},
    .check = check,
};

}  // namespace patrol::rules
