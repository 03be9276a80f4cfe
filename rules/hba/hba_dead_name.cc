// Names that PostgreSQL takes literally although a keyword was meant.
#include <algorithm>
#include <array>
#include <optional>
#include <string>

#include "linter/engine/rule.h"
#include "rules/hba/shared_policy.h"

namespace patrol::rules {
namespace {

constexpr auto database_words =
    std::to_array<std::string_view>({"all", "sameuser", "samerole", "samegroup", "replication"});
constexpr auto user_words = std::to_array<std::string_view>({"all"});

struct Meant {
  std::string fault;
  std::string word;  // the keyword that was meant; "" when there is none
};

std::optional<Meant> what_was_meant(const HbaToken& token,
                                    std::span<const std::string_view> words) {
  if (token.text == "*" || token.text == "%" || equal_ignoring_case(token.text, "any"))
    return Meant{.fault = "is a plain name, no wildcard", .word = "all"};
  if (token.text.size() > 1 && token.text.front() == '\'' && token.text.back() == '\'')
    return Meant{.fault = "keeps its single quotes as part of the name",
                 .word = token.text.substr(1, token.text.size() - 2)};
  const std::string word = lower(token.text);
  if (std::find(words.begin(), words.end(), word) == words.end()) return std::nullopt;
  if (token.text != word)
    return Meant{.fault = "is a plain name; keywords are lower case", .word = word};
  if (token.is_quoted) return Meant{.fault = "is quoted and therefore a plain name", .word = word};
  return std::nullopt;
}

void check_tokens(const Policy& policy, const HbaRecord& record,
                  const std::vector<HbaToken>& tokens, bool are_users, Report& report) {
  for (const HbaToken& token : tokens) {
    const auto meant =
        are_users ? what_was_meant(token, user_words) : what_was_meant(token, database_words);
    if (!meant) continue;
    auto finding =
        report.add(policy.spot(token.at, record.line),
                   cat(are_users ? "user `" : "database `", shown(token.text), "` ", meant->fault));
    finding.note("the record matches nobody: `no pg_hba.conf entry for host`");
    finding.fix(cat("write ", meant->word.empty() ? "all" : meant->word));
  }
}

void check(const Snapshot& cluster, Report& report) {
  for (const Policy& policy : policies(cluster)) {
    for (const HbaRecord& record : policy.file->records) {
      check_tokens(policy, record, record.databases, false, report);
      check_tokens(policy, record, record.users, true, report);
    }
  }
}

}  // namespace

extern constinit const Rule hba_dead_name{
    .id = "HBA003",
    .name = "hba-dead-name",
    .severity = Severity::error,
    .summary = "a database or user field holds a name that nobody has",
    .why =
        "pg_hba.conf knows no wildcard, its keywords are lower case and lose their meaning in "
        "quotes. Everything else is accepted without a word and matches only a database or a role "
        "of exactly that name.",
    .bad = R"(postgresql:
  pg_hba:
    - host all ALL 10.0.0.0/24 scram-sha-256  # finding: HBA003
)",
    .good = R"(postgresql:
  pg_hba:
    - host all all 10.0.0.0/24 scram-sha-256
)",
    .sources = {"postgresql 18 auth-pg-hba-conf.html"},
    .check = check,
};

}  // namespace patrol::rules
