// A slot whose WAL is gone, or about to go.
#include "rules/drift/shared_state.h"

namespace patrol::rules {
namespace {

void check_slot(const Snapshot& cluster, const MemberObservation& member, const PgSlot& slot,
                Report& report) {
  const bool is_lost = slot.wal_status == "lost";
  if (!is_lost && slot.wal_status != "unreserved") return;
  auto finding = report.add(
      said_by(member, Surface::slots, slot.name),
      cat("slot `", shown(slot.name, 30), "` on ", shown(member.name, 20),
          is_lost ? " is lost: its WAL is gone" : " is about to be lost (`unreserved`)"));
  finding.member(member.name)
      .note(
          "what reads it has fallen behind by more than `max_slot_wal_keep_size`: `requested "
          "WAL segment … has already been removed`")
      .fix(slot.type == "logical"
               ? "drop the slot and set its consumer up anew"
               : cat("patronictl reinit ", shown(cluster.live->scope), " of the replica"));
  if (!is_lost) finding.severity(Severity::warning);
}

void check(const Snapshot& cluster, Report& report) {
  for (const MemberObservation& member : cluster.live->members) {
    if (!member.slots) continue;
    for (const PgSlot& slot : *member.slots) check_slot(cluster, member, slot, report);
  }
}

}  // namespace

extern constinit const Rule slot_lost{
    .id = "DRF069",
    .name = "slot-lost",
    .severity = Severity::error,
    .summary = "a replication slot has lost its WAL",
    .why =
        "A lost slot cannot be used any more. The replica needs another source of WAL or a new "
        "copy, a logical consumer a new start.",
    .bad = R"(# finding: DRF069 n1
--- snapshot.json
{"scope": "shop", "members": [
  {"name": "n1", "slots": [{"name": "n2", "type": "physical", "wal_status": "lost"}]}]}
)",
    .good = R"(--- snapshot.json
{"scope": "shop", "members": [
  {"name": "n1", "slots": [{"name": "n2", "type": "physical", "wal_status": "extended"}]}]}
)",
    .sources = {"postgresql 15 view-pg-replication-slots.html"},
    .needs = {Surface::slots},
    .check = check,
};

}  // namespace patrol::rules
