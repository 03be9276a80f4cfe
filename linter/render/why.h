// Answers of `patrol why`: the chain behind settings, for people and for programs.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "linter/analysis/effective.h"
#include "linter/render/mask.h"

namespace patrol {

/// One member of the answer; several of them are compared.
struct WhyMember {
  const MemberInput* input = nullptr;
  const EffectiveConfiguration* configuration = nullptr;
};

/// An empty name asks for everything.
struct WhyQuestion {
  std::string name;
  std::span<const WhyMember> members;
  const Redactor* redactor = nullptr;
};

/// {"schema": 1, "command": "why", "settings": […]}; fields are only ever added.
[[nodiscard]] std::string why_json(const WhyQuestion& question);
/// One setting with everything that must be known to change it; all settings in one line each.
[[nodiscard]] std::string why_text(const WhyQuestion& question);

}  // namespace patrol
