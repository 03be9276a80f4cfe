// trust over the network: no password for whoever comes from there.
#include <algorithm>

#include "linter/analysis/hba_reach.h"
#include "linter/engine/rule.h"
#include "rules/hba/shared_policy.h"

namespace patrol::rules {
namespace {

bool is_one_host(const HbaAddress& address) {
  constexpr unsigned char whole = 255;
  if (address.kind == HbaAddress::Kind::host_name) return true;
  return address.kind == HbaAddress::Kind::ip &&
         std::all_of(address.mask.begin(), address.mask.end(),
                     [](unsigned char byte) { return byte == whole; });
}

void report_trust(const Policy& policy, const HbaOpening& opening, Report& report) {
  const HbaRecord& record = policy.file->records[opening.record];
  const Spot spot = policy.spot(record.method_span, record.line);
  const bool is_for_all = is_everybody(record.address);
  auto finding = report.add(
      spot, is_for_all ? std::string("trust for every host; no password is asked")
                       : cat("trust for ", shown_range(record), "; no password is asked"));
  finding.label(record.address_span, "from here");
  finding.note(is_for_all
                   ? "everybody who reaches the port is every user he says he is, the superuser too"
                   : "every machine and every program in that network is whichever user it says");
  note_rest(opening, finding);
  finding.fix("write scram-sha-256");
  if (!is_for_all) finding.severity(Severity::info);
}

void check(const Snapshot& cluster, Report& report) {
  for (const Policy& policy : policies(cluster)) {
    for (const HbaOpening& opening : hba_openings(policy.meaning())) {
      const HbaRecord& record = policy.file->records[opening.record];
      if (record.method == "trust" && !is_one_host(record.address))
        report_trust(policy, opening, report);
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
