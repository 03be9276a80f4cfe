// Every member must be admitted for replication by every other one, in both directions.
#include <algorithm>

#include "linter/engine/rule.h"
#include "rules/hba/shared_logins.h"

namespace patrol::rules {
namespace {

// The last record for replication over the network; null when there is none.
const HbaRecord* last_record_for(const ServedHba& served, const HbaPolicy& meaning,
                                 const std::string& user, bool& is_loopback_only) {
  HbaConnection login;
  login.is_replication = true;
  login.user = user;
  const HbaRecord* last = nullptr;
  for (std::size_t i = served.from_initdb; i < served.file.records.size(); ++i) {
    const HbaRecord& record = served.file.records[i];
    if (record.type == HbaType::local || record.method == "reject") continue;
    if (!may_name(meaning, i, login)) continue;
    is_loopback_only = is_loopback_only && is_loopback_range(record.address);
    last = &record;
  }
  return last;
}

void report_loopback_only(const ServedHba& served, const HbaRecord& last, Report& report) {
  report
      .add(policy_of(served).spot(last.address_span, last.line),
           "replication is admitted from this machine only")
      .note(
          "members on other machines fail: `no pg_hba.conf entry for replication connection from "
          "host`")
      .fix("add a replication record for the network of the members");
}

void report_refused(const ServedHba& served, const std::vector<NeededLogin>& refused,
                    Report& report) {
  const NeededLogin& first = refused.front();
  auto finding =
      report.add(end_of(served), cat("no record admits replication from ", shown_clients(refused)));
  label_clients(refused, "not admitted", finding);
  finding.note(cat("a member there fails as soon as ", refused.size() == 1 ? "this one" : "another",
                   " is the leader: `no pg_hba.conf entry for replication connection from host \"",
                   first.address, "\"`"));
  finding.fix(cat("add `host replication ", shown(first.login.user.name), " ", first.address,
                  first.login.from.size() == 4 ? "/32" : "/128", " scram-sha-256`"));
}

void check_policy(const Snapshot& cluster, const ServedHba& served, Report& report) {
  const PatroniDocument& member = *served.members.front();
  const std::string user = user_of(member, "replication");
  if (user.empty()) return;
  const HbaPolicy meaning = served.meaning();
  bool is_loopback_only = true;
  const HbaRecord* last = last_record_for(served, meaning, user, is_loopback_only);
  if (last == nullptr) return;  // the rules about missing records and users say so
  if (is_loopback_only) {
    // Without known addresses one can still see that only the machine itself is admitted.
    if (!is_one_machine(served)) report_loopback_only(served, *last, report);
    return;
  }
  const auto refused = refused_logins(cluster, served, meaning, "replication");
  if (!refused.empty()) report_refused(served, refused, report);
}

void check(const Snapshot& cluster, Report& report) {
  for (const ServedHba& served : whole_policies(cluster)) check_policy(cluster, served, report);
}

}  // namespace

extern constinit const Rule hba_replication_address{
    .id = "HBA012",
    .name = "hba-replication-address",
    .severity = Severity::error,
    .summary = "a member's address is not admitted for replication",
    .why =
        "After a failover the direction of replication turns round. A record for today's standby "
        "is "
        "not enough: each member has to admit all others.",
    .bad = R"(--- a.yml
scope: shop
name: a
postgresql:
  connect_address: 10.0.0.1:5432
  authentication: {replication: {username: replicator, password: ieS0aiTh}}
  pg_hba:
    - host replication replicator 10.0.0.2/32 scram-sha-256
--- b.yml
scope: shop
name: b
postgresql:
  connect_address: 10.0.0.2:5432
  authentication: {replication: {username: replicator, password: ieS0aiTh}}
  pg_hba:  # finding: HBA012
    - host replication replicator 10.0.0.2/32 scram-sha-256
)",
    .good = R"(--- a.yml
scope: shop
name: a
postgresql:
  data_dir: /var/lib/postgresql/16/main
  listen: 10.0.0.1:5432
  connect_address: 10.0.0.1:5432
  authentication: {replication: {username: replicator, password: ieS0aiTh}}
  pg_hba:
    - host replication replicator 10.0.0.0/24 scram-sha-256
--- b.yml
scope: shop
name: b
postgresql:
  data_dir: /var/lib/postgresql/16/main
  listen: 10.0.0.2:5432
  connect_address: 10.0.0.2:5432
  authentication: {replication: {username: replicator, password: ieS0aiTh}}
  pg_hba:
    - host replication replicator 10.0.0.0/24 scram-sha-256
)",
    .sources = {"patroni 4.1.4 docs/faq.rst", "postgresql 18 auth-pg-hba-conf.html"},
    .check = check,
};

}  // namespace patrol::rules
