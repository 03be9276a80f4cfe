// The contract for programs: fields are only ever added.
#include "linter/render/json_writer.h"
#include "linter/render/render.h"

namespace patrol {
namespace {

class JsonReport {
 public:
  void add(const PreparedReport& report, const std::function<void(JsonWriter&)>& add_more);
  [[nodiscard]] std::string take() { return json_.take() + "\n"; }

 private:
  void add(const PreparedFinding& finding);
  void add(const PreparedFix& fix);
  void add_findings(std::string_view key, const std::vector<PreparedFinding>& findings);
  void add_place(const std::optional<TextPlace>& place);
  void add_begin(const std::optional<TextPlace>& place);
  void add_summary(const PreparedReport& report);
  void add_text_or_null(std::string_view key, std::string_view text);
  void add_list(std::string_view key, const std::vector<std::string>& texts);

  JsonWriter json_{JsonWriter::Layout::indented};
};

void JsonReport::add_text_or_null(std::string_view key, std::string_view text) {
  json_.key(key);
  if (text.empty())
    json_.null();
  else
    json_.value(text);
}

void JsonReport::add_list(std::string_view key, const std::vector<std::string>& texts) {
  json_.key(key).begin_array();
  for (const auto& text : texts) json_.value(text);
  json_.end_array();
}

void JsonReport::add_begin(const std::optional<TextPlace>& place) {
  if (place) {
    json_.member("file", place->file);
    json_.member("line", place->begin.line).member("column", place->begin.column);
    return;
  }
  for (const auto* key : {"file", "line", "column"}) json_.key(key).null();
}

void JsonReport::add_place(const std::optional<TextPlace>& place) {
  add_begin(place);
  if (place) {
    json_.member("end_line", place->end.line).member("end_column", place->end.column);
    return;
  }
  for (const auto* key : {"end_line", "end_column"}) json_.key(key).null();
}

void JsonReport::add(const PreparedFix& fix) {
  json_.begin_object().member("title", fix.title);
  json_.member("safety", fix.safety == Safety::safe ? "safe" : "needs_review");
  json_.key("edits").begin_array();
  for (const auto& edit : fix.edits) {
    json_.begin_object();
    add_place(edit.at);
    json_.member("replacement", edit.replacement).end_object();
  }
  json_.end_array().end_object();
}

void JsonReport::add(const PreparedFinding& finding) {
  const auto& source = *finding.source;
  json_.begin_object().member("rule", source.rule).member("name", source.name);
  json_.member("severity", to_string(source.severity)).member("message", finding.message);
  add_place(finding.at);
  add_list("members", source.members);
  add_text_or_null("surface", finding.surface);
  add_text_or_null("setting", source.spot.setting);
  json_.key("labels").begin_array();
  for (const auto& label : finding.labels) {
    json_.begin_object();
    add_place(label.at);
    // A label without a text behind it says what it means instead.
    json_.member("message", label.at ? label.text : cat(label.place, ": ", label.text));
    json_.end_object();
  }
  json_.end_array();
  add_list("notes", finding.notes);
  json_.key("fixes").begin_array();
  for (const auto& fix : finding.fixes) add(fix);
  json_.end_array().member("fingerprint", finding.fingerprint);
  if (!finding.justification.empty()) json_.member("reason", finding.justification);
  json_.end_object();
}

void JsonReport::add_findings(std::string_view key, const std::vector<PreparedFinding>& findings) {
  json_.key(key).begin_array();
  for (const auto& finding : findings) add(finding);
  json_.end_array();
}

void JsonReport::add_summary(const PreparedReport& report) {
  const auto& view = *report.view;
  const auto counts = count(view.findings);
  json_.key("summary").begin_object();
  json_.member("error", counts.error).member("warning", counts.warning).member("info", counts.info);
  json_.member("not_checked", view.not_checked.size());
  json_.member("suppressed", report.suppressed.size());
  json_.member("failures", view.failures.size());
  json_.member("files", view.files).member("clusters", view.clusters);
  json_.end_object();
}

void JsonReport::add(const PreparedReport& report,
                     const std::function<void(JsonWriter&)>& add_more) {
  const auto& view = *report.view;
  json_.begin_object().member("schema", 1).member("command", view.command);
  json_.member("version", view.tool_version);
  if (add_more) add_more(json_);
  add_findings("findings", report.findings);
  add_findings("suppressed", report.suppressed);
  json_.key("not_checked").begin_array();
  for (const auto& entry : view.not_checked) {
    json_.begin_object().member("rule", entry.rule);
    add_text_or_null("member", entry.member);
    add_text_or_null("surface", entry.surface);
    json_.member("reason", entry.reason).end_object();
  }
  json_.end_array().key("failures").begin_array();
  for (const auto& failure : view.failures) {
    json_.begin_object().member("attempted", failure.attempted);
    json_.member("detail", failure.detail).end_object();
  }
  json_.end_array();
  add_summary(report);
  json_.end_object();
}

}  // namespace

std::string render_json(const PreparedReport& report) {
  return render_json(report, nullptr);
}

std::string render_json(const PreparedReport& report,
                        const std::function<void(JsonWriter&)>& add_more) {
  JsonReport out;
  out.add(report, add_more);
  return out.take();
}

}  // namespace patrol
