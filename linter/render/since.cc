// Reads old reports and compares fingerprints.
#include "linter/render/since.h"

#include <algorithm>
#include <iterator>
#include <set>
#include <span>
#include <utility>

#include <nlohmann/json.hpp>

#include "linter/base/masked_text.h"
#include "linter/base/text.h"

namespace patrol {
namespace {

using nlohmann::json;

// An old report is somebody's file: types are looked at, never trusted.
std::string text_in(const json& object, const char* key) {
  const auto found = object.find(key);
  return found != object.end() && found->is_string() ? found->get<std::string>() : std::string();
}

std::vector<std::string> texts_in(const json& object, const char* key) {
  std::vector<std::string> out;
  const auto found = object.find(key);
  if (found == object.end() || !found->is_array()) return out;
  for (const json& item : *found)
    if (item.is_string()) out.push_back(item.get<std::string>());
  return out;
}

json parsed(std::string_view text) {
  return json::parse(text, nullptr, false);
}

EarlierFinding read_finding(const json& object) {
  EarlierFinding out;
  out.fingerprint = text_in(object, "fingerprint");
  out.rule = text_in(object, "rule");
  out.severity = text_in(object, "severity");
  SecretNumbers numbers;
  out.message = MaskedText("", text_in(object, "message"), numbers).text();
  out.setting = text_in(object, "setting");
  out.members = texts_in(object, "members");
  return out;
}

EarlierFinding finding_of(const PreparedFinding& finding) {
  const Finding& source = *finding.source;
  return {finding.fingerprint, source.rule,         std::string(to_string(source.severity)),
          finding.message,     source.spot.setting, source.members};
}

bool is_unknown(const EarlierFinding& finding, std::span<const NotChecked> not_checked) {
  return std::any_of(not_checked.begin(), not_checked.end(), [&](const NotChecked& entry) {
    if (entry.rule != finding.rule) return false;
    return entry.member.empty() || finding.members.empty() ||
           std::find(finding.members.begin(), finding.members.end(), entry.member) !=
               finding.members.end();
  });
}

void add_line(std::string& out, const EarlierFinding& finding) {
  out += cat("  ", finding.severity, "[", finding.rule, "]");
  if (!finding.members.empty()) out += cat(" ", join(finding.members, ", "));
  out += cat(": ", finding.message, "\n");
}

template <typename Findings, typename Convert>
void add_section(std::string& out, std::string_view title, const Findings& findings,
                 const Convert& convert) {
  if (findings.empty()) return;
  out += cat(title, "\n");
  for (const auto& finding : findings) {
    std::string line;
    add_line(line, convert(finding));
    line.pop_back();
    out += cat(printable(line), "\n");
  }
}

void write_earlier(JsonWriter& out, std::string_view key,
                   const std::vector<EarlierFinding>& findings) {
  out.key(key).begin_array();
  for (const EarlierFinding& finding : findings) {
    out.begin_object().member("rule", finding.rule).member("severity", finding.severity);
    out.member("message", finding.message).key("members").begin_array();
    for (const std::string& member : finding.members) out.value(member);
    out.end_array().member("setting", finding.setting);
    out.member("fingerprint", finding.fingerprint).end_object();
  }
  out.end_array();
}

void write_fingerprints(JsonWriter& out, std::string_view key,
                        const std::vector<const PreparedFinding*>& findings) {
  out.key(key).begin_array();
  for (const PreparedFinding* finding : findings) out.value(finding->fingerprint);
  out.end_array();
}

}  // namespace

bool is_snapshot_text(std::string_view text) {
  const json document = parsed(text);
  return document.is_object() && document.contains("patrol_snapshot");
}

Result<std::vector<EarlierFinding>> read_earlier_report(std::string_view text) {
  const auto refuse = [](std::string detail) {
    return tl::unexpected(Failure{FailureKind::malformed, "the earlier report", std::move(detail)});
  };
  const json document = parsed(text);
  if (document.is_discarded()) return refuse("is no JSON");
  if (!document.is_object() || !document.contains("schema"))
    return refuse("is neither a report nor a snapshot: it has no `schema`");
  const auto findings = document.find("findings");
  if (findings == document.end() || !findings->is_array()) return refuse("has no list `findings`");
  std::vector<EarlierFinding> out;
  for (const json& item : *findings) {
    if (!item.is_object()) return refuse("has a finding that is no object");
    out.push_back(read_finding(item));
    if (out.back().fingerprint.empty()) return refuse("has a finding without `fingerprint`");
  }
  return out;
}

std::vector<EarlierFinding> earlier_findings(const PreparedReport& before) {
  std::vector<EarlierFinding> out;
  std::transform(before.findings.begin(), before.findings.end(), std::back_inserter(out),
                 finding_of);
  return out;
}

Since compare_since(const PreparedReport& now, std::vector<EarlierFinding> before) {
  Since out;
  std::set<std::string_view> known;
  for (const EarlierFinding& finding : before) known.insert(finding.fingerprint);
  std::set<std::string_view> present;
  for (const PreparedFinding& finding : now.findings) {
    present.insert(finding.fingerprint);
    (known.contains(finding.fingerprint) ? out.remained : out.appeared).push_back(&finding);
  }
  // What a comment allows now is there, only nobody wants to hear of it.
  for (const PreparedFinding& finding : now.suppressed) present.insert(finding.fingerprint);
  std::vector<EarlierFinding> missing;
  for (EarlierFinding& finding : before)
    if (!present.contains(finding.fingerprint)) missing.push_back(std::move(finding));
  for (EarlierFinding& finding : missing)
    (is_unknown(finding, now.view->not_checked) ? out.unknown : out.gone)
        .push_back(std::move(finding));
  return out;
}

std::string since_text(const Since& since, std::string_view old_name) {
  std::string out = cat("since ", printable(old_name), ": ", since.appeared.size(), " new, ",
                        since.gone.size(), " gone, ", since.remained.size(), " still there");
  if (!since.unknown.empty()) out += cat(", ", since.unknown.size(), " not checked now");
  out += "\n";
  const auto now = [](const PreparedFinding* finding) { return finding_of(*finding); };
  const auto same = [](const EarlierFinding& finding) { return finding; };
  add_section(out, "new", since.appeared, now);
  add_section(out, "gone", since.gone, same);
  add_section(out, "still there", since.remained, now);
  add_section(out, "not checked now", since.unknown, same);
  return out;
}

std::function<void(JsonWriter&)> since_json(const Since& since, std::string_view old_name) {
  return [&since, name = std::string(old_name)](JsonWriter& out) {
    out.key("since").begin_object().member("file", name);
    write_fingerprints(out, "new", since.appeared);
    write_fingerprints(out, "still_there", since.remained);
    write_earlier(out, "gone", since.gone);
    write_earlier(out, "not_checked_now", since.unknown);
    out.end_object();
  };
}

}  // namespace patrol
