// pg_rewind logs in to the leader from the member that has to be rewound.
#include <algorithm>

#include "linter/engine/rule.h"
#include "linter/model/python.h"
#include "rules/hba/shared_login.h"
#include "rules/hba/shared_policy.h"

namespace patrol::rules {
namespace {

bool uses_rewind(const Snapshot& cluster, const PatroniDocument& member) {
  const Value local = member.root().at("postgresql.use_pg_rewind");
  const Value dynamic = dynamic_root(cluster, member).at("postgresql.use_pg_rewind");
  return python_truth(local ? local : dynamic).value_or(false);
}

// The superuser does the work where no rewind role is configured.
std::string_view role_of(const PatroniDocument& member) {
  return user_of(member, "rewind").empty() ? "superuser" : "rewind";
}

bool concerns_network(const HbaRecord& record, const Login& login) {
  return record.type != HbaType::local && record.method != "reject" &&
         !is_loopback_range(record.address) && may_concern(record, login);
}

void check_member(const Snapshot& cluster, const PatroniDocument& member, Report& report) {
  const EffectiveHba hba = effective_hba(cluster, member);
  const std::string_view role = role_of(member);
  Login login{.user = user_of(member, role),
              .database = own_database(member),
              .is_replication = false,
              .from = {},
              .has_tls = has_tls(cluster, member)};
  if (!hba.is_whole || login.user.empty() || !uses_rewind(cluster, member)) return;
  if (is_on_loopback(member)) return;
  const auto records = all_records(hba);
  const bool has_any = std::any_of(records.begin(), records.end(), [&](const HbaRecord& record) {
    return concerns_network(record, login);
  });
  const auto peers = peers_of(cluster, member, hba.layer);
  const auto refused = std::find_if(peers.begin(), peers.end(), [&](const Peer& peer) {
    login.from = peer.ip;
    const Verdict verdict = admits(records, login);
    return verdict.answer == Verdict::Answer::no_record ||
           verdict.answer == Verdict::Answer::rejected;
  });
  if (has_any && refused == peers.end()) return;
  auto finding =
      report.add(at_key(hba.list->list),
                 cat("pg_rewind's user `", shown(login.user), "` is not admitted from ",
                     refused == peers.end() ? std::string("other members") : refused->address));
  finding.label(at(member.root().at("postgresql.authentication")[role]["username"]),
                "used by pg_rewind");
  if (refused != peers.end()) finding.label(at(refused->connect_address), "comes from here");
  finding.note(
      "an old primary cannot check the new leader nor be rewound: `no pg_hba.conf entry`; it "
      "stays out of the cluster until somebody reinitializes it");
  finding.fix(cat("add `host all ", shown(login.user), " NETWORK scram-sha-256`"));
}

void check(const Snapshot& cluster, Report& report) {
  for (const PatroniDocument* member : cluster.patroni) check_member(cluster, *member, report);
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
