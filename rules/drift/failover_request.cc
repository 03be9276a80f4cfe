// A failover or switchover that waits in the DCS.
#include "linter/doc/yaml.h"
#include "rules/drift/shared_state.h"

namespace patrol::rules {
namespace {

std::string field(const Value& request, std::string_view name) {
  const Value value = request[name];
  return value.is_scalar() && !value.is_null() ? std::string(value.text()) : std::string();
}

std::string in_words(const Value& request) {
  const std::string from = field(request, "leader");
  std::string to = field(request, "candidate");
  if (to.empty()) to = field(request, "member");
  return cat(from.empty() ? "failover" : cat("switchover from ", shown(from, 20)),
             to.empty() ? "" : cat(" to ", shown(to, 20)));
}

// Both together are at most what a message may take.
void report_scheduled(const ClusterObservation& live, const std::string& words, UnixTime when,
                      Report& report) {
  constexpr double patience = 60;
  const bool is_past = when + patience < live.taken_at;
  auto finding = report.add(
      said_by(Surface::dcs, "failover"),
      is_past ? cat("a ", words, " was scheduled for ", shown_time(when), " and is still there")
              : cat("a ", words, " is scheduled for ", shown_time(when)));
  finding.note(is_past ? "Patroni did not carry it out: its log says why in every loop"
                       : "Patroni carries it out within a loop of that time");
  finding.fix(cat("if it is not wanted: patronictl flush ", shown(live.scope), " switchover"));
  if (!is_past) finding.severity(Severity::info);
}

void check(const Snapshot& cluster, Report& report) {
  const ClusterObservation& live = *cluster.live;
  if (!live.dcs || live.is_leader_changed || live.dcs->failover.text().empty()) return;
  const YamlTree tree = read_yaml(FileId{}, live.dcs->failover.text(), YamlMode::strict);
  const Value request(tree, tree.root);
  if (!request.is_mapping() || request.members().empty()) return;
  const std::string words = in_words(request);
  if (const auto when = parse_time(field(request, "scheduled_at")))
    return report_scheduled(live, words, *when, report);
  report.add(said_by(Surface::dcs, "failover"), cat("a ", words, " is requested in the DCS"))
      .severity(Severity::info)
      .note(
          "the leader takes it up in its next loop and removes the request; one that stays was "
          "not possible");
}

}  // namespace

extern constinit const Rule failover_request{
    .id = "DRF061",
    .name = "failover-request",
    .severity = Severity::warning,
    .summary = "a failover or switchover is scheduled, or was left over",
    .why =
        "What is scheduled happens when nobody thinks of it any more. What should have happened "
        "and is still there tells of a cluster that could not do it.",
    .bad = R"(# finding: DRF061
--- snapshot.json
{"scope": "shop", "taken_at": 1790000000,
 "dcs": {"leader": "n1", "members": [{"name": "n1"}, {"name": "n2"}],
         "failover": "{\"leader\": \"n1\", \"member\": \"n2\", \"scheduled_at\": \"2026-09-21T03:00:00+02:00\"}"},
 "members": [{"name": "n1"}, {"name": "n2"}]}
)",
    .good = R"(--- snapshot.json
{"scope": "shop", "taken_at": 1790000000,
 "dcs": {"leader": "n1", "members": [{"name": "n1"}, {"name": "n2"}], "failover": "{}"},
 "members": [{"name": "n1"}, {"name": "n2"}]}
)",
    .sources = {"patroni 4.1.4 patroni/ha.py process_manual_failover_from_leader"},
    .needs = {Surface::dcs},
    .check = check,
};

}  // namespace patrol::rules
