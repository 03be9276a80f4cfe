// GitLab's Code Quality report: the subset of Code Climate's issue that GitLab reads.
#include "linter/base/text.h"
#include "linter/render/json_writer.h"
#include "linter/render/render.h"

namespace patrol {
namespace {

std::string_view severity_of(Severity severity) {
  if (severity == Severity::error) return "major";
  return severity == Severity::warning ? "minor" : "info";
}

// A path in the repository, without "./".
std::string_view path_of(std::string_view file) {
  while (file.starts_with("./")) file.remove_prefix(2);
  return file;
}

void add_position(JsonWriter& json, std::string_view key, LineColumn at) {
  json.key(key).begin_object();
  json.member("line", at.line).member("column", at.column).end_object();
}

// A finding without a text behind it has to stand somewhere: in the place's own name.
void add_location(JsonWriter& json, const PreparedFinding& finding) {
  json.key("location").begin_object();
  json.member("path", finding.at ? path_of(finding.at->file) : finding.place);
  json.key("lines").begin_object().member("begin", finding.at ? finding.at->begin.line : 1U);
  if (finding.at) json.member("end", finding.at->end.line);
  json.end_object();
  if (finding.at) {
    json.key("positions").begin_object();
    add_position(json, "begin", finding.at->begin);
    add_position(json, "end", finding.at->end);
    json.end_object();
  }
  json.end_object();
}

std::string help_of(const PreparedFinding& finding) {
  std::string body;
  for (const auto& note : finding.notes) body += cat("- ", note, "\n");
  for (const auto& fix : finding.fixes) body += cat("- help: ", fix.title, "\n");
  return body;
}

}  // namespace

std::string render_gitlab(const PreparedReport& report) {
  JsonWriter json(JsonWriter::Layout::indented);
  json.begin_array();
  for (const auto& finding : report.findings) {
    const auto& source = *finding.source;
    json.begin_object().member("type", "issue").member("check_name", source.rule);
    json.member("description", cat(source.rule, " ", source.name, ": ", finding.message));
    if (const auto help = help_of(finding); !help.empty())
      json.key("content").begin_object().member("body", help).end_object();
    json.member("severity", severity_of(source.severity));
    json.member("fingerprint", finding.fingerprint);
    add_location(json, finding);
    json.end_object();
  }
  json.end_array();
  return json.take() + "\n";
}

}  // namespace patrol
