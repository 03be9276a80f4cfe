// A preview for programs.
#include "linter/base/text.h"
#include "linter/render/preview.h"

namespace patrol {
namespace {

class PreviewJson {
 public:
  PreviewJson(const PreviewView& view, JsonWriter& json) : view_(view), json_(json) {}

  void run() {
    add_text("assumption", view_.assumption);
    json_.member("breaks", breaks_something(view_));
    json_.key("refused").begin_array();
    for (const MemberPreview& member : view_.members) {
      if (member.refusal.empty()) continue;
      json_.begin_object().member("member", member.member);
      json_.member("reason", view_.redactor->hide(member.refusal)).end_object();
    }
    json_.end_array().key("changes").begin_array();
    for (const SharedChange& shared : shared_changes(view_.members)) add(shared);
    json_.end_array().key("restart_order").begin_array();
    for (const std::string& sentence : restart_order(view_.members)) json_.value(sentence);
    json_.end_array().member("gone", view_.gone);
    json_.member("configuration", view_.redactor->hide(view_.after));
  }

 private:
  void add_text(std::string_view key, std::string_view text) {
    json_.key(key);
    if (text.empty())
      json_.null();
    else
      json_.value(view_.redactor->hide(text));
  }

  void add_value(std::string_view key, const SettingChange& change, std::string_view value) {
    json_.key(key).value(change.is_secret && !value.empty() ? "***" : view_.redactor->hide(value));
  }

  void add(const SharedChange& shared) {
    const SettingChange& change = *shared.change;
    json_.begin_object().member("setting", change.name);
    json_.member("kind", change.is_parameter ? "parameter" : "patroni");
    json_.key("members").begin_array();
    for (const std::string& member : shared.members) json_.value(member);
    json_.end_array();
    add_value("before", change, change.before);
    add_value("after", change, change.after);
    add_value("wanted", change, change.wanted);
    add_text("unit", change.unit);
    json_.member("verdict", to_string(change.verdict)).member("action", to_string(change.action));
    add_text("reason", change.reason);
    add_place(change);
    json_.end_object();
  }

  void add_place(const SettingChange& change) {
    add_text("decided_by", change.decided_by);
    if (!change.decided_at) {
      json_.key("file").null().key("line").null();
      return;
    }
    json_.member("file", view_.sources->name(change.decided_at->file));
    json_.member("line",
                 view_.sources->line_number(change.decided_at->file, change.decided_at->begin));
  }

  const PreviewView& view_;
  JsonWriter& json_;
};

}  // namespace

std::string preview_json(const PreviewView& view) {
  return render_json(*view.new_findings, [&](JsonWriter& json) { PreviewJson(view, json).run(); });
}

}  // namespace patrol
