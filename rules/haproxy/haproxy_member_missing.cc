// Every member must be known to HAProxy, as any of them may lead.
#include "rules/haproxy/shared_haproxy.h"

namespace patrol::rules {
namespace {

bool has(const MemberSection& section, const MemberObservation& member) {
  return std::any_of(section.servers.begin(), section.servers.end(),
                     [&](const ServedMember& served) { return served.member == &member; });
}

bool is_in_dcs(const ClusterObservation& live, const MemberObservation& member) {
  return live.dcs && std::any_of(live.dcs->members.begin(), live.dcs->members.end(),
                                 [&](const DcsMember& key) { return key.name == member.name; });
}

void check(const Snapshot& cluster, Report& report) {
  const MemberSections all = member_sections(cluster);
  for (const MemberSection& section : all.sections) {
    const auto path = http_check(section);
    if (!section.are_addresses || (path && !asks_for_leader(path->path))) continue;
    for (const MemberObservation& member : cluster.live->members) {
      if (has(section, member) || !is_in_dcs(*cluster.live, member)) continue;
      report
          .add({section.section->at, {}}, cat("`", called(*section.section),
                                              "` does not know member ", shown(member.name, 30)))
          .note(
              "when this member leads, clients find no server: `backend has no server available!`")
          .fix(cat("add a server line for ", shown(member.address)))
          .member(member.name);
    }
  }
}

}  // namespace

extern constinit const Rule haproxy_member_missing{
    .id = "HAP002",
    .name = "haproxy-member-missing",
    .severity = Severity::error,
    .summary = "HAProxy does not know a member that may become the leader",
    .why =
        "A failover to that member succeeds, and no client gets to the database. Sections for "
        "replicas may leave members out.",
    .bad = R"(--- snapshot.json
{"scope": "shop", "dcs": {"leader": "n1", "members": [{"name": "n1"}, {"name": "n2"}]},
 "members": [{"name": "n1", "address": "10.0.0.1:5432", "api": "http://10.0.0.1:8008/patroni"},
             {"name": "n2", "address": "10.0.0.2:5432", "api": "http://10.0.0.2:8008/patroni"}]}
--- haproxy.cfg
listen primary  # finding: HAP002
    bind *:5000
    option httpchk OPTIONS /primary
    http-check expect status 200
    default-server inter 3s fall 3 rise 2 on-marked-down shutdown-sessions
    server n1 10.0.0.1:5432 check port 8008
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
    .sources = {"patroni 4.1.4 docs/rest_api.rst"},
    .needs = {Surface::dcs},
    .check = check,
};

}  // namespace patrol::rules
