// A standby that receives and does not replay.
#include "rules/drift/shared_state.h"

namespace patrol::rules {
namespace {

void check(const Snapshot& cluster, Report& report) {
  for (const MemberObservation& member : cluster.live->members) {
    if (!member.server || !member.server->is_in_recovery || !member.server->is_replay_paused)
      continue;
    const PgServer& server = *member.server;
    auto finding = report.add(said_by(member, Surface::server, "is_replay_paused"),
                              cat("replay is paused on ", shown(member.name)));
    if (server.received && server.wal_position && *server.received > *server.wal_position)
      finding.note(cat(shown_bytes(*server.received - *server.wal_position),
                       " are received and not replayed"));
    finding
        .note(
            "its readers see old data, WAL piles up on it, and commits with `synchronous_commit = "
            "remote_apply` wait")
        .fix("SELECT pg_wal_replay_resume(), on that member")
        .member(member.name);
  }
}

}  // namespace

extern constinit const Rule replay_paused{
    .id = "DRF066",
    .name = "replay-paused",
    .severity = Severity::warning,
    .summary = "a standby's replay is paused",
    .why =
        "pg_wal_replay_pause() is kept until somebody resumes it or the server starts anew; from "
        "PostgreSQL 14 on a running Patroni resumes it in its next loop. A parameter that is too "
        "low for a standby pauses it as well.",
    .bad = R"(# finding: DRF066 n2
--- snapshot.json
{"scope": "shop", "members": [
  {"name": "n2", "server": {"is_in_recovery": true, "is_replay_paused": true,
                            "received": 150994944, "wal_position": 50331648}}]}
)",
    .good = R"(--- snapshot.json
{"scope": "shop", "members": [
  {"name": "n2", "server": {"is_in_recovery": true, "received": 150994944, "wal_position": 50331648}}]}
)",
    .sources = {"postgresql 15 functions-admin.html",
                "patroni 3.0.2 patroni/postgresql/__init__.py handle_parameter_change"},
    .needs = {Surface::server},
    .check = check,
};

}  // namespace patrol::rules
