// Standbys log in over the network; without a password only trust or certificates let them in.
#include <algorithm>

#include "linter/engine/rule.h"
#include "linter/facts/facts.h"
#include "linter/model/layers.h"
#include "rules/security/shared_secrets.h"

namespace patrol::rules {
namespace {

bool has_environment(const Snapshot& cluster) {
  return std::any_of(cluster.patroni.begin(), cluster.patroni.end(),
                     [](const PatroniDocument* member) { return member->is_environment; });
}

// Methods that ask for no password of the file.
bool may_go_without(const EffectiveHba& hba) {
  if (hba.list == nullptr || !hba.is_whole) return true;
  return std::any_of(
      hba.list->hba.records.begin(), hba.list->hba.records.end(), [](const HbaRecord& record) {
        const bool is_replication = std::any_of(
            record.databases.begin(), record.databases.end(),
            [](const auto& token) { return token.text == "replication" && !token.is_quoted; });
        return is_replication && record.type != HbaType::local && record.method != "md5" &&
               record.method != "scram-sha-256" && record.method != "password";
      });
}

void check(const Snapshot& cluster, Report& report) {
  if (has_environment(cluster)) return;
  for (const PatroniDocument* member : cluster.patroni) {
    const Value authentication = member->root().at("postgresql.authentication");
    const Value replication = authentication["replication"];
    // Where no password stands in the file at all, they come from elsewhere.
    if (!is_set(authentication["superuser"]["password"]) || !replication.is_mapping()) continue;
    if (is_set(replication["password"]) || is_set(replication["sslcert"])) continue;
    if (may_go_without(effective_hba(cluster, *member))) continue;
    const facts::PatroniSetting* fact =
        facts::find_patroni_setting("postgresql.authentication.replication.password");
    auto finding =
        report.add(missing_in(replication, "password"), "the replication role has no password");
    finding.note("pg_basebackup and the standbys fail with `fe_sendauth: no password supplied`");
    if (fact != nullptr && !fact->environment_variable.empty())
      finding.note(cat("it may also come from ", fact->environment_variable));
    finding.fix("add `password`");
  }
}

}  // namespace

extern constinit const Rule replication_password_missing{
    .id = "SEC003",
    .name = "replication-password-missing",
    .severity = Severity::warning,
    .summary = "the replication role has no password although pg_hba asks for one",
    .why =
        "Patroni writes the password into the pgpass file that the standbys use. Without it they "
        "cannot log in where pg_hba asks for one.",
    .bad = R"(postgresql:
  pg_hba: [host replication all 10.0.0.0/24 scram-sha-256]
  authentication:
    superuser: {username: postgres, password: eiX6phai}
    replication: {username: replicator}  # finding: SEC003
)",
    .good = R"(postgresql:
  pg_hba: [host replication all 10.0.0.0/24 scram-sha-256]
  authentication:
    superuser: {username: postgres, password: eiX6phai}
    replication: {username: replicator, password: Ohw3ohch}
)",
    .sources = {"patroni 4.1.4 patroni/postgresql/config.py write_pgpass",
                "patroni 4.1.4 docs/yaml_configuration.rst postgresql"},
    .check = check,
};

}  // namespace patrol::rules
