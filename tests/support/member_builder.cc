#include "tests/support/member_builder.h"

#include "linter/base/text.h"
#include "linter/doc/yaml.h"

namespace patrol::testing {

MemberBuilder& MemberBuilder::dynamic(std::string text) {
  dynamic_ = std::move(text);
  return *this;
}

std::vector<MemberInput>& MemberBuilder::inputs() {
  if (!inputs_.empty()) return inputs_;
  collect(files_, options_, collection_);
  if (dynamic_) {
    const FileId file = collection_.sources.add("dynamic.yml", *dynamic_);
    DynamicDocument& document = collection_.dynamic.emplace_back();
    document.file = file;
    document.tree = read_yaml(file, collection_.sources.text(file), YamlMode::tolerant);
    asked_.dynamic = &document;
  }
  for (const Snapshot& cluster : collection_.clusters)
    for (MemberInput& input : member_inputs(cluster, asked_)) inputs_.push_back(std::move(input));
  return inputs_;
}

std::string MemberBuilder::ask(const std::string& name) {
  const EffectiveConfiguration configuration = this->configuration();
  const EffectiveSetting* setting = configuration.find(name);
  if (setting == nullptr) return "absent";
  return cat(setting->value, " by ", to_string(setting->layer));
}

std::string MemberBuilder::losses(const std::string& name) {
  const EffectiveConfiguration configuration = this->configuration();
  const EffectiveSetting* setting = configuration.find(name);
  std::string out;
  if (setting != nullptr)
    for (const Mention& mention : setting->ignored)
      out += cat(out.empty() ? "" : ", ", to_string(mention.rule));
  return out;
}

std::string member_yml(const std::string& more) {
  return cat("scope: demo\nname: n1\n", more,
             contains(more, "postgresql:\n  parameters") ? "" : "postgresql:\n",
             "  listen: 10.0.0.1:5433\n  connect_address: 10.0.0.1:5433\n"
             "  data_dir: /var/lib/postgresql/15/main\n");
}

}  // namespace patrol::testing
