// pg_hba.conf is not what Patroni's list says.
#include "rules/drift/shared_hba.h"

namespace patrol::rules {
namespace {

void check(const Snapshot& cluster, Report& report) {
  for (const LiveHba& hba : live_hba(cluster)) {
    if (!hba.is_in_force()) continue;  // told by other rules
    const HbaContrast difference = contrast_with_promise(hba);
    if (difference.is_equal || !refused_logins(cluster, hba).empty()) continue;
    const bool is_dynamic = hba.promised.list->dynamic != nullptr;
    auto finding = report.add(
        hba.spot(),
        cat("pg_hba.conf of ", shown(hba.member->name, 20), " is not what `",
            is_dynamic ? "pg_hba` of the DCS" : "postgresql.pg_hba` of its patroni.yml", " says"));
    finding.label(at_key(hba.promised.list->list), "promised here");
    show_contrast(difference, "in the list", finding);
    finding
        .note(
            "Patroni writes the list over the file when it or PostgreSQL starts and when the list "
            "changes: what was edited by hand is lost then; a reload alone leaves it")
        .fix(is_dynamic
                 ? cat("to keep the edit: patronictl edit-config ", shown(cluster.live->scope))
                 : std::string("to keep the edit, write it into patroni.yml"))
        .fix(cat(
            "to undo it, write the list's lines into the file, then SELECT pg_reload_conf() on ",
            shown(hba.member->name)))
        .member(hba.member->name);
  }
}

}  // namespace

extern constinit const Rule hba_not_promised{
    .id = "DRF032",
    .name = "hba-not-promised",
    .severity = Severity::warning,
    .summary = "pg_hba.conf differs from the list that Patroni writes into it",
    .why =
        "A `pg_hba` list replaces the whole file. An edit by hand holds until Patroni writes the "
        "file again, and then the access that somebody relies on is gone.",
    .bad = R"(# finding: DRF032 n1
--- snapshot.json
{"scope": "shop", "members": [{"name": "n1", "server": {"version_num": 150020}, "hba_rules": [
  {"line_number": 1, "type": "local", "database": ["all"], "user_name": ["all"], "auth_method": "peer"},
  {"line_number": 2, "type": "host", "database": ["all"], "user_name": ["app"], "address": "10.0.0.0",
   "netmask": "255.255.255.0", "auth_method": "trust"}]}]}
--- n1:/etc/patroni.yml
scope: shop
name: n1
postgresql:
  pg_hba:
    - local all all peer
    - host all app 10.0.0.0/24 scram-sha-256
)",
    .good = R"(--- snapshot.json
{"scope": "shop", "members": [{"name": "n1", "server": {"version_num": 150020}, "hba_rules": [
  {"line_number": 1, "type": "local", "database": ["all"], "user_name": ["all"], "auth_method": "peer"},
  {"line_number": 2, "type": "host", "database": ["all"], "user_name": ["app"], "address": "10.0.0.0",
   "netmask": "255.255.255.0", "auth_method": "scram-sha-256"}]}]}
--- n1:/etc/patroni.yml
scope: shop
name: n1
postgresql:
  pg_hba:
    - local all all peer
    - host all app 10.0.0.0/24 scram-sha-256
)",
    .sources = {"patroni 4.1.4 patroni/postgresql/config.py replace_pg_hba"},
    .needs = {Surface::hba_rules, Surface::files},
    .check = check,
};

}  // namespace patrol::rules
