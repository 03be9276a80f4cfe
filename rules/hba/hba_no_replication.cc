// Physical replication needs records of its own.
#include <algorithm>

#include "linter/engine/rule.h"
#include "rules/hba/shared_policy.h"

namespace patrol::rules {
namespace {

bool admits_replication(const HbaRecord& record) {
  return record.type != HbaType::local && record.method != "reject" &&
         has_keyword(record.databases, "replication");
}

void report_missing(const ServedHba& served, Report& report) {
  const auto records = served.records();
  auto finding =
      report.add(end_of(served), "pg_hba has no record for replication over the network");
  const auto all = std::find_if(records.begin(), records.end(), [](const HbaRecord& record) {
    return record.type != HbaType::local && has_keyword(record.databases, "all");
  });
  if (all != records.end())
    finding.label(all->databases.front().at, "all does not cover replication");
  if (served.layer == EffectiveHba::Layer::bootstrap)
    finding.note("the records that initdb adds admit replication from loopback only");
  finding.note(
      "pg_basebackup and standbys fail: `no pg_hba.conf entry for replication connection "
      "from host`");
  const std::string user = user_of(*served.members.front(), "replication");
  finding.fix(cat("add `host replication ", user.empty() ? "REPLICATION_USER" : shown(user),
                  " NETWORK scram-sha-256`"));
}

bool is_in_a_cluster(const PatroniDocument* member) {
  return static_cast<bool>(member->root().at("postgresql.connect_address"));
}

void check(const Snapshot& cluster, Report& report) {
  for (const ServedHba& served : whole_policies(cluster)) {
    const auto records = served.records();
    if (std::any_of(records.begin(), records.end(), admits_replication)) continue;
    if (std::none_of(served.members.begin(), served.members.end(), is_in_a_cluster)) continue;
    const bool is_local_list = served.layer == EffectiveHba::Layer::local;
    const bool is_dynamic_list = served.layer == EffectiveHba::Layer::dynamic;
    if (is_local_list || is_dynamic_list || !is_one_machine(served)) report_missing(served, report);
  }
}

}  // namespace

extern constinit const Rule hba_no_replication{
    .id = "HBA010",
    .name = "hba-no-replication",
    .severity = Severity::error,
    .summary = "pg_hba admits no replication over the network",
    .why =
        "Physical replication asks for the database keyword `replication`, which `all` does not "
        "include. Without a record no replica can be created, and no old primary can rejoin.",
    .bad = R"(postgresql:
  connect_address: 10.0.0.1:5432
  pg_hba:  # finding: HBA010
    - local all all peer
    - host all all 10.0.0.0/24 scram-sha-256
)",
    .good = R"(postgresql:
  connect_address: 10.0.0.1:5432
  pg_hba:
    - local all all peer
    - host replication all 10.0.0.0/24 scram-sha-256
    - host all all 10.0.0.0/24 scram-sha-256
)",
    .sources = {"postgresql 18 auth-pg-hba-conf.html", "patroni 4.1.4 docs/faq.rst",
                "patroni 4.1.4 docs/yaml_configuration.rst postgresql"},
    .check = check,
};

}  // namespace patrol::rules
