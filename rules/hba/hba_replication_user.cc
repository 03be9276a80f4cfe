// The replication records must name the role that Patroni uses.
#include <algorithm>

#include "linter/engine/rule.h"
#include "rules/hba/shared_login.h"
#include "rules/hba/shared_policy.h"

namespace patrol::rules {
namespace {

// The first record for replication when none of them concerns the login.
const HbaRecord* foreign_record(const std::vector<HbaRecord>& records, const Login& login) {
  const HbaRecord* first = nullptr;
  for (const HbaRecord& record : records) {
    if (record.type == HbaType::local || !has_keyword(record.databases, "replication")) continue;
    if (may_concern(record, login)) return nullptr;
    if (first == nullptr) first = &record;
  }
  return first;
}

void check(const Snapshot& cluster, Report& report) {
  for (const PatroniDocument* member : cluster.patroni) {
    const EffectiveHba hba = effective_hba(cluster, *member);
    const std::string user = user_of(*member, "replication");
    if (!hba.is_whole || user.empty()) continue;
    const Login login{
        .user = user, .database = {}, .is_replication = true, .from = {}, .has_tls = {}};
    const HbaRecord* other = foreign_record(hba.list->hba.records, login);
    if (other == nullptr || other->users.empty()) continue;
    const HbaToken& token = other->users.front();
    const Policy policy{.file = &hba.list->hba, .list = hba.list, .postgres = {}};
    report
        .add(policy.spot(token.at, other->line),
             cat("replication is admitted for `", shown(token.text), "`, Patroni logs in as `",
                 shown(user), '`'))
        .label(at(member->root().at("postgresql.authentication.replication.username")),
               "the role of the standbys")
        .note("standbys fail: `no pg_hba.conf entry for replication connection from host`")
        .fix(cat("write `", shown(user), "` in the replication records"));
  }
}

}  // namespace

extern constinit const Rule hba_replication_user{
    .id = "HBA011",
    .name = "hba-replication-user",
    .severity = Severity::error,
    .summary = "the replication records name another user than Patroni's",
    .why =
        "Standbys log in with postgresql.authentication.replication.username. Records for another "
        "role do not admit them.",
    .bad = R"(postgresql:
  authentication: {replication: {username: replication, password: ieS0aiTh}}
  pg_hba:
    - host replication replicator 10.0.0.0/24 scram-sha-256  # finding: HBA011
)",
    .good = R"(postgresql:
  authentication: {replication: {username: replicator, password: ieS0aiTh}}
  pg_hba:
    - host replication replicator 10.0.0.0/24 scram-sha-256
)",
    .sources = {"postgresql 18 auth-pg-hba-conf.html",
                "patroni 4.1.4 docs/yaml_configuration.rst postgresql"},
    .check = check,
};

}  // namespace patrol::rules
