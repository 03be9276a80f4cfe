// The chain behind settings for programs.
#include "linter/render/json_writer.h"
#include "linter/render/why.h"
#include "linter/render/why_names.h"

namespace patrol {
namespace {

class WhyReport {
 public:
  explicit WhyReport(const Redactor& redactor) : redactor_(redactor) {}

  std::string run(const WhyQuestion& question) {
    json_.begin_object().member("schema", 1).member("command", "why");
    json_.key("settings").begin_array();
    for (const WhyMember& member : question.members) add(question, member);
    json_.end_array().end_object();
    return json_.take() + "\n";
  }

 private:
  void add(const WhyQuestion& question, const WhyMember& member) {
    const EffectiveConfiguration& configuration = *member.configuration;
    if (question.name.empty())
      for (const EffectiveSetting& setting : configuration.settings) add(*member.input, setting);
    else
      for (const std::string& name : settings_called(configuration, question.name))
        add(*member.input, *configuration.find(name));
  }

  void add_text(std::string_view key, std::string_view text, bool is_secret) {
    json_.key(key);
    if (is_secret)
      json_.value("***");
    else
      json_.value(redactor_.hide(text));
  }

  void add_optional(std::string_view key, std::string_view text) {
    json_.key(key);
    if (text.empty())
      json_.null();
    else
      json_.value(text);
  }

  void add_place(const SourceSet& sources, const std::optional<Span>& at) {
    if (!at) {
      json_.key("file").null().key("line").null();
      return;
    }
    json_.member("file", sources.name(at->file));
    json_.member("line", sources.line_number(at->file, at->begin));
  }

  void add_names(const MemberInput& input, const EffectiveSetting& setting) {
    json_.member("name", setting.name);
    json_.member("kind", setting.is_parameter ? "parameter" : "patroni");
    add_optional("member", input.name);
    json_.member("role", input.role == MemberRole::leader ? "leader" : "replica");
  }

  void add(const MemberInput& input, const EffectiveSetting& setting) {
    json_.begin_object();
    add_names(input, setting);
    const bool is_secret = setting.is_secret && !setting.value.empty();
    add_text("value", setting.value, is_secret);
    add_optional("unit", setting.unit);
    json_.member("layer", to_string(setting.layer));
    json_.member("origin", to_string(setting.origin));
    add_place(*input.sources, setting.at);
    add_optional("path", setting.path);
    if (setting.is_undecided) json_.member("undecided", true);
    json_.key("remarks").begin_array();
    for (const std::string& remark : setting.remarks) json_.value(redactor_.hide(remark));
    json_.end_array();
    json_.key("ignored").begin_array();
    for (const Mention& mention : setting.ignored) add(input, mention, setting.is_secret);
    json_.end_array().end_object();
  }

  void add(const MemberInput& input, const Mention& mention, bool is_secret) {
    json_.begin_object().member("layer", to_string(mention.layer));
    add_text("value", mention.value, is_secret);
    add_place(*input.sources, mention.at);
    add_optional("path", mention.path);
    json_.member("rule", to_string(mention.rule));
    json_.member("reason", redactor_.hide(mention.reason)).end_object();
  }

  const Redactor& redactor_;
  JsonWriter json_{JsonWriter::Layout::indented};
};

}  // namespace

std::string why_json(const WhyQuestion& question) {
  return WhyReport(*question.redactor).run(question);
}

}  // namespace patrol
