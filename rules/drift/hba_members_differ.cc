// The access rules of all members decide alike.
#include "rules/drift/shared_hba.h"

namespace patrol::rules {
namespace {

// Those of which the file is in force and is what it should be.
std::vector<const LiveHba*> comparable(const std::deque<LiveHba>& all) {
  std::vector<const LiveHba*> out;
  for (const LiveHba& hba : all)
    if (hba.is_in_force() && hba.file.errors.empty() && contrast_with_promise(hba).is_equal)
      out.push_back(&hba);
  return out;
}

void label_lists(const LiveHba& odd, const LiveHba& usual, FindingBuilder& finding) {
  for (const LiveHba* hba : {&odd, &usual})
    if (hba->promised.list != nullptr && hba->promised.list->member != nullptr)
      finding.label(at_key(hba->promised.list->list), "the member's own list");
}

void check(const Snapshot& cluster, Report& report) {
  const auto all = live_hba(cluster);
  const auto members = comparable(all);
  const LiveHba* usual = usual_hba(*cluster.live, members);
  for (const LiveHba* odd : members) {
    if (odd == usual) continue;
    const HbaContrast difference = contrast(*odd, *usual);
    if (difference.is_equal || !refused_logins(cluster, *odd).empty()) continue;
    auto finding = report.add(
        odd->spot(), cat("pg_hba.conf of ", shown(odd->member->name, 20),
                         " decides otherwise than that of ", shown(usual->member->name, 20)));
    show_contrast(difference, cat("on ", shown(usual->member->name)), finding);
    label_lists(*odd, *usual, finding);
    finding
        .note(
            "after a failover other rules decide who may connect: `no pg_hba.conf entry for "
            "host`, or somebody gets in who should not")
        .fix(cat("keep one list for all members in the DCS: patronictl edit-config ",
                 shown(cluster.live->scope), ", `postgresql.pg_hba`"))
        .member(odd->member->name)
        .member(usual->member->name);
  }
}

}  // namespace

extern constinit const Rule hba_members_differ{
    .id = "DRF033",
    .name = "hba-members-differ",
    .severity = Severity::warning,
    .summary = "the pg_hba.conf of members decide differently",
    .why =
        "Each member has a file of its own, made when it was, and `bootstrap.pg_hba` reaches only "
        "the first. Order without effect, comments, notation and a record about the member's own "
        "address are no difference.",
    .bad = R"(# finding: DRF033 n1 n2
--- snapshot.json
{"scope": "shop", "dcs": {"leader": "n1", "members": [{"name": "n1"}, {"name": "n2"}]},
 "members": [{"name": "n1", "server": {"version_num": 150020}},
             {"name": "n2", "server": {"version_num": 150020, "is_in_recovery": true}}]}
--- n1:/var/lib/postgresql/15/main/pg_hba.conf
local all all peer
host app all 10.0.0.0/24 scram-sha-256
--- n2:/var/lib/postgresql/15/main/pg_hba.conf
local all all peer
host app all 10.0.0.0/16 scram-sha-256
)",
    .good = R"(--- snapshot.json
{"scope": "shop", "dcs": {"leader": "n1", "members": [{"name": "n1"}, {"name": "n2"}]},
 "members": [{"name": "n1", "address": "10.0.0.1:5432", "server": {"version_num": 150020}},
             {"name": "n2", "address": "10.0.0.2:5432", "server": {"version_num": 150020, "is_in_recovery": true}}]}
--- n1:/var/lib/postgresql/15/main/pg_hba.conf
local all all peer
host all postgres 10.0.0.1/32 scram-sha-256
host app all 10.0.0.0/24 scram-sha-256
--- n2:/var/lib/postgresql/15/main/pg_hba.conf
# the application
host app all 10.0.0.0 255.255.255.0 scram-sha-256
host all postgres 10.0.0.2/32 scram-sha-256
local all all peer
)",
    .sources = {"patroni 4.1.4 docs/yaml_configuration.rst", "postgresql 15 auth-pg-hba-conf.html"},
    .needs = {Surface::hba_rules},
    .check = check,
};

}  // namespace patrol::rules
