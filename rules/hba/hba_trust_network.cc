// trust over the network: no password for whoever comes from there.
#include "linter/engine/rule.h"
#include "rules/hba/shared_policy.h"

namespace patrol::rules {
namespace {

bool is_one_host(const HbaAddress& address) {
  constexpr unsigned char whole = 255;
  if (address.kind == HbaAddress::Kind::host_name) return true;
  if (address.kind != HbaAddress::Kind::ip) return false;
  for (const unsigned char byte : address.mask)
    if (byte != whole) return false;
  return true;
}

void report_trust(const Policy& policy, const HbaRecord& record, Report& report) {
  const Spot spot = policy.spot(record.method_span, record.line);
  if (is_everybody(record.address)) {
    report.add(spot, "trust for every host; no password is asked")
        .label(record.address_span, "from here")
        .note("everybody who reaches the port is every user he says he is, the superuser too")
        .fix("write scram-sha-256");
    return;
  }
  report.add(spot, cat("trust for ", shown_range(record), "; no password is asked"))
      .label(record.address_span, "from here")
      .note("every machine and every program in that network is whichever user it says")
      .fix("write scram-sha-256")
      .severity(Severity::info);
}

void check(const Snapshot& cluster, Report& report) {
  for (const Policy& policy : policies(cluster)) {
    for (const HbaRecord& record : policy.file->records) {
      if (record.method != "trust" || record.type == HbaType::local) continue;
      if (is_loopback_range(record.address) || is_one_host(record.address)) continue;
      report_trust(policy, record, report);
    }
  }
}

}  // namespace

extern constinit const Rule hba_trust_network{
    .id = "HBA008",
    .name = "hba-trust-network",
    .severity = Severity::warning,
    .summary = "`trust` is given to a network",
    .why =
        "The method trust lets a client in as any role the record names, without a password. For "
        "all "
        "addresses that is an open database.",
    .bad = R"(postgresql:
  pg_hba:
    - host all all 0.0.0.0/0 trust  # finding: HBA008
)",
    .good = R"(postgresql:
  pg_hba:
    - host all all 0.0.0.0/0 scram-sha-256
)",
    .sources = {"postgresql 18 auth-trust.html"},
    .check = check,
};

}  // namespace patrol::rules
