// Only Patroni's HTTP answer tells a leader from a replica.
#include "rules/haproxy/shared_haproxy.h"

namespace patrol::rules {
namespace {

void report_section(const MemberSection& section, Report& report) {
  report
      .add({section.section->at, {}},
           cat("`", called(*section.section), "` asks Patroni nothing: no `option httpchk`"))
      .note(
          "every member that accepts connections counts as up: writes go to replicas and fail with "
          "`cannot execute … in a read-only transaction`")
      .fix(
          "add `option httpchk OPTIONS /primary` (or /replica) and `http-check expect status 200`");
}

void check(const Snapshot& cluster, Report& report) {
  const MemberSections all = member_sections(cluster);
  for (const MemberSection& section : all.sections) {
    if (!http_check(section)) {
      report_section(section, report);
      continue;
    }
    for (const ServedMember& served : section.servers)
      if (served.member != nullptr && !server_option(section, served.server, "check"))
        report
            .add({served.server.line->at, {}},
                 cat("server ", shown(served.server.name, 20), " of `", called(*section.section),
                     "` is not checked"))
            .note("without `check` HAProxy takes the server for up, whatever its role")
            .fix("add `check port` with the port of the member's REST API")
            .member(served.member->name);
  }
}

}  // namespace

extern constinit const Rule haproxy_no_check{
    .id = "HAP003",
    .name = "haproxy-no-check",
    .severity = Severity::error,
    .summary = "HAProxy sends clients to members without asking for their role",
    .why =
        "A check of the TCP port, or none, finds replicas as good as the leader. HAProxy accepts "
        "such a configuration without a word.",
    .bad = R"(--- snapshot.json
{"scope": "shop", "dcs": {"leader": "n1", "members": [{"name": "n1"}, {"name": "n2"}]},
 "members": [{"name": "n1", "address": "10.0.0.1:5432", "api": "http://10.0.0.1:8008/patroni"},
             {"name": "n2", "address": "10.0.0.2:5432", "api": "http://10.0.0.2:8008/patroni"}]}
--- haproxy.cfg
listen primary  # finding: HAP003
    bind *:5000
    option tcp-check
    default-server inter 3s fall 3 rise 2 on-marked-down shutdown-sessions
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
    .sources = {"haproxy 2.6 docs configuration.txt 4.2", "patroni 4.1.4 docs/rest_api.rst"},
    .needs = {Surface::dcs},
    .check = check,
};

}  // namespace patrol::rules
