#include "tests/support/report_builder.h"

#include <array>

namespace patrol::test {
namespace {

constinit const Rule ttl_budget{
    .id = "TIM001",
    .name = "ttl-budget",
    .severity = Severity::error,
    .summary = "`ttl` is too short",
    .why = "The leader loses its lock.",
    .bad = "ttl: 20\n",
    .good = "ttl: 30\n",
    .sources = {"patroni 4.1.4 docs"},
};
constexpr auto rules = std::to_array<const Rule*>({&ttl_budget});

}  // namespace

Span ReportBuilder::span(std::string_view text, FileId file, int nth) const {
  const auto whole = sources.text(file);
  auto at = whole.find(text);
  for (; nth > 0; --nth) at = whole.find(text, at + 1);
  const auto begin = static_cast<std::uint32_t>(at);
  return {file, begin, begin + static_cast<std::uint32_t>(text.size())};
}

Finding& ReportBuilder::finding(Place at, std::string message) {
  Finding& added = findings.emplace_back();
  added.rule = "TIM001";
  added.name = "ttl-budget";
  added.severity = Severity::error;
  added.spot.at = std::move(at);
  added.message = std::move(message);
  return added;
}

PreparedReport ReportBuilder::prepared() {
  view = {.command = "lint",
          .tool_version = "0.1.0",
          .rules_page = rules_page,
          .sources = &sources,
          .findings = findings,
          .suppressed = suppressed,
          .not_checked = not_checked,
          .failures = failures,
          .rules = rules,
          .files = sources.size(),
          .clusters = 1};
  return prepare(view);
}

}  // namespace patrol::test
