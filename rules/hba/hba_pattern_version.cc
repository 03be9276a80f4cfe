// Regular expressions in pg_hba came with PostgreSQL 16; before, they are plain names.
#include "linter/engine/rule.h"
#include "rules/hba/shared_policy.h"

namespace patrol::rules {
namespace {

constexpr int first_with_patterns = 16;

void check_tokens(const Policy& policy, const HbaRecord& record,
                  const std::vector<HbaToken>& tokens, Report& report) {
  for (const HbaToken& token : tokens) {
    if (!token.text.starts_with('/')) continue;
    report
        .add(policy.spot(token.at, record.line),
             cat("pattern `", shown(token.text), "` is a plain name in PostgreSQL ",
                 policy.postgres.version.major))
        .note(cat("patterns came with PostgreSQL ", first_with_patterns,
                  "; before, the record matches only a name that is spelt like this"))
        .fix("list the names, or use `+role`");
  }
}

void check(const Snapshot& cluster, Report& report) {
  for (const Policy& policy : policies(cluster)) {
    if (!policy.postgres.is_known || policy.postgres.version.major >= first_with_patterns) continue;
    for (const HbaRecord& record : policy.file->records) {
      check_tokens(policy, record, record.databases, report);
      check_tokens(policy, record, record.users, report);
    }
  }
}

}  // namespace

extern constinit const Rule hba_pattern_version{
    .id = "HBA024",
    .name = "hba-pattern-version",
    .severity = Severity::error,
    .summary = "a regular expression in pg_hba before PostgreSQL 16",
    .why =
        "A field that begins with a slash is a pattern from PostgreSQL 16 on. Older servers accept "
        "it "
        "without a word as a name, so the record matches nobody.",
    .bad = R"(postgresql:
  bin_dir: /usr/lib/postgresql/15/bin
  pg_hba:
    - host /^app_.*$ all 10.0.0.0/24 scram-sha-256  # finding: HBA024
)",
    .good = R"(postgresql:
  bin_dir: /usr/lib/postgresql/16/bin
  pg_hba:
    - host /^app_.*$ all 10.0.0.0/24 scram-sha-256
)",
    .sources = {"postgresql 16 release-16.html", "postgresql 18 auth-pg-hba-conf.html"},
    .check = check,
};

}  // namespace patrol::rules
