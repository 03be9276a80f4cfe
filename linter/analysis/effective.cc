// Puts the parts of the effective configuration together.
#include "linter/analysis/effective.h"

#include <algorithm>
#include <utility>

#include "linter/analysis/effective_parts.h"
#include "linter/base/text.h"

namespace patrol {

std::string_view to_string(ValueLayer layer) {
  switch (layer) {
    case ValueLayer::command_line:
      return "command_line";
    case ValueLayer::auto_conf:
      return "auto_conf";
    case ValueLayer::conf_edit:
      return "conf_edit";
    case ValueLayer::local:
      return "local";
    case ValueLayer::environment:
      return "environment";
    case ValueLayer::dynamic:
      return "dynamic";
    case ValueLayer::custom_conf:
      return "custom_conf";
    case ValueLayer::base_conf:
      return "base_conf";
    case ValueLayer::computed:
      return "computed";
    case ValueLayer::built_in:
      break;
  }
  return "default";
}

std::string_view to_string(LossRule rule) {
  switch (rule) {
    case LossRule::weaker:
      return "weaker";
    case LossRule::controlled:
      return "controlled";
    case LossRule::computed:
      return "computed";
    case LossRule::refused:
      return "refused";
    case LossRule::all_refused:
      return "all_refused";
    case LossRule::dropped:
      return "dropped";
    case LossRule::server_refused:
      return "server_refused";
    case LossRule::not_read:
      return "not_read";
    case LossRule::once:
      return "once";
    case LossRule::nulled:
      return "nulled";
    case LossRule::other_role:
      return "other_role";
    case LossRule::replaced:
      return "replaced";
    case LossRule::synonym:
      break;
  }
  return "synonym";
}

Value MemberInput::dynamic_root() const {
  return dynamic || has_dynamic ? dynamic : root().at("bootstrap.dcs");
}

const EffectiveSetting* EffectiveConfiguration::find(std::string_view name) const {
  const auto found = std::find_if(
      settings.begin(), settings.end(),
      [&](const EffectiveSetting& setting) { return equal_ignoring_case(setting.name, name); });
  return found == settings.end() ? nullptr : &*found;
}

EffectiveConfiguration effective_configuration(const MemberInput& member) {
  EffectiveConfiguration out;
  out.member = member.name;
  out.role = member.role;
  out.patroni = member.patroni;
  out.postgres = member.postgres;
  const DynamicView dynamic = view_dynamic(member);
  out.dynamic_fate = dynamic.fate;
  out.culprit = dynamic.culprit;
  out.culprit_reason = dynamic.reason;
  out.settings = patroni_settings_of(member, dynamic);
  for (EffectiveSetting& setting :
       server_settings(member, dynamic, hold_parameters(member, dynamic)))
    out.settings.push_back(std::move(setting));
  return out;
}

}  // namespace patrol
