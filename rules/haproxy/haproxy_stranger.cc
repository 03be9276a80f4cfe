// Servers of HAProxy that are no members of the cluster.
#include "rules/haproxy/shared_haproxy.h"

namespace patrol::rules {
namespace {

void check(const Snapshot& cluster, Report& report) {
  const MemberSections all = member_sections(cluster);
  for (const MemberSection& section : all.sections) {
    if (!section.are_addresses) continue;
    for (const ServedMember& served : section.servers) {
      if (served.member != nullptr) continue;
      report
          .add({served.server.line->at, {}},
               cat("server ", shown(served.server.name, 20), " of `", called(*section.section),
                   "` is no member: ", shown(served.server.line->word(2), 30)))
          .note("it is never up, or it is another database: clients that it gets see other data")
          .fix("take it out, or correct its address to the member's `postgresql.connect_address`");
    }
  }
}

}  // namespace

extern constinit const Rule haproxy_stranger{
    .id = "HAP001",
    .name = "haproxy-stranger",
    .severity = Severity::warning,
    .summary = "HAProxy has a server that is no member of the cluster",
    .why =
        "Members are replaced and get other addresses; the list of the load balancer is kept by "
        "hand.",
    .bad = R"(--- snapshot.json
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
    server n3 10.0.0.3:5432 check port 8008  # finding: HAP001
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
    .sources = {"haproxy 2.6 docs configuration.txt 5.2", "patroni 4.1.4 docs/rest_api.rst"},
    .needs = {Surface::dcs},
    .check = check,
};

}  // namespace patrol::rules
