// The roles that Patroni logs in with can do what it needs of them.
#include "linter/analysis/served_hba.h"
#include "rules/drift/shared_state.h"

namespace patrol::rules {
namespace {

struct NeededRole {
  std::string_view section;
  const PatroniDocument* file = nullptr;
  std::string name;
};

std::vector<NeededRole> needed_roles(const Snapshot& cluster) {
  std::vector<NeededRole> out;
  for (const PatroniDocument* file : cluster.patroni)
    for (const std::string_view section : {"superuser", "replication", "rewind"}) {
      std::string name = user_of(*file, section);
      const bool is_known = std::any_of(out.begin(), out.end(), [&](const NeededRole& one) {
        return one.name == name && one.section == section;
      });
      if (!name.empty() && !is_known) out.push_back({section, file, std::move(name)});
    }
  return out;
}

constexpr double soon = 14.0 * 24 * 3600;

// What is wrong with it; empty when nothing is.
std::string fault_of(const PgRole& role, std::string_view section, UnixTime now) {
  if (!role.can_login) return "has no LOGIN";
  if (section == "superuser" && !role.is_superuser) return "is no superuser";
  if (section == "replication" && !role.can_replicate && !role.is_superuser)
    return "has no REPLICATION";
  if (role.connection_limit == 0 && !role.is_superuser) return "has CONNECTION LIMIT 0";
  if (role.valid_until && now > 0 && *role.valid_until < now)
    return cat("has a password that expired ", shown_time(*role.valid_until));
  if (role.valid_until && now > 0 && *role.valid_until < now + soon)
    return cat("has a password that expires ", shown_time(*role.valid_until));
  return {};
}

std::string remedy(const std::string& fault, std::string_view section) {
  if (fault.ends_with("LOGIN")) return "LOGIN";
  if (fault.ends_with("REPLICATION")) return "REPLICATION";
  if (contains(fault, "LIMIT")) return "CONNECTION LIMIT -1";
  if (contains(fault, "expire")) return "VALID UNTIL 'infinity'";
  return section == "superuser" ? "SUPERUSER" : "LOGIN";
}

void report_role(const MemberObservation& leader, const NeededRole& needed,
                 const std::string& fault, Report& report) {
  const bool is_absent = fault == "does not exist";
  auto finding =
      report.add(said_by(leader, Surface::roles, needed.name),
                 cat("role `", shown(needed.name, 30), "` of `", needed.section, "` ", fault));
  finding.label(at(needed.file->root().at("postgresql.authentication")[needed.section]["username"]),
                "named here");
  finding.member(leader.name);
  finding
      .note(needed.section == "replication"
                ? "replicas cannot connect any more, at the latest when they do so anew"
                : "Patroni or pg_rewind cannot log in, at the latest when it does so anew")
      .fix(is_absent
               ? cat("create it on the leader: CREATE ROLE \"", shown(needed.name), "\" LOGIN …")
               : cat("on the leader: ALTER ROLE \"", shown(needed.name), "\" ",
                     remedy(fault, needed.section)));
  if (contains(fault, "expires")) finding.severity(Severity::warning);
}

void check(const Snapshot& cluster, Report& report) {
  const MemberObservation* leader = cluster.live->leader();
  if (leader == nullptr || !leader->roles || leader->roles->empty()) return;
  const UnixTime now = leader->server ? leader->server->now : cluster.live->taken_at;
  for (const NeededRole& needed : needed_roles(cluster)) {
    const auto role = std::find_if(leader->roles->begin(), leader->roles->end(),
                                   [&](const PgRole& one) { return one.name == needed.name; });
    const std::string fault =
        role == leader->roles->end() ? "does not exist" : fault_of(*role, needed.section, now);
    if (!fault.empty()) report_role(*leader, needed, fault, report);
  }
}

}  // namespace

extern constinit const Rule role_unfit{
    .id = "DRF036",
    .name = "role-unfit",
    .severity = Severity::error,
    .summary = "a role that Patroni logs in with is missing or cannot do what it is for",
    .why =
        "Patroni makes the roles once, at bootstrap. Connections that are open go on when a role "
        "is altered, so the failure shows at the next restart or failover.",
    .bad = R"(# finding: DRF036 n1
--- snapshot.json
{"scope": "shop", "dcs": {"leader": "n1", "members": [{"name": "n1"}]},
 "members": [{"name": "n1", "server": {"now": 1790000000}, "roles": [
   {"name": "postgres", "is_superuser": true, "can_login": true, "can_replicate": true},
   {"name": "replicator", "can_login": true, "can_replicate": false}]}]}
--- n1:/etc/patroni.yml
scope: shop
name: n1
postgresql:
  authentication:
    superuser: {username: postgres}
    replication: {username: replicator}
)",
    .good = R"(--- snapshot.json
{"scope": "shop", "dcs": {"leader": "n1", "members": [{"name": "n1"}]},
 "members": [{"name": "n1", "server": {"now": 1790000000}, "roles": [
   {"name": "postgres", "is_superuser": true, "can_login": true, "can_replicate": true},
   {"name": "replicator", "can_login": true, "can_replicate": true}]}]}
--- n1:/etc/patroni.yml
scope: shop
name: n1
postgresql:
  authentication:
    superuser: {username: postgres}
    replication: {username: replicator}
)",
    .sources = {"patroni 4.1.4 docs/yaml_configuration.rst", "postgresql 15 sql-createrole.html"},
    .needs = {Surface::roles},
    .check = check,
};

}  // namespace patrol::rules
