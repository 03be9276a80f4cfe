// Logins between members that the rules in force refuse.
#include "rules/drift/shared_hba.h"

namespace patrol::rules {
namespace {

// The list alone decides here, and rules about lists tell what it lacks.
bool is_told_by_list(const LiveHba& hba) {
  return hba.promised.list != nullptr && contrast_with_promise(hba).is_equal;
}

std::string reason_of(const HbaLogin& login) {
  switch (login.state()) {
    case HbaLogin::State::no_tls:
      return "the record asks for TLS, and `ssl` is off on this server";
    case HbaLogin::State::no_way:
      return cat("`sslmode` is ", shown(login.user.sslmode), ", and `ssl` is off on this server");
    default:
      return "no record admits it";
  }
}

void say_what(const RefusedLogin& first, const LiveHba& target, FindingBuilder& finding) {
  const HbaRecord* record = first.login.rejecting();
  if (record != nullptr) finding.label(target.place(*record), "rejected here");
  finding.note(record != nullptr ? std::string("a `reject` record comes first")
                                 : reason_of(first.login));
  finding.note(first.role == "replication"
                   ? "when this member leads, its replicas stop: `no pg_hba.conf entry for "
                     "replication connection from host`"
                   : "when this member leads, pg_rewind of an old primary fails: `no pg_hba.conf "
                     "entry for host`");
}

void note_difference(const Snapshot& cluster, const std::deque<LiveHba>& all, const LiveHba& target,
                     FindingBuilder& finding) {
  std::vector<const LiveHba*> others;
  for (const LiveHba& hba : all)
    if (&hba != &target && hba.is_in_force()) others.push_back(&hba);
  const LiveHba* usual = usual_hba(*cluster.live, others);
  if (usual != nullptr && !contrast(target, *usual).is_equal)
    finding.note(cat("pg_hba.conf of ", shown(usual->member->name), " decides otherwise"));
  if (target.promised.list != nullptr)
    finding.label(at_key(target.promised.list->list), "the list that should be in force");
}

void check(const Snapshot& cluster, Report& report) {
  const auto all = live_hba(cluster);
  for (const LiveHba& target : all) {
    if (!target.is_in_force() || is_told_by_list(target)) continue;
    const auto refused = refused_logins(cluster, target);
    if (refused.empty()) continue;
    const RefusedLogin& first = refused.front();
    auto finding =
        report.add(target.spot(), cat(shown(target.member->name, 20), " refuses ",
                                      shown(first.login.user.name, 20), " from ",
                                      shown(first.client->name, 20), " (", first.address, ")"));
    if (refused.size() > 1) finding.note(shown_logins(refused));
    say_what(first, target, finding);
    note_difference(cluster, all, target, finding);
    finding
        .fix(cat("add `host ", first.role == "replication" ? "replication " : "all ",
                 shown(first.login.user.name), " ", first.address, "/", 8 * first.login.from.size(),
                 " scram-sha-256` on every member"))
        .member(target.member->name)
        .member(first.client->name);
  }
}

}  // namespace

extern constinit const Rule login_refused{
    .id = "DRF035",
    .name = "login-refused",
    .severity = Severity::error,
    .summary = "a member refuses a login that another member needs",
    .why =
        "Every member must let every other one in, because any of them may lead. That the rules "
        "work today says nothing of the day after the failover.",
    .bad = R"(# finding: DRF035 n1 n2
--- snapshot.json
{"scope": "shop", "dcs": {"leader": "n1", "members": [{"name": "n1"}, {"name": "n2"}]},
 "members": [{"name": "n1", "address": "10.0.0.1:5432", "server": {"version_num": 150020}},
             {"name": "n2", "address": "10.0.0.2:5432", "server": {"version_num": 150020, "is_in_recovery": true}}]}
--- n1:/etc/patroni.yml
scope: shop
name: n1
postgresql:
  listen: 10.0.0.1:5432
  connect_address: 10.0.0.1:5432
  data_dir: /var/lib/postgresql/15/main
  bin_dir: /usr/lib/postgresql/15/bin
  authentication: {replication: {username: replicator}}
--- n2:/var/lib/postgresql/15/main/pg_hba.conf
local all all peer
host all all 10.0.0.0/24 scram-sha-256
host replication replicator 10.0.1.0/24 scram-sha-256
)",
    .good = R"(--- snapshot.json
{"scope": "shop", "dcs": {"leader": "n1", "members": [{"name": "n1"}, {"name": "n2"}]},
 "members": [{"name": "n1", "address": "10.0.0.1:5432", "server": {"version_num": 150020}},
             {"name": "n2", "address": "10.0.0.2:5432", "server": {"version_num": 150020, "is_in_recovery": true}}]}
--- n1:/etc/patroni.yml
scope: shop
name: n1
postgresql:
  listen: 10.0.0.1:5432
  connect_address: 10.0.0.1:5432
  data_dir: /var/lib/postgresql/15/main
  bin_dir: /usr/lib/postgresql/15/bin
  authentication: {replication: {username: replicator}}
--- n2:/var/lib/postgresql/15/main/pg_hba.conf
local all all peer
host all all 10.0.0.0/24 scram-sha-256
host replication replicator 10.0.0.0/24 scram-sha-256
)",
    .sources = {"patroni 4.1.4 docs/faq.rst", "postgresql 15 auth-pg-hba-conf.html"},
    .needs = {Surface::hba_rules, Surface::files},
    .check = check,
};

}  // namespace patrol::rules
