// The leader holds a slot for each member that streams from it, and the permanent ones.
#include "linter/model/python.h"
#include "linter/model/roles.h"
#include "linter/model/slot_name.h"
#include "rules/drift/shared_streams.h"

namespace patrol::rules {
namespace {

bool has_slot(const MemberObservation& leader, std::string_view name) {
  return std::any_of(leader.slots->begin(), leader.slots->end(),
                     [&](const PgSlot& slot) { return slot.name == name; });
}

// Source: patroni 3.0.2 patroni/dcs/__init__.py get_replication_slots.
bool is_served_by(const ClusterObservation& live, const DcsMember& key,
                  const MemberObservation& leader) {
  if (key.name == leader.name || has_tag(key.tags, "nostream")) return false;
  const std::string source = tag_text(key.tags, "replicatefrom");
  return source.empty() || source == leader.name || key_of(live, source) == nullptr;
}

void note_room(const MemberObservation& leader, FindingBuilder& finding) {
  const PgSetting* most = leader.setting("max_replication_slots");
  if (most == nullptr) return;
  const bool is_full = to_integer(most->setting.text()) == std::ssize(*leader.slots);
  finding.note(cat(leader.slots->size(),
                   " of `max_replication_slots` = ", shown(most->setting.text()),
                   is_full ? " are in use: `all replication slots are in use`" : " are in use"));
}

void check_members(const Snapshot& cluster, const MemberObservation& leader, Report& report) {
  const ClusterObservation& live = *cluster.live;
  for (const DcsMember& key : live.dcs->members) {
    const std::string slot = slot_name_of(key.name);
    if (!is_served_by(live, key, leader) || has_slot(leader, slot)) continue;
    const MemberObservation* member = live.member(key.name);
    if (member == nullptr || !answers(*member) || is_on_its_way(cluster, *member)) continue;
    auto finding = report.add(
        said_by(leader, Surface::slots, slot),
        cat("the leader ", shown(leader.name, 20), " has no slot for ", shown(key.name, 20)));
    finding.member(leader.name).member(key.name);
    note_room(leader, finding);
    finding
        .note(cat("without it the leader removes WAL that ", shown(key.name),
                  " still needs: `replication slot \"", shown(slot), "\" does not exist`"))
        .fix("Patroni makes it in its next loop; if it does not, its log on the leader says why");
  }
}

void check_permanent(const Snapshot& cluster, const MemberObservation& leader, Report& report) {
  const Value slots = dynamic_config(cluster)["slots"];
  for (const auto& [key, value, merged, overridden] : slots.members()) {
    const std::string name(key.text());
    if (has_slot(leader, name) || name == slot_name_of(leader.name)) continue;
    report
        .add(said_by(leader, Surface::slots, name),
             cat("permanent slot `", shown(name, 30), "` is not on the leader ",
                 shown(leader.name, 20)))
        .label(at_key(key ? value : slots), "promised here")
        .note(
            "its consumer fails with `replication slot … does not exist`, and what it has not "
            "read is not kept")
        .fix("read the log of the leader's Patroni: it makes permanent slots in every loop")
        .member(leader.name);
  }
}

void check(const Snapshot& cluster, Report& report) {
  const ClusterObservation& live = *cluster.live;
  const MemberObservation* leader = live.leader();
  if (!live.dcs || leader == nullptr || !leader->slots || is_on_its_way(cluster, *leader)) return;
  const Value dynamic = dynamic_config(cluster);
  if (names_standby_cluster(dynamic)) return;
  if (python_truth(dynamic.at("postgresql.use_slots")) == false) return;
  check_members(cluster, *leader, report);
  check_permanent(cluster, *leader, report);
}

}  // namespace

extern constinit const Rule slot_missing{
    .id = "DRF067",
    .name = "slot-missing",
    .severity = Severity::warning,
    .summary = "a slot that Patroni keeps is not on the leader",
    .why =
        "Slots keep the WAL that a replica or a consumer has not got yet. Patroni makes one for "
        "each member and for each permanent slot; where one stays away, it cannot.",
    .bad = R"(# finding: DRF067 n1 n2
--- snapshot.json
{"scope": "shop",
 "dcs": {"leader": "n1", "members": [{"name": "n1"}, {"name": "n2"}]},
 "members": [{"name": "n1", "server": {}, "slots": []},
             {"name": "n2", "server": {"is_in_recovery": true}}]}
)",
    .good = R"(--- snapshot.json
{"scope": "shop",
 "dcs": {"leader": "n1", "members": [{"name": "n1"}, {"name": "n-2"},
         {"name": "n3", "tags": {"replicatefrom": "\"n-2\""}}]},
 "members": [{"name": "n-2", "server": {"is_in_recovery": true}},
             {"name": "n1", "server": {}, "slots": [{"name": "n_2", "type": "physical", "is_active": true}]},
             {"name": "n3", "server": {"is_in_recovery": true}}]}
)",
    .sources = {"patroni 3.0.2 patroni/dcs/__init__.py",
                "patroni 4.1.4 patroni/postgresql/slots.py"},
    .needs = {Surface::slots, Surface::dcs},
    .check = check,
};

}  // namespace patrol::rules
