// One page without scripts and without anything to load: to be attached to a change request.
#include <array>
#include <map>
#include <string>
#include <vector>

#include "linter/base/text.h"
#include "linter/render/render.h"

namespace patrol {
namespace {

constexpr std::string_view style = R"(
body{font:15px/1.5 system-ui,sans-serif;margin:2em auto;max-width:62em;padding:0 1em;color:#1a1a1a}
h1{font-size:1.4em}h2{font-size:1.1em;margin-top:2em;border-bottom:1px solid #ccc}
code{font-family:ui-monospace,monospace;font-size:.92em;background:#f2f2f2;padding:0 .2em}
section{border-left:.3em solid #888;padding:.1em 1em;margin:1em 0}
.error{border-color:#c0182c}.warning{border-color:#c77700}.info{border-color:#2a6fb0}
b.error{color:#c0182c}b.warning{color:#a86400}b.info{color:#2a6fb0}
ul{margin:.3em 0}.place{color:#555}td{padding:.1em .8em .1em 0;vertical-align:top}
@media print{body{margin:0}}
)";

std::string escaped(std::string_view text) {
  std::string out;
  for (const char letter : printable(text)) {
    switch (letter) {
      case '&':
        out += "&amp;";
        break;
      case '<':
        out += "&lt;";
        break;
      case '>':
        out += "&gt;";
        break;
      case '"':
        out += "&quot;";
        break;
      default:
        out += letter;
    }
  }
  return out;
}

// `name` becomes code, as in the messages' own convention.
std::string with_code(std::string_view text) {
  std::string out;
  bool is_open = false;
  for (const char letter : escaped(text)) {
    if (letter != '`') {
      out += letter;
      continue;
    }
    out += is_open ? "</code>" : "<code>";
    is_open = !is_open;
  }
  return is_open ? out + "</code>" : out;
}

std::string place_of(const std::optional<TextPlace>& at, std::string_view place) {
  if (!at) return escaped(place);
  return escaped(cat(at->file, ":", at->begin.line, ":", at->begin.column));
}

std::string section_of(const PreparedFinding& finding) {
  const Finding& source = *finding.source;
  const std::string_view severity = to_string(source.severity);
  std::string out = cat("<section class=\"", severity, "\"><p><b class=\"", severity, "\">",
                        severity, " ", escaped(source.rule), "</b> ", with_code(finding.message));
  if (!source.members.empty()) out += cat(" <i>", escaped(join(source.members, ", ")), "</i>");
  out +=
      cat("<br><span class=\"place\">", place_of(finding.at, finding.place), "</span></p><ul>\n");
  for (const PreparedLabel& label : finding.labels)
    out += cat("<li><span class=\"place\">", place_of(label.at, label.place), "</span> ",
               with_code(label.text), "</li>\n");
  for (const std::string& note : finding.notes) out += cat("<li>", with_code(note), "</li>\n");
  for (const PreparedFix& fix : finding.fixes)
    out += cat("<li><b>To do:</b> ", with_code(fix.title), "</li>\n");
  return out + "</ul></section>\n";
}

void add_findings(std::string& out, const PreparedReport& report) {
  for (const Severity severity : {Severity::error, Severity::warning, Severity::info}) {
    std::string sections;
    for (const PreparedFinding& finding : report.findings)
      if (finding.source->severity == severity) sections += section_of(finding);
    if (!sections.empty()) out += cat("<h2>", to_string(severity), "</h2>\n", sections);
  }
}

// One line for each reason; the rules that it stopped are listed behind it.
void add_gaps(std::string& out, const ReportView& view) {
  std::map<std::array<std::string, 3>, std::vector<std::string>> rules;
  for (const NotChecked& entry : view.not_checked)
    rules[{entry.member, entry.surface, entry.reason}].push_back(entry.rule);
  if (rules.empty() && view.failures.empty()) return;
  out += "<h2>not checked</h2>\n<table>\n";
  for (const auto& [gap, stopped] : rules)
    out += cat("<tr><td>", escaped(gap[0]), "</td><td>", escaped(gap[1]), "</td><td>",
               escaped(gap[2]), "</td><td>", escaped(join(stopped, " ")), "</td></tr>\n");
  for (const Failure& failure : view.failures)
    out += cat("<tr><td></td><td>", escaped(failure.attempted), "</td><td>",
               escaped(failure.detail), "</td><td></td></tr>\n");
  out += "</table>\n";
}

}  // namespace

std::string render_html(const PreparedReport& report) {
  const ReportView& view = *report.view;
  const Counts counts = count(view.findings);
  std::string out =
      cat("<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><title>patrol ",
          escaped(view.command), "</title><style>", style, "</style></head><body>\n");
  out += cat("<h1>patrol ", escaped(view.command), "</h1>\n<p><b class=\"error\">", counts.error,
             " error</b>, <b class=\"warning\">", counts.warning, " warning</b>, ", counts.info,
             " info; ", view.not_checked.size() + view.failures.size(), " not checked; patrol ",
             escaped(view.tool_version), "</p>\n");
  if (counts.total() == 0 && view.not_checked.empty() && view.failures.empty())
    out += "<p>No findings.</p>\n";
  add_findings(out, report);
  add_gaps(out, view);
  return out + "</body></html>\n";
}

}  // namespace patrol
