// md5 passwords go away.
#include <algorithm>

#include "linter/engine/rule.h"
#include "rules/hba/shared_policy.h"

namespace patrol::rules {
namespace {

constexpr int first_to_warn = 18;

void check(const Snapshot& cluster, Report& report) {
  for (const Policy& policy : policies(cluster)) {
    if (!policy.postgres.is_known || policy.postgres.version.major < first_to_warn) continue;
    const auto& records = policy.file->records;
    const auto is_md5 = [](const HbaRecord& record) { return record.method == "md5"; };
    const auto first = std::find_if(records.begin(), records.end(), is_md5);
    if (first == records.end()) continue;
    const auto count = std::count_if(first, records.end(), is_md5);
    report
        .add(policy.spot(first->method_span, first->line),
             cat("method md5 is deprecated since PostgreSQL ", first_to_warn, "; ", count,
                 count == 1 ? " record has it" : " records have it"))
        .note(
            "it also admits SCRAM passwords, so a change to scram-sha-256 only shuts out roles "
            "whose "
            "password is still stored as md5")
        .fix("set the passwords anew, then write scram-sha-256");
  }
}

}  // namespace

extern constinit const Rule hba_md5_deprecated{
    .id = "HBA023",
    .name = "hba-md5-deprecated",
    .severity = Severity::info,
    .summary = "md5 authentication on PostgreSQL 18 or later",
    .why = "PostgreSQL 18 deprecates md5 passwords, and a later release will remove them.",
    .bad = R"(postgresql:
  bin_dir: /usr/lib/postgresql/18/bin
  pg_hba:
    - host all all 10.0.0.0/24 md5  # finding: HBA023
)",
    .good = R"(postgresql:
  bin_dir: /usr/lib/postgresql/18/bin
  pg_hba:
    - host all all 10.0.0.0/24 scram-sha-256
)",
    .sources = {"postgresql 18 release-18.html", "postgresql 18 auth-password.html"},
    .check = check,
};

}  // namespace patrol::rules
