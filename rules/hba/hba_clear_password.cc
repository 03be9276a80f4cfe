// The method `password` sends the password as it is.
#include "linter/analysis/hba_reach.h"
#include "linter/engine/rule.h"
#include "rules/hba/shared_policy.h"

namespace patrol::rules {
namespace {

void check(const Snapshot& cluster, Report& report) {
  for (const Policy& policy : policies(cluster)) {
    for (const HbaOpening& opening : hba_openings(policy.meaning())) {
      const HbaRecord& record = policy.file->records[opening.record];
      const bool is_clear = record.type == HbaType::host || record.type == HbaType::hostnossl;
      if (record.method != "password" || !is_clear) continue;
      auto finding = report.add(policy.spot(record.method_span, record.line),
                                "method password sends it in clear over the network");
      finding.note("whoever can listen on the way has the password of the role");
      note_rest(opening, finding);
      finding.fix("write scram-sha-256, or hostssl for the type");
    }
  }
}

}  // namespace

extern constinit const Rule hba_clear_password{
    .id = "HBA009",
    .name = "hba-clear-password",
    .severity = Severity::warning,
    .summary = "`password` is used on connections without TLS",
    .why =
        "With this method the client sends the password itself. Without TLS it can be read on the "
        "network; scram-sha-256 and md5 never send it.",
    .bad = R"(postgresql:
  pg_hba:
    - host all all 10.0.0.0/24 password  # finding: HBA009
)",
    .good = R"(postgresql:
  pg_hba:
    - hostssl all all 10.0.0.0/24 password
)",
    .sources = {"postgresql 18 auth-password.html"},
    .check = check,
};

}  // namespace patrol::rules
