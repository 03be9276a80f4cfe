// A slot that nobody reads keeps WAL without end.
#include "linter/model/slot_name.h"
#include "rules/drift/shared_streams.h"

namespace patrol::rules {
namespace {

std::string owner_of(const ClusterObservation& live, const PgSlot& slot) {
  if (!live.dcs) return {};
  for (const DcsMember& key : live.dcs->members)
    if (slot_name_of(key.name) == slot.name) return key.name;
  return {};
}

// That the member is down or does not stream is told by other rules.
bool is_explained(const Snapshot& cluster, const std::string& name) {
  const ClusterObservation& live = *cluster.live;
  const MemberObservation* member = live.member(name);
  if (member == nullptr || !answers(*member) || is_on_its_way(cluster, *member)) return true;
  // Patroni 4 keeps a slot on the leader for those that stream from elsewhere.
  const Tags* tags = tags_of(live, *member);
  if (tags != nullptr && !tag_text(*tags, "replicatefrom").empty()) return true;
  return is_streaming(live, *member) == false;
}

void note_limit(const MemberObservation& leader, FindingBuilder& finding) {
  const PgSetting* limit = leader.setting("max_slot_wal_keep_size");
  if (limit == nullptr) return;
  finding.note(limit->setting.text() == "-1"
                   ? std::string("`max_slot_wal_keep_size` is -1: nothing limits it, and a full "
                                 "disk stops the leader")
                   : cat("`max_slot_wal_keep_size` is ", shown(limit->setting.text()),
                         " MB: behind that the slot is lost"));
}

void report_idle(const Snapshot& cluster, const MemberObservation& leader, const PgSlot& slot,
                 Report& report) {
  const Value promised = dynamic_config(cluster)["slots"][slot.name];
  const std::int64_t kept = slot.retained.value_or(0);
  auto finding = report.add(said_by(leader, Surface::slots, slot.name),
                            cat("nobody reads slot `", shown(slot.name, 30), "` on ",
                                shown(leader.name, 20), "; it keeps ", shown_bytes(kept)));
  finding.member(leader.name);
  if (promised) finding.label(at_key(promised), "a permanent slot");
  note_limit(leader, finding);
  finding.note(promised ? "its consumer is away"
                        : "neither a member nor a permanent slot is called so: Patroni drops such "
                          "slots, except in pause and those under `ignore_slots`");
  finding.fix(promised ? "bring the consumer back, or take the slot out with patronictl edit-config"
                       : cat("if nobody needs it: SELECT pg_drop_replication_slot('",
                             shown(slot.name), "')"));
  constexpr std::int64_t little = 64LL * 1024 * 1024;
  if (promised && kept < little) finding.severity(Severity::info);
}

void check(const Snapshot& cluster, Report& report) {
  const ClusterObservation& live = *cluster.live;
  const MemberObservation* leader = live.leader();
  if (leader == nullptr || !leader->slots || is_settling(cluster)) return;
  for (const PgSlot& slot : *leader->slots) {
    if (slot.is_active || slot.is_temporary || slot.wal_status == "lost") continue;
    const std::string owner = owner_of(live, slot);
    if (owner == leader->name || (!owner.empty() && is_explained(cluster, owner))) continue;
    report_idle(cluster, *leader, slot, report);
  }
}

}  // namespace

extern constinit const Rule slot_inactive{
    .id = "DRF068",
    .name = "slot-inactive",
    .severity = Severity::warning,
    .summary = "a slot on the leader keeps WAL and nobody reads it",
    .why =
        "PostgreSQL keeps all WAL since the position of a slot, until the disk is full. Forgotten "
        "slots are a common reason for that.",
    .bad = R"(# finding: DRF068 n1
--- snapshot.json
{"scope": "shop",
 "dcs": {"leader": "n1", "members": [{"name": "n1"}]},
 "members": [{"name": "n1", "server": {}, "slots": [
   {"name": "backup", "type": "physical", "is_active": false, "wal_status": "extended", "retained": 5368709120}]}]}
)",
    .good = R"(--- snapshot.json
{"scope": "shop",
 "dcs": {"leader": "n1", "members": [{"name": "n1"}]},
 "members": [{"name": "n1", "server": {}, "slots": [
   {"name": "backup", "type": "physical", "is_active": true, "wal_status": "reserved", "retained": 16777216}]}]}
)",
    .sources = {"postgresql 15 view-pg-replication-slots.html",
                "patroni 4.1.4 docs/dynamic_configuration.rst slots"},
    .needs = {Surface::slots},
    .check = check,
};

}  // namespace patrol::rules
