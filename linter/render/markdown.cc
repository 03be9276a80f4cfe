// A comment on a pull request: counts, then one table a file.
#include <map>
#include <vector>

#include "linter/base/text.h"
#include "linter/render/render.h"

namespace patrol {
namespace {

// What would end a table's cell or begin HTML. Inside backquotes GitHub reads `\|` as well.
std::string cell(std::string_view text) {
  std::string out;
  for (const char letter : printable(text)) {
    if (letter == '|')
      out += "\\|";
    else if (letter == '<')
      out += "&lt;";
    else
      out += letter;
  }
  return out;
}

std::string message_cell(const PreparedFinding& finding) {
  std::string out = cell(finding.message);
  for (const auto& label : finding.labels) {
    const auto place = label.at ? cat(label.at->file, ":", label.at->begin.line) : label.place;
    out += cat("<br>", cell(place), ": ", cell(label.text));
  }
  for (const auto& note : finding.notes) out += cat("<br>note: ", cell(note));
  for (const auto& fix : finding.fixes) out += cat("<br>**help:** ", cell(fix.title));
  return out;
}

using Table = std::vector<const PreparedFinding*>;

// Files in the order in which the findings name them.
std::vector<std::pair<std::string_view, Table>> tables_of(const PreparedReport& report) {
  std::vector<std::pair<std::string_view, Table>> tables;
  std::map<std::string_view, std::size_t> index;
  for (const auto& finding : report.findings) {
    const std::string_view name = finding.at ? finding.at->file : std::string_view{};
    const auto [place, is_new] = index.emplace(name, tables.size());
    if (is_new) tables.push_back({name, {}});
    tables[place->second].second.push_back(&finding);
  }
  return tables;
}

std::string row_of(const PreparedFinding& finding) {
  const auto& source = *finding.source;
  return cat("| ", finding.at ? cat(finding.at->begin.line) : cell(finding.place), " | ",
             to_string(source.severity), " | ", source.rule, " ", source.name, " | ",
             message_cell(finding), " |\n");
}

std::string heading(const PreparedReport& report) {
  const auto counts = count(report.view->findings);
  std::string out = cat("### patrol ", report.view->command, "\n\n");
  if (counts.total() == 0) return out + "No findings.\n";
  return out + cat(counts.error, " error, ", counts.warning, " warning, ", counts.info, " info\n");
}

}  // namespace

std::string render_markdown(const PreparedReport& report) {
  std::string out = heading(report);
  for (const auto& [name, table] : tables_of(report)) {
    out += cat("\n#### ", name.empty() ? "observed" : cell(name), "\n\n");
    out += "| line | severity | rule | finding |\n| ---: | --- | --- | --- |\n";
    for (const auto* finding : table) out += row_of(*finding);
  }
  if (!report.suppressed.empty())
    out += cat("\n", report.suppressed.size(), " allowed by comments.\n");
  if (!report.view->not_checked.empty()) out += "\n#### not checked\n\n";
  for (const auto& entry : report.view->not_checked)
    out += cat("- ", entry.rule, " on ", cell(entry.member), ": ", cell(entry.reason), "\n");
  if (!report.view->failures.empty()) out += "\n#### not read\n\n";
  for (const auto& failure : report.view->failures)
    out += cat("- ", cell(failure.attempted), ": ", cell(failure.detail), "\n");
  return out;
}

}  // namespace patrol
