// An address with bits beyond its mask names a network, not the host.
#include "linter/doc/hba_address.h"
#include "linter/engine/rule.h"
#include "rules/hba/shared_policy.h"

namespace patrol::rules {
namespace {

void check(const Snapshot& cluster, Report& report) {
  for (const Policy& policy : policies(cluster)) {
    for (const HbaRecord& record : policy.file->records) {
      const HbaAddress& address = record.address;
      if (address.kind != HbaAddress::Kind::ip || !address.has_host_bits) continue;
      if (is_everybody(address)) continue;
      report
          .add(policy.spot(record.address_span, record.line),
               cat("address `", shown_range(record), "` admits the network from ",
                   show_ip(address.ip), " on"))
          .note("bits behind the mask are dropped; a single host needs the longest prefix")
          .fix(cat("write the network address ", show_ip(address.ip), ", or /",
                   8 * address.ip.size(), " for the one host"));
    }
  }
}

}  // namespace

extern constinit const Rule hba_host_bits{
    .id = "HBA006",
    .name = "hba-host-bits",
    .severity = Severity::info,
    .summary = "an address has bits set behind its mask",
    .why =
        "10.0.0.5/24 means the whole network 10.0.0.0/24. That is often more than the one host "
        "that "
        "was written.",
    .bad = R"(postgresql:
  pg_hba:
    - host all all 10.0.0.5/24 scram-sha-256  # finding: HBA006
)",
    .good = R"(postgresql:
  pg_hba:
    - host all all 10.0.0.0/24 scram-sha-256
)",
    .sources = {"postgresql 18 auth-pg-hba-conf.html"},
    .check = check,
};

}  // namespace patrol::rules
