// pg_rewind logs in to the leader from the member that has to be rewound.
#include <algorithm>

#include "linter/engine/rule.h"
#include "linter/model/python.h"
#include "rules/hba/shared_logins.h"

namespace patrol::rules {
namespace {

bool uses_rewind(const Snapshot& cluster, const PatroniDocument& member) {
  const Value local = member.root().at("postgresql.use_pg_rewind");
  const Value dynamic = dynamic_root(cluster, member).at("postgresql.use_pg_rewind");
  return python_truth(local ? local : dynamic).value_or(false);
}

// Whether a record over the network may be for the login, whatever the addresses.
bool concerns_network(const ServedHba& served, const HbaPolicy& meaning, const HbaLoginUser& user) {
  HbaConnection login;
  login.user = user.name;
  login.database = user.database;
  for (std::size_t i = served.from_initdb; i < served.file.records.size(); ++i) {
    const HbaRecord& record = served.file.records[i];
    const bool is_network = record.type != HbaType::local && record.method != "reject" &&
                            !is_loopback_range(record.address);
    if (is_network && may_name(meaning, i, login)) return true;
  }
  return false;
}

void check_policy(const Snapshot& cluster, const ServedHba& served, Report& report) {
  const PatroniDocument& member = *served.members.front();
  const std::string_view role = rewind_role(member);
  const HbaLoginUser user = login_user(member, role);
  if (user.name.empty() || !uses_rewind(cluster, member) || is_one_machine(served)) return;
  const HbaPolicy meaning = served.meaning();
  const auto refused = refused_logins(cluster, served, meaning, role);
  if (refused.empty() && concerns_network(served, meaning, user)) return;
  auto finding = report.add(
      end_of(served), cat("pg_rewind's user `", shown(user.name), "` is not admitted from ",
                          refused.empty() ? std::string("other members") : shown_clients(refused)));
  finding.label(at(member.root().at("postgresql.authentication")[role]["username"]),
                "used by pg_rewind");
  label_clients(refused, "comes from here", finding);
  finding.note(
      "an old primary cannot check the new leader nor be rewound: `no pg_hba.conf entry`; it "
      "stays out of the cluster until somebody reinitializes it");
  finding.fix(cat("add `host all ", shown(user.name), " NETWORK scram-sha-256`"));
}

void check(const Snapshot& cluster, Report& report) {
  for (const ServedHba& served : whole_policies(cluster)) check_policy(cluster, served, report);
}

}  // namespace

extern constinit const Rule hba_rewind{
    .id = "HBA014",
    .name = "hba-rewind",
    .severity = Severity::warning,
    .summary = "pg_hba does not admit the user of pg_rewind from other members",
    .why =
        "With `use_pg_rewind` a former primary connects to the new leader's database as the rewind "
        "user, or as superuser where none is configured. If no record admits it, the member "
        "cannot rejoin after a failover.",
    .bad = R"(bootstrap:
  dcs:
    postgresql: {use_pg_rewind: true}
postgresql:
  connect_address: 10.0.0.1:5432
  authentication:
    superuser: {username: postgres, password: eiX6phai}
  pg_hba:  # finding: HBA014
    - local all all peer
    - host all all 127.0.0.1/32 scram-sha-256
    - host replication all 10.0.0.0/24 scram-sha-256
    - host all app 10.0.0.0/24 scram-sha-256
)",
    .good = R"(bootstrap:
  dcs:
    postgresql: {use_pg_rewind: true}
postgresql:
  data_dir: /var/lib/postgresql/16/main
  connect_address: 10.0.0.1:5432
  authentication:
    superuser: {username: postgres, password: eiX6phai}
  pg_hba:
    - local all all peer
    - host all all 127.0.0.1/32 scram-sha-256
    - host replication all 10.0.0.0/24 scram-sha-256
    - host all postgres 10.0.0.0/24 scram-sha-256
)",
    .sources = {"patroni 4.1.4 patroni/postgresql/rewind.py", "patroni 4.1.4 docs/faq.rst"},
    .check = check,
};

}  // namespace patrol::rules
