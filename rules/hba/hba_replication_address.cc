// Every member must be admitted for replication by every other one, in both directions.
#include <algorithm>

#include "linter/engine/rule.h"
#include "rules/hba/shared_login.h"
#include "rules/hba/shared_policy.h"

namespace patrol::rules {
namespace {

bool is_for(const HbaRecord& record, const Login& login) {
  return record.type != HbaType::local && record.method != "reject" && may_concern(record, login);
}

// Without known addresses one can still see that only the machine itself is admitted.
bool report_loopback_only(const PatroniDocument& member, const EffectiveHba& hba,
                          const Login& login, Report& report) {
  if (is_on_loopback(member)) return true;
  const HbaRecord* last = nullptr;
  for (const HbaRecord& record : hba.list->hba.records) {
    if (!is_for(record, login)) continue;
    if (!is_loopback_range(record.address)) return false;
    last = &record;
  }
  if (last == nullptr) return true;  // the rule about missing records says so
  const Policy policy{.file = &hba.list->hba, .list = hba.list, .postgres = {}};
  report
      .add(policy.spot(last->address_span, last->line),
           "replication is admitted from this machine only")
      .note(
          "members on other machines fail: `no pg_hba.conf entry for replication connection from "
          "host`")
      .fix("add a replication record for the network of the members");
  return true;
}

void check_member(const Snapshot& cluster, const PatroniDocument& member, Report& report) {
  const EffectiveHba hba = effective_hba(cluster, member);
  Login login{.user = user_of(member, "replication"),
              .database = {},
              .is_replication = true,
              .from = {},
              .has_tls = has_tls(cluster, member)};
  if (!hba.is_whole || login.user.empty()) return;
  if (report_loopback_only(member, hba, login, report)) return;
  const auto records = all_records(hba);
  std::vector<const Peer*> missing;
  const auto peers = peers_of(cluster, member, hba.layer);
  for (const Peer& peer : peers) {
    login.from = peer.ip;
    const Verdict verdict = admits(records, login);
    if (verdict.answer == Verdict::Answer::no_record || verdict.answer == Verdict::Answer::rejected)
      missing.push_back(&peer);
  }
  if (missing.empty()) return;
  const Peer& first = *missing.front();
  auto finding = report.add(
      at_key(hba.list->list),
      missing.size() == 1
          ? cat("no record admits replication from ", first.address)
          : cat("no record admits replication from ", first.address, " and ", missing.size() - 1,
                missing.size() == 2 ? " other member" : " other members"));
  for (const Peer* peer : missing) finding.label(at(peer->connect_address), "not admitted");
  finding.note(
      cat("a member there fails as soon as this one is the leader: `no pg_hba.conf entry for "
          "replication connection from host \"",
          first.address, "\"`"));
  finding.fix(cat("add `host replication ", shown(login.user), " ", first.address,
                  first.ip.size() == 4 ? "/32" : "/128", " scram-sha-256`"));
}

void check(const Snapshot& cluster, Report& report) {
  for (const PatroniDocument* member : cluster.patroni) check_member(cluster, *member, report);
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
