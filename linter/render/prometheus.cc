// Prometheus' text format, for node_exporter's textfile collector.
#include <map>
#include <set>
#include <string>

#include "linter/base/text.h"
#include "linter/render/render.h"

namespace patrol {
namespace {

std::string label_text(std::string_view text) {
  std::string out;
  for (const char letter : printable(text)) {
    if (letter == '\\' || letter == '"') out += '\\';
    out += letter;
  }
  return out;
}

void add_head(std::string& out, std::string_view name, std::string_view help) {
  out += cat("# HELP ", name, " ", help, "\n# TYPE ", name, " gauge\n");
}

std::string series(std::string_view name, const std::map<std::string, std::string>& labels) {
  std::string out(name);
  std::string_view between = "{";
  for (const auto& [label, value] : labels) {
    out += cat(between, label, "=\"", label_text(value), "\"");
    between = ",";
  }
  return out + "} 1\n";
}

// Two series with the same labels would make the whole file invalid.
void add_series(std::string& out, std::string_view name,
                const std::set<std::map<std::string, std::string>>& all) {
  for (const auto& labels : all) out += series(name, labels);
}

void add_findings(std::string& out, const PreparedReport& report) {
  std::set<std::map<std::string, std::string>> all;
  for (const PreparedFinding& finding : report.findings) {
    const Finding& source = *finding.source;
    all.insert({{"rule", source.rule},
                {"name", source.name},
                {"severity", std::string(to_string(source.severity))},
                {"members", join(source.members, ",")},
                {"setting", source.spot.setting}});
  }
  add_head(out, "patrol_finding", "A finding of the last run.");
  add_series(out, "patrol_finding", all);
}

void add_gaps(std::string& out, const ReportView& view) {
  std::set<std::map<std::string, std::string>> all;
  for (const NotChecked& entry : view.not_checked)
    all.insert({{"rule", entry.rule}, {"member", entry.member}, {"surface", entry.surface}});
  add_head(out, "patrol_not_checked", "A rule that could not look.");
  add_series(out, "patrol_not_checked", all);
}

}  // namespace

std::string render_prometheus(const PreparedReport& report) {
  const ReportView& view = *report.view;
  const Counts counts = count(view.findings);
  std::string out;
  add_head(out, "patrol_findings", "Findings of the last run by severity.");
  out += cat("patrol_findings{severity=\"error\"} ", counts.error, "\n");
  out += cat("patrol_findings{severity=\"warning\"} ", counts.warning, "\n");
  out += cat("patrol_findings{severity=\"info\"} ", counts.info, "\n");
  add_head(out, "patrol_complete", "1 when everything could be looked at.");
  out += cat("patrol_complete ", view.not_checked.empty() && view.failures.empty() ? 1 : 0, "\n");
  add_findings(out, report);
  add_gaps(out, view);
  return out;
}

}  // namespace patrol
