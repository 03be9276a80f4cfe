// The replication records must name the role that Patroni uses.
#include <algorithm>

#include "linter/engine/rule.h"
#include "rules/hba/shared_policy.h"

namespace patrol::rules {
namespace {

// The first record for replication over the network when none of them may be for the user.
const HbaRecord* foreign_record(const ServedHba& served, const std::string& user) {
  const HbaPolicy meaning = served.meaning();
  HbaConnection login;
  login.is_replication = true;
  login.user = user;
  const HbaRecord* first = nullptr;
  for (std::size_t i = served.from_initdb; i < served.file.records.size(); ++i) {
    const HbaRecord& record = served.file.records[i];
    if (record.type == HbaType::local || !has_keyword(record.databases, "replication")) continue;
    if (may_name(meaning, i, login)) return nullptr;
    if (first == nullptr) first = &record;
  }
  return first;
}

void check_member(const ServedHba& served, const PatroniDocument& member, Report& report) {
  const std::string user = user_of(member, "replication");
  if (user.empty()) return;
  const HbaRecord* other = foreign_record(served, user);
  if (other == nullptr || other->users.empty()) return;
  const HbaToken& token = other->users.front();
  report
      .add(policy_of(served).spot(token.at, other->line),
           cat("replication is admitted for `", shown(token.text), "`, Patroni logs in as `",
               shown(user), '`'))
      .label(at(member.root().at("postgresql.authentication.replication.username")),
             "the role of the standbys")
      .note("standbys fail: `no pg_hba.conf entry for replication connection from host`")
      .fix(cat("write `", shown(user), "` in the replication records"));
}

void check(const Snapshot& cluster, Report& report) {
  for (const ServedHba& served : whole_policies(cluster))
    check_member(served, *served.members.front(), report);
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
