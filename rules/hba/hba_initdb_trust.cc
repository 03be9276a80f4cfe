// Records of bootstrap.pg_hba come after those of initdb, which trust local connections.
#include <algorithm>

#include "linter/engine/rule.h"
#include "rules/hba/shared_policy.h"

namespace patrol::rules {
namespace {

bool has_auth_option(const Value& initdb) {
  const auto is_auth = [](std::string_view name) {
    return name == "A" || name == "auth" || name.starts_with("auth-") || name.starts_with("auth=");
  };
  for (const auto& option : initdb.members())
    if (is_auth(option.key.text())) return true;
  for (const Value& item : initdb.items()) {
    if (item.is_opaque() || (item.is_scalar() && is_auth(item.text()))) return true;
    for (const auto& option : item.members())
      if (is_auth(option.key.text())) return true;
  }
  return false;
}

bool wants_a_check(const HbaRecord& record) {
  const bool is_local = record.type == HbaType::local || is_loopback_range(record.address);
  return is_local && record.method != "trust";
}

void check(const Snapshot& cluster, Report& report) {
  for (const PatroniDocument* member : cluster.patroni) {
    const EffectiveHba hba = effective_hba(cluster, *member);
    if (hba.layer != EffectiveHba::Layer::bootstrap || hba.list == nullptr) continue;
    const Value root = member->root();
    if (has_auth_option(root.at("bootstrap.initdb"))) continue;
    const Value method = root.at("bootstrap.method");
    if (method && method.text() != "initdb") continue;
    const auto& records = hba.list->hba.records;
    const auto found = std::find_if(records.begin(), records.end(), wants_a_check);
    if (found == records.end()) continue;
    const Policy policy{.file = &hba.list->hba, .list = hba.list, .postgres = {}};
    report
        .add(policy.spot(found->method_span, found->line),
             cat("method ", found->method, " is never used; initdb's trust records come first"))
        .note(
            "Patroni appends this list to the file of initdb, which trusts the socket and loopback")
        .note(
            "a replica gets the file with its copy of the data; later edits of this list do "
            "nothing")
        .fix(
            "put the list under `bootstrap.dcs.postgresql.pg_hba`, or add `auth-local` and "
            "`auth-host` to `bootstrap.initdb`");
  }
}

}  // namespace

extern constinit const Rule hba_initdb_trust{
    .id = "HBA027",
    .name = "hba-initdb-trust",
    .severity = Severity::info,
    .summary = "records for local connections in `bootstrap.pg_hba` come after initdb's trust",
    .why =
        "`bootstrap.pg_hba` is appended to the pg_hba.conf that initdb wrote. Its records for the "
        "socket and for loopback say trust and match first, so stricter ones in the list are dead.",
    .bad = R"(bootstrap:
  pg_hba:
    - host all all 127.0.0.1/32 scram-sha-256  # finding: HBA027
    - host replication all 10.0.0.0/24 scram-sha-256
)",
    .good = R"(bootstrap:
  dcs: {ttl: 30, loop_wait: 10, retry_timeout: 10}
  initdb: [auth-host: scram-sha-256, auth-local: peer]
  pg_hba:
    - host all all 127.0.0.1/32 scram-sha-256
    - host replication all 10.0.0.0/24 scram-sha-256
)",
    .sources = {"patroni 4.1.4 patroni/postgresql/bootstrap.py", "postgresql 18 app-initdb.html"},
    .check = check,
};

}  // namespace patrol::rules
