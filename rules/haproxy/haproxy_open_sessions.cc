// Sessions to a leader that is none any more.
#include "rules/haproxy/shared_haproxy.h"

namespace patrol::rules {
namespace {

bool ends_sessions(const MemberSection& section, const HaproxyServer& server) {
  const auto option = server_option(section, server, "on-marked-down");
  return option && option->line->word(option->index + 1) == "shutdown-sessions";
}

void check(const Snapshot& cluster, Report& report) {
  const MemberSections all = member_sections(cluster);
  for (const MemberSection& section : all.sections) {
    const auto http = http_check(section);
    if (!http || !asks_for_leader(http->path)) continue;
    const bool are_ended = std::all_of(
        section.servers.begin(), section.servers.end(),
        [&](const ServedMember& served) { return ends_sessions(section, served.server); });
    if (are_ended) continue;
    report
        .add({section.section->at, {}},
             cat("`", called(*section.section), "` keeps sessions to a leader that lost its role"))
        .note(
            "after a switchover clients stay on the old leader: `cannot execute … in a read-only "
            "transaction` until they connect anew")
        .fix("add `default-server on-marked-down shutdown-sessions`");
  }
}

}  // namespace

extern constinit const Rule haproxy_open_sessions{
    .id = "HAP005",
    .name = "haproxy-open-sessions",
    .severity = Severity::info,
    .summary = "HAProxy does not end the sessions to a former leader",
    .why =
        "A check that fails only stops new sessions. Those that are open stay where they are, also "
        "when the server is a replica now.",
    .bad = R"(--- snapshot.json
{"scope": "shop", "dcs": {"leader": "n1", "members": [{"name": "n1"}, {"name": "n2"}]},
 "members": [{"name": "n1", "address": "10.0.0.1:5432", "api": "http://10.0.0.1:8008/patroni"},
             {"name": "n2", "address": "10.0.0.2:5432", "api": "http://10.0.0.2:8008/patroni"}]}
--- haproxy.cfg
listen primary  # finding: HAP005
    bind *:5000
    option httpchk OPTIONS /primary
    http-check expect status 200
    default-server inter 3s fall 3 rise 2
    server n1 10.0.0.1:5432 check port 8008
    server n2 10.0.0.2:5432 check port 8008
)",
    .good = R"(--- snapshot.json
{"scope": "shop", "dcs": {"leader": "n1", "members": [{"name": "n1"}, {"name": "n2"}]},
 "members": [{"name": "n1", "address": "10.0.0.1:5432", "api": "http://10.0.0.1:8008/patroni"},
             {"name": "n2", "address": "10.0.0.2:5432", "api": "http://10.0.0.2:8008/patroni"}]}
--- haproxy.cfg
listen primary
    bind *:5000
    option httpchk OPTIONS /primary
    http-check expect status 200
    default-server inter 3s fall 3 rise 2 on-marked-down shutdown-sessions
    server n1 10.0.0.1:5432 check port 8008
    server n2 10.0.0.2:5432 check port 8008
)",
    .sources = {"haproxy 2.6 docs configuration.txt 5.2", "patroni 4.1.4 haproxy.cfg"},
    .needs = {Surface::dcs},
    .check = check,
};

}  // namespace patrol::rules
