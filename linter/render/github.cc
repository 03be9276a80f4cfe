// One workflow command a finding; GitHub shows ten of a kind for each step, the worst come first.
#include <algorithm>
#include <vector>

#include "linter/base/text.h"
#include "linter/render/render.h"

namespace patrol {
namespace {

std::string_view command_of(Severity severity) {
  if (severity == Severity::error) return "error";
  return severity == Severity::warning ? "warning" : "notice";
}

// A percent sign and line ends would end or change the command; in a property, `:` and `,` too.
std::string escaped(std::string_view text, std::string_view special) {
  std::string out;
  for (const char letter : text) {
    if (!contains(special, {&letter, 1})) {
      out += letter;
      continue;
    }
    constexpr std::string_view digits = "0123456789ABCDEF";
    const auto byte = static_cast<unsigned char>(letter);
    out += {'%', digits[byte >> 4U], digits[byte & 15U]};
  }
  return out;
}

std::string content(std::string_view text) {
  return escaped(text, "%\r\n");
}

std::string property(std::string_view text) {
  return escaped(printable(text), "%\r\n:,");
}

std::string place_of(const PreparedFinding& finding) {
  if (!finding.at) return {};
  const auto& at = *finding.at;
  std::string out = cat("file=", property(at.file), ",line=", at.begin.line,
                        ",endLine=", at.end.line, ",col=", at.begin.column);
  if (at.end.line == at.begin.line) out += cat(",endColumn=", at.end.column);
  return out + ",";
}

std::string body_of(const PreparedFinding& finding) {
  std::string body = printable(finding.message);
  if (!finding.at) body = cat(printable(finding.place), ": ", body);
  for (const auto& note : finding.notes) body += cat("\n", printable(note));
  for (const auto& fix : finding.fixes) body += cat("\nhelp: ", printable(fix.title));
  return body;
}

}  // namespace

std::string render_github(const PreparedReport& report) {
  std::vector<const PreparedFinding*> sorted;
  for (const auto& finding : report.findings) sorted.push_back(&finding);
  std::stable_sort(sorted.begin(), sorted.end(), [](const auto* left, const auto* right) {
    return left->source->severity > right->source->severity;
  });
  std::string out;
  for (const auto* finding : sorted) {
    const auto& source = *finding->source;
    out += cat("::", command_of(source.severity), " ", place_of(*finding),
               "title=", property(cat(source.rule, " ", source.name)),
               "::", content(body_of(*finding)), "\n");
  }
  for (const auto& entry : report.view->not_checked)
    out += cat("::warning title=", property(cat(entry.rule, " not checked")),
               "::", content(cat(printable(entry.member), ": ", printable(entry.reason))), "\n");
  for (const auto& failure : report.view->failures)
    out += cat("::error title=not read::",
               content(cat(printable(failure.attempted), ": ", printable(failure.detail))), "\n");
  return out;
}

}  // namespace patrol
