// Standbys need records of the pseudo-database replication; `all` does not cover it.
#include <algorithm>

#include "linter/engine/rule.h"
#include "rules/hba/shared_login.h"
#include "rules/hba/shared_policy.h"

namespace patrol::rules {
namespace {

bool admits_replication(const HbaRecord& record) {
  return record.type != HbaType::local && record.method != "reject" &&
         has_keyword(record.databases, "replication");
}

void report_missing(const PatroniDocument& member, const EffectiveHba& hba, Report& report) {
  const auto& records = hba.list->hba.records;
  auto finding =
      report.add(at_key(hba.list->list), "pg_hba has no record for replication over the network");
  const auto all = std::find_if(records.begin(), records.end(), [](const HbaRecord& record) {
    return record.type != HbaType::local && has_keyword(record.databases, "all");
  });
  if (all != records.end())
    finding.label(all->databases.front().at, "all does not cover replication");
  if (hba.layer == EffectiveHba::Layer::bootstrap)
    finding.note("the records that initdb adds admit replication from loopback only");
  finding.note(
      "pg_basebackup and standbys fail: `no pg_hba.conf entry for replication connection "
      "from host`");
  const std::string user = user_of(member, "replication");
  finding.fix(cat("add `host replication ", user.empty() ? "REPLICATION_USER" : shown(user),
                  " NETWORK scram-sha-256`"));
}

void check(const Snapshot& cluster, Report& report) {
  for (const PatroniDocument* member : cluster.patroni) {
    const EffectiveHba hba = effective_hba(cluster, *member);
    if (!hba.is_whole || !member->root().at("postgresql.connect_address")) continue;
    const auto& records = hba.list->hba.records;
    if (std::any_of(records.begin(), records.end(), admits_replication)) continue;
    const bool is_bootstrap = hba.layer == EffectiveHba::Layer::bootstrap;
    if (!is_bootstrap || !is_on_loopback(*member)) report_missing(*member, hba, report);
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
