// SARIF 2.1.0, written for GitHub code scanning: stable fingerprints, relative paths, the table of
// rules with their help.
#include <algorithm>
#include <map>

#include "linter/base/text.h"
#include "linter/render/json_writer.h"
#include "linter/render/render.h"

namespace patrol {
namespace {

constexpr std::string_view schema =
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";
constexpr std::string_view root_id = "ROOT";

// GitHub refuses a run with more results and shows 5,000 of them.
constexpr std::size_t most_results = 25'000;
constexpr std::size_t most_related = 1'000;

std::string_view level_of(Severity severity) {
  if (severity == Severity::error) return "error";
  return severity == Severity::warning ? "warning" : "note";
}

// A path as a URI: bytes that are not plain are escaped; an absolute path gets its scheme.
std::string uri_of(std::string_view path) {
  constexpr std::string_view digits = "0123456789ABCDEF";
  constexpr std::string_view plain = "-._~/";
  while (path.starts_with("./")) path.remove_prefix(2);
  std::string out = path.starts_with('/') ? "file://" : "";
  for (const char letter : path) {
    const bool is_plain = (letter >= 'a' && letter <= 'z') || (letter >= 'A' && letter <= 'Z') ||
                          (letter >= '0' && letter <= '9') || contains(plain, {&letter, 1});
    if (is_plain) {
      out += letter;
      continue;
    }
    const auto byte = static_cast<unsigned char>(letter);
    out += {'%', digits[byte >> 4U], digits[byte & 15U]};
  }
  return out;
}

class SarifReport {
 public:
  explicit SarifReport(const PreparedReport& report);
  std::string write();

 private:
  void add_driver();
  void add_rule(const Rule& rule);
  void add_invocation();
  void add_notification(std::string_view text, std::string_view level);
  void add_text(std::string_view key, std::string_view text);
  void add_artifact(std::string_view file);
  void add_region(const TextPlace& at);
  void add_physical(const TextPlace& at);
  void add_result(const PreparedFinding& finding, bool is_suppressed);
  void add_locations(const PreparedFinding& finding);
  void add_related(const PreparedFinding& finding);
  void add_fixes(const PreparedFinding& finding);
  void add_changes(const PreparedFix& fix);
  void add_replacement(const PreparedEdit& edit);
  void add_properties(const PreparedFinding& finding);
  void add_results();

  const PreparedReport& report_;
  const ReportView& view_;
  std::map<std::string_view, std::size_t> rule_index_;
  JsonWriter json_{JsonWriter::Layout::indented};
};

SarifReport::SarifReport(const PreparedReport& report) : report_(report), view_(*report.view) {
  for (const Rule* rule : view_.rules) rule_index_.emplace(rule->id, rule_index_.size());
}

void SarifReport::add_text(std::string_view key, std::string_view text) {
  json_.key(key).begin_object().member("text", text).end_object();
}

std::string sources_of(const Rule& rule) {
  std::string out;
  for (const auto source :
       {rule.sources.first, rule.sources.second, rule.sources.third, rule.sources.fourth})
    if (!source.empty()) out += cat(out.empty() ? "" : "; ", source);
  return out;
}

// 0.0 to 10.0; GitHub files a rule under security when it has one.
std::string_view security_severity(const Rule& rule) {
  if (!rule.id.starts_with("SEC") && !rule.id.starts_with("HBA")) return {};
  if (rule.severity == Severity::error) return "7.5";
  return rule.severity == Severity::warning ? "5.0" : "2.0";
}

void SarifReport::add_rule(const Rule& rule) {
  const auto sources = sources_of(rule);
  json_.begin_object().member("id", rule.id).member("name", rule.name);
  add_text("shortDescription", rule.summary);
  add_text("fullDescription", rule.why);
  json_.key("help").begin_object();
  json_.member("text", cat(rule.why, "\n\nSources: ", sources));
  json_.member("markdown",
               cat(rule.why, "\n\nA configuration with this finding:\n\n```\n", rule.bad,
                   "```\n\nWithout it:\n\n```\n", rule.good, "```\n\nSources: ", sources, "\n"));
  json_.end_object();
  if (!view_.rules_page.empty())
    json_.member("helpUri", cat(view_.rules_page, "#", lower(rule.id), "-", rule.name));
  json_.key("defaultConfiguration").begin_object();
  json_.member("level", level_of(rule.severity)).end_object();
  json_.key("properties").begin_object();
  json_.key("tags").begin_array().value(rule.id.substr(0, 3));
  const auto security = security_severity(rule);
  if (!security.empty()) json_.value("security");
  json_.end_array().member("precision", "high");
  if (!security.empty()) json_.member("security-severity", security);
  json_.end_object().end_object();
}

void SarifReport::add_driver() {
  json_.key("tool").begin_object().key("driver").begin_object();
  json_.member("name", "patrol");
  if (!view_.rules_page.empty()) json_.member("informationUri", view_.rules_page);
  json_.member("semanticVersion", view_.tool_version).member("version", view_.tool_version);
  json_.key("rules").begin_array();
  for (const Rule* rule : view_.rules) add_rule(*rule);
  json_.end_array().end_object().end_object();
}

void SarifReport::add_notification(std::string_view text, std::string_view level) {
  json_.begin_object().member("level", level);
  add_text("message", text);
  json_.end_object();
}

void SarifReport::add_invocation() {
  json_.key("invocations").begin_array().begin_object();
  json_.member("executionSuccessful", view_.failures.empty() && view_.not_checked.empty());
  json_.key("toolExecutionNotifications").begin_array();
  for (const auto& failure : view_.failures)
    add_notification(cat(failure.attempted, ": ", failure.detail), "error");
  for (const auto& entry : view_.not_checked)
    add_notification(cat(entry.rule, " not checked on ", entry.member, ": ", entry.reason),
                     "warning");
  if (report_.findings.size() > most_results)
    add_notification(cat(report_.findings.size() - most_results,
                         " findings were left out: more than a run may hold"),
                     "warning");
  json_.end_array().end_object().end_array();
}

void SarifReport::add_artifact(std::string_view file) {
  const auto uri = uri_of(file);
  json_.key("artifactLocation").begin_object().member("uri", uri);
  if (!uri.starts_with("file:")) json_.member("uriBaseId", root_id);
  json_.end_object();
}

void SarifReport::add_region(const TextPlace& at) {
  json_.begin_object();
  json_.member("startLine", at.begin.line).member("startColumn", at.begin.column);
  json_.member("endLine", at.end.line).member("endColumn", at.end.column);
  json_.end_object();
}

void SarifReport::add_physical(const TextPlace& at) {
  json_.key("physicalLocation").begin_object();
  add_artifact(at.file);
  json_.key("region");
  add_region(at);
  json_.end_object();
}

void SarifReport::add_locations(const PreparedFinding& finding) {
  const auto& setting = finding.source->spot.setting;
  const auto logical = finding.at ? std::string(setting) : finding.place;
  json_.key("locations").begin_array().begin_object();
  if (finding.at) add_physical(*finding.at);
  if (!logical.empty()) {
    json_.key("logicalLocations").begin_array().begin_object();
    json_.member("fullyQualifiedName", logical).end_object().end_array();
  }
  json_.end_object().end_array();
}

void SarifReport::add_related(const PreparedFinding& finding) {
  if (finding.labels.empty()) return;
  json_.key("relatedLocations").begin_array();
  for (std::size_t at = 0; at < std::min(finding.labels.size(), most_related); ++at) {
    const auto& label = finding.labels[at];
    json_.begin_object().member("id", at + 1);
    if (label.at) add_physical(*label.at);
    add_text("message", label.at ? label.text : cat(label.place, ": ", label.text));
    json_.end_object();
  }
  json_.end_array();
}

void SarifReport::add_replacement(const PreparedEdit& edit) {
  json_.begin_object().key("deletedRegion");
  add_region(edit.at);
  if (!edit.replacement.empty()) add_text("insertedContent", edit.replacement);
  json_.end_object();
}

// One change a file, in the order in which the edits name them.
void SarifReport::add_changes(const PreparedFix& fix) {
  std::vector<std::string_view> files;
  for (const auto& edit : fix.edits)
    if (std::find(files.begin(), files.end(), edit.at.file) == files.end())
      files.push_back(edit.at.file);
  json_.key("artifactChanges").begin_array();
  for (const auto file : files) {
    json_.begin_object();
    add_artifact(file);
    json_.key("replacements").begin_array();
    for (const auto& edit : fix.edits)
      if (edit.at.file == file) add_replacement(edit);
    json_.end_array().end_object();
  }
  json_.end_array();
}

void SarifReport::add_fixes(const PreparedFinding& finding) {
  const auto has_edits = [](const PreparedFix& fix) { return !fix.edits.empty(); };
  if (std::none_of(finding.fixes.begin(), finding.fixes.end(), has_edits)) return;
  json_.key("fixes").begin_array();
  for (const auto& fix : finding.fixes) {
    if (!has_edits(fix)) continue;
    json_.begin_object();
    add_text("description", fix.title);
    add_changes(fix);
    json_.end_object();
  }
  json_.end_array();
}

void SarifReport::add_properties(const PreparedFinding& finding) {
  const auto& source = *finding.source;
  json_.key("properties").begin_object();
  if (!source.members.empty()) {
    json_.key("members").begin_array();
    for (const auto& member : source.members) json_.value(member);
    json_.end_array();
  }
  if (!source.spot.setting.empty()) json_.member("setting", source.spot.setting);
  if (!finding.surface.empty()) json_.member("surface", finding.surface);
  json_.end_object();
}

// Notes and help have no field of their own that viewers show, so the message carries them.
std::string message_of(const PreparedFinding& finding) {
  std::string out = finding.message;
  for (const auto& note : finding.notes) out += cat("\n", note);
  for (const auto& fix : finding.fixes) out += cat("\nhelp: ", fix.title);
  return out;
}

void SarifReport::add_result(const PreparedFinding& finding, bool is_suppressed) {
  const auto& source = *finding.source;
  json_.begin_object().member("ruleId", source.rule);
  if (const auto index = rule_index_.find(source.rule); index != rule_index_.end())
    json_.member("ruleIndex", index->second);
  json_.member("level", level_of(source.severity));
  add_text("message", message_of(finding));
  add_locations(finding);
  add_related(finding);
  json_.key("partialFingerprints").begin_object();
  json_.member("patrolFinding/v1", finding.fingerprint).end_object();
  add_fixes(finding);
  if (is_suppressed) {
    json_.key("suppressions").begin_array().begin_object().member("kind", "inSource");
    json_.member("justification", finding.justification).end_object().end_array();
  }
  add_properties(finding);
  json_.end_object();
}

// The worst first, where not all may be shown.
void SarifReport::add_results() {
  std::vector<const PreparedFinding*> sorted;
  for (const auto& finding : report_.findings) sorted.push_back(&finding);
  if (sorted.size() > most_results) {
    std::stable_sort(sorted.begin(), sorted.end(), [](const auto* left, const auto* right) {
      return left->source->severity > right->source->severity;
    });
    sorted.resize(most_results);
  }
  json_.key("results").begin_array();
  for (const auto* finding : sorted) add_result(*finding, false);
  const auto room = most_results - sorted.size();
  for (std::size_t at = 0; at < std::min(room, report_.suppressed.size()); ++at)
    add_result(report_.suppressed[at], true);
  json_.end_array();
}

std::string SarifReport::write() {
  json_.begin_object().member("$schema", schema).member("version", "2.1.0");
  json_.key("runs").begin_array().begin_object();
  add_driver();
  add_invocation();
  // Where the root lies only the reader of the report knows.
  json_.key("originalUriBaseIds").begin_object().key(root_id).begin_object();
  add_text("description", "the folder in which patrol was run");
  json_.end_object().end_object();
  json_.member("columnKind", "unicodeCodePoints");
  add_results();
  json_.end_object().end_array().end_object();
  return json_.take() + "\n";
}

}  // namespace

std::string render_sarif(const PreparedReport& report) {
  return SarifReport(report).write();
}

}  // namespace patrol
