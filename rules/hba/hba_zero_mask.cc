// One address with a mask that matches every address.
#include <algorithm>

#include "linter/engine/rule.h"
#include "rules/hba/shared_policy.h"

namespace patrol::rules {
namespace {

void check_record(const Policy& policy, const HbaRecord& record, Report& report) {
  const HbaAddress& address = record.address;
  if (address.kind != HbaAddress::Kind::ip || !address.has_host_bits) return;
  if (!is_everybody(address)) return;
  auto finding = report.add(
      policy.spot(record.address_span, record.line),
      cat("address `", shown_range(record), "` has an empty mask and matches every host"));
  finding.note("a prefix of 0 keeps no bit of the address; one host is the longest prefix");
  if (record.method == "trust") finding.severity(Severity::error);
  finding.fix(cat("write /", 8 * address.ip.size(), " for the one host"));
}

void check(const Snapshot& cluster, Report& report) {
  for (const Policy& policy : policies(cluster))
    for (const HbaRecord& record : policy.file->records) check_record(policy, record, report);
}

}  // namespace

extern constinit const Rule hba_zero_mask{
    .id = "HBA005",
    .name = "hba-zero-mask",
    .severity = Severity::warning,
    .summary = "a single address with a /0 mask matches every host",
    .why =
        "10.0.0.5/0 does not name the host 10.0.0.5 but the whole Internet. Records meant for one "
        "standby then admit everybody with the user name.",
    .bad = R"(postgresql:
  pg_hba:
    - host replication replicator 10.0.0.5/0 scram-sha-256  # finding: HBA005
)",
    .good = R"(postgresql:
  pg_hba:
    - host replication replicator 10.0.0.5/32 scram-sha-256
)",
    .sources = {"postgresql 18 auth-pg-hba-conf.html"},
    .check = check,
};

}  // namespace patrol::rules
