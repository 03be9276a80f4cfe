// One line for a monitoring system, in the form of the Nagios plugin guidelines.
#include <array>
#include <string>

#include "linter/base/text.h"
#include "linter/render/render.h"

namespace patrol {
namespace {

// Longer lines are cut by some agents; the worst findings come first.
constexpr std::size_t most_named = 5;

// A bar begins the performance data.
std::string plain(std::string_view text) {
  std::string out = printable(text);
  for (char& letter : out)
    if (letter == '|') letter = '/';
  return out;
}

std::string_view state_of(const Counts& counts, const ReportView& view) {
  if (counts.error > 0) return "CRITICAL";
  if (counts.warning > 0) return "WARNING";
  return view.not_checked.empty() && view.failures.empty() ? "OK" : "UNKNOWN";
}

std::string first_findings(const PreparedReport& report) {
  std::string out;
  std::size_t named = 0;
  for (const Severity severity : {Severity::error, Severity::warning})
    for (const PreparedFinding& finding : report.findings) {
      if (finding.source->severity != severity || named == most_named) continue;
      const auto& members = finding.source->members;
      out += cat(named++ == 0 ? ": " : "; ", finding.source->rule, members.empty() ? "" : " on ",
                 plain(join(members, ",")), " ", plain(finding.message));
    }
  return out;
}

}  // namespace

std::string render_nagios(const PreparedReport& report) {
  const ReportView& view = *report.view;
  const Counts counts = count(view.findings);
  const std::size_t gaps = view.not_checked.size() + view.failures.size();
  return cat("PATROL ", state_of(counts, view), " - ", counts.error, " error, ", counts.warning,
             " warning, ", gaps, " not checked", first_findings(report), "|error=", counts.error,
             " warning=", counts.warning, " info=", counts.info, " not_checked=", gaps,
             " suppressed=", report.suppressed.size(), "\n");
}

}  // namespace patrol
