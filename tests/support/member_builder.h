// Members from texts, for tests of everything that stands on the effective configuration.
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "linter/analysis/effective_inputs.h"
#include "linter/model/collection.h"

namespace patrol::testing {

/// Files of one cluster and what is asked of them. Everything lives as long as the builder.
class MemberBuilder {
 public:
  explicit MemberBuilder(std::string patroni_yml = {}) {
    if (!patroni_yml.empty()) file("etc/patroni/patroni.yml", std::move(patroni_yml));
  }
  MemberBuilder& file(std::string path, std::string text) {
    files_.push_back({std::move(path), std::move(text), true});
    return *this;
  }
  /// The DCS's copy.
  MemberBuilder& dynamic(std::string text);
  MemberBuilder& patroni(Version version) {
    options_.patroni = version;
    return *this;
  }
  MemberBuilder& postgres(int major) {
    options_.postgres = Version{major, 0, 0};
    return *this;
  }
  MemberBuilder& role(MemberRole role) {
    asked_.role = role;
    return *this;
  }
  /// Reads everything once.
  std::vector<MemberInput>& inputs();
  /// Of the first member.
  EffectiveConfiguration configuration() { return effective_configuration(inputs().front()); }
  /// "value by layer" of one setting of the first member; "absent" when there is none.
  std::string ask(const std::string& name);
  /// The rules by which the mentions of it lost, "once, controlled".
  std::string losses(const std::string& name);
  [[nodiscard]] const SourceSet& sources() const { return collection_.sources; }

 private:
  std::vector<InputFile> files_;
  std::optional<std::string> dynamic_;
  CollectOptions options_;
  MemberOptions asked_;
  Collection collection_;
  std::vector<MemberInput> inputs_;
};

/// A whole file with the lines that every member needs; `more` stands at its root.
std::string member_yml(const std::string& more);

}  // namespace patrol::testing
