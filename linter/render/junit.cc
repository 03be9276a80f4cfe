// JUnit's XML as CI servers read it: a suite for each file, a failing case for each finding.
#include <map>
#include <vector>

#include "linter/base/text.h"
#include "linter/render/render.h"

namespace patrol {
namespace {

// `printable` has taken out what XML cannot hold.
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

std::string attribute(std::string_view name, std::string_view value) {
  return cat(" ", name, "=\"", escaped(value), "\"");
}

struct Suite {
  std::string name;
  std::vector<std::string> cases;
  std::size_t failures = 0;
  std::size_t errors = 0;
  std::size_t skipped = 0;
};

std::string test_case(std::string_view name, std::string_view suite, std::string_view content) {
  std::string out =
      cat("    <testcase", attribute("name", name), attribute("classname", suite), " time=\"0\"");
  return content.empty() ? out + "/>\n" : cat(out, ">\n", content, "    </testcase>\n");
}

std::string details(const PreparedFinding& finding) {
  std::string out;
  if (finding.at)
    out += cat(escaped(finding.at->file), ":", finding.at->begin.line, ":",
               finding.at->begin.column, ": ");
  out += cat(escaped(finding.message), "\n");
  for (const auto& label : finding.labels) {
    const auto place = label.at ? cat(label.at->file, ":", label.at->begin.line) : label.place;
    out += cat(escaped(place), ": ", escaped(label.text), "\n");
  }
  for (const auto& note : finding.notes) out += cat("note: ", escaped(note), "\n");
  for (const auto& fix : finding.fixes) out += cat("help: ", escaped(fix.title), "\n");
  return out;
}

class JunitReport {
 public:
  explicit JunitReport(const PreparedReport& report) : report_(report) {}
  std::string write();

 private:
  Suite& suite(std::string_view name);
  void add(const PreparedFinding& finding);
  void add_suppressed(const PreparedFinding& finding);
  void add_rest();
  [[nodiscard]] std::string text() const;

  const PreparedReport& report_;
  std::vector<Suite> suites_;
  std::map<std::string, std::size_t, std::less<>> index_;
};

Suite& JunitReport::suite(std::string_view name) {
  const auto [place, is_new] = index_.emplace(name, suites_.size());
  if (is_new) {
    suites_.emplace_back();
    suites_.back().name = name;
  }
  return suites_[place->second];
}

std::string case_name(const PreparedFinding& finding) {
  const auto& source = *finding.source;
  const auto place = finding.at ? cat("line ", finding.at->begin.line) : finding.place;
  return cat(source.rule, " ", source.name, " (", place, ")");
}

std::string_view suite_name(const PreparedFinding& finding) {
  return finding.at ? finding.at->file : std::string_view("observed");
}

void JunitReport::add(const PreparedFinding& finding) {
  auto& to = suite(suite_name(finding));
  if (finding.source->severity == Severity::info) {
    const auto content = cat("      <system-out>", details(finding), "</system-out>\n");
    to.cases.push_back(test_case(case_name(finding), to.name, content));
    return;
  }
  ++to.failures;
  const auto content = cat("      <failure", attribute("message", finding.message),
                           attribute("type", to_string(finding.source->severity)), ">",
                           details(finding), "</failure>\n");
  to.cases.push_back(test_case(case_name(finding), to.name, content));
}

void JunitReport::add_suppressed(const PreparedFinding& finding) {
  auto& to = suite(suite_name(finding));
  ++to.skipped;
  const auto content =
      cat("      <skipped>allowed: ", escaped(finding.justification), "</skipped>\n");
  to.cases.push_back(test_case(case_name(finding), to.name, content));
}

void JunitReport::add_rest() {
  for (const auto& entry : report_.view->not_checked) {
    auto& to = suite(entry.member.empty() ? "not checked" : entry.member);
    ++to.skipped;
    const auto content = cat("      <skipped>", escaped(entry.reason), "</skipped>\n");
    to.cases.push_back(test_case(cat(entry.rule, " not checked"), to.name, content));
  }
  for (const auto& failure : report_.view->failures) {
    auto& to = suite("input");
    ++to.errors;
    const auto content = cat("      <error", attribute("message", failure.detail), "/>\n");
    to.cases.push_back(test_case(failure.attempted, to.name, content));
  }
}

// The root has no count of skipped cases.
std::string counts_text(std::size_t tests, const Suite& suite) {
  return cat(attribute("tests", cat(tests)), attribute("failures", cat(suite.failures)),
             attribute("errors", cat(suite.errors)), attribute("time", "0"));
}

std::string JunitReport::text() const {
  Suite sum;
  std::size_t tests = 0;
  std::string body;
  for (const auto& each : suites_) {
    tests += each.cases.size();
    sum.failures += each.failures;
    sum.errors += each.errors;
    body += cat("  <testsuite", attribute("name", each.name), counts_text(each.cases.size(), each),
                attribute("skipped", cat(each.skipped)), ">\n");
    for (const auto& one : each.cases) body += one;
    body += "  </testsuite>\n";
  }
  return cat("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites",
             attribute("name", cat("patrol ", report_.view->command)), counts_text(tests, sum),
             ">\n", body, "</testsuites>\n");
}

// Every file is a suite; one without findings has passed.
std::string JunitReport::write() {
  const auto& sources = *report_.view->sources;
  for (std::size_t file = 0; file < sources.size(); ++file)
    suite(sources.name(FileId{static_cast<std::uint32_t>(file)}));
  for (const auto& finding : report_.findings) add(finding);
  for (const auto& finding : report_.suppressed) add_suppressed(finding);
  add_rest();
  for (auto& each : suites_)
    if (each.cases.empty())
      each.cases.push_back(test_case(cat("patrol ", report_.view->command), each.name, ""));
  return text();
}

}  // namespace

std::string render_junit(const PreparedReport& report) {
  return JunitReport(report).write();
}

}  // namespace patrol
