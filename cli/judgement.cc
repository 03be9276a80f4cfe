// The clock and standard error; everything else is the engine's.
#include "cli/judgement.h"

#include <algorithm>
#include <array>
#include <cstdio>
#include <ctime>
#include <utility>

#include "cli/arguments.h"
#include "linter/base/text.h"
#include "rules/catalogue.h"

namespace patrol::cli {
namespace {

std::string today() {
  const std::time_t now = std::time(nullptr);
  std::tm parts{};
  ::gmtime_r(&now, &parts);
  std::array<char, 16> buffer{};
  return {buffer.data(), std::strftime(buffer.data(), buffer.size(), "%Y-%m-%d", &parts)};
}

}  // namespace

std::vector<const Rule*> known_rules() {
  const auto rules = all_rules();
  const auto built_in = suppression_rules();
  std::vector<const Rule*> known(rules.begin(), rules.end());
  known.insert(known.end(), built_in.begin(), built_in.end());
  return known;
}

bool has_unknown_rules(const Selection& selection) {
  const auto unknown = selection.unknown(known_rules());
  for (const std::string& word : unknown)
    std::fprintf(stderr, "patrol: no rule or group is called %s; `patrol rules` lists them\n",
                 printable(word).c_str());
  return !unknown.empty();
}

SuppressionOutcome suppressed(const SourceSet& sources, std::vector<Finding> findings,
                              const Selection& selection) {
  return apply_suppressions(sources, std::move(findings), known_rules(), selection, today());
}

int status_of(std::span<const Finding> findings, Threshold fail_on) {
  const bool fails = std::any_of(findings.begin(), findings.end(), [&](const Finding& finding) {
    return is_reached(fail_on, finding.severity);
  });
  return fails ? status_findings : status_clean;
}

void tell(const Failure& failure) {
  std::fprintf(stderr, "patrol: %s: %s\n", printable(failure.attempted).c_str(),
               printable(failure.detail).c_str());
}

void tell(std::span<const Failure> failures) {
  for (const Failure& failure : failures) tell(failure);
}

}  // namespace patrol::cli
