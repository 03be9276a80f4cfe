// Addresses that PostgreSQL takes for a host name which cannot exist.
#include <algorithm>
#include <array>
#include <optional>

#include "linter/engine/rule.h"
#include "rules/hba/shared_policy.h"

namespace patrol::rules {
namespace {

constexpr auto keywords = std::to_array<std::string_view>({"all", "samehost", "samenet"});

bool is_digits_and_dots(std::string_view name) {
  return name.find_first_not_of("0123456789.") == std::string_view::npos;
}

// A range such as 10.0.0.1-10.0.0.5 or 10.0.0.1-5.
bool is_range(std::string_view name) {
  return contains(name, "-") && name.find_first_not_of("0123456789.-") == std::string_view::npos;
}

std::optional<std::string_view> fault_of(std::string_view name) {
  const std::string word = lower(name);
  if (contains(name, "*")) return "is no pattern but a host name";
  if (name.starts_with('\'')) return "keeps its single quotes";
  if (word == "any" || word == "anywhere" || word == "everyone") return "is a host name";
  if (std::find(keywords.begin(), keywords.end(), word) != keywords.end())
    return "is a host name; keywords are lower case and unquoted";
  if (is_range(name)) return "is no range but a host name";
  if (is_digits_and_dots(name)) return "is no valid address and taken for a host name";
  if (contains(name, "/") || contains(name, ":")) return "is no valid address or name";
  return std::nullopt;
}

void check(const Snapshot& cluster, Report& report) {
  for (const Policy& policy : policies(cluster)) {
    for (const HbaRecord& record : policy.file->records) {
      if (record.address.kind != HbaAddress::Kind::host_name) continue;
      const auto fault = fault_of(record.address.name);
      if (!fault) continue;
      report
          .add(policy.spot(record.address_span, record.line),
               cat("address `", shown(record.address.name), "` ", *fault))
          .note("the name does not resolve, so the record never matches a client")
          .fix("write a network such as 10.0.0.0/24, or all");
    }
  }
}

}  // namespace

extern constinit const Rule hba_dead_address{
    .id = "HBA004",
    .name = "hba-dead-address",
    .severity = Severity::error,
    .summary = "the address field holds what no client can match",
    .why =
        "What is neither a keyword nor an address is accepted as a host name and looked up at "
        "connection time. Wildcards, ranges and misspelt addresses resolve to nothing.",
    .bad = R"(postgresql:
  pg_hba:
    - host all all 10.0.0.* scram-sha-256  # finding: HBA004
)",
    .good = R"(postgresql:
  pg_hba:
    - host all all 10.0.0.0/24 scram-sha-256
)",
    .sources = {"postgresql 18 auth-pg-hba-conf.html"},
    .check = check,
};

}  // namespace patrol::rules
