// Values and layers as people say them.
#include "linter/render/why_words.h"

#include "linter/base/text.h"
#include "linter/facts/facts.h"
#include "linter/model/parameter.h"

namespace patrol {
namespace {

std::string from_dynamic(const MemberInput& input) {
  return input.has_dynamic ? "the dynamic configuration in the DCS"
                           : "bootstrap.dcs, which becomes the dynamic configuration when the "
                             "cluster is created";
}

std::string on_command_line(const MemberInput& input, const EffectiveSetting& setting) {
  const std::string tail = ", and Patroni puts it on the server's command line";
  switch (setting.origin) {
    case ValueLayer::dynamic:
      return cat("set in ", from_dynamic(input), tail);
    case ValueLayer::local:
    case ValueLayer::environment:
      return cat("Patroni makes it of `", setting.path, "`", tail);
    default:
      return "Patroni's own default, which it puts on the server's command line";
  }
}

std::string computed(const EffectiveSetting& setting) {
  if (setting.origin == ValueLayer::dynamic) return "Patroni makes it of the dynamic configuration";
  return setting.is_parameter ? "nobody sets it: it is computed" : "Patroni computes it";
}

}  // namespace

std::string shown_value(const EffectiveSetting& setting, int postgres) {
  if (setting.is_secret && !setting.value.empty()) return "***";
  const facts::Guc* guc = setting.is_parameter ? facts::find_guc(setting.name) : nullptr;
  const bool is_absent = setting.is_parameter && setting.layer == ValueLayer::built_in &&
                         (guc == nullptr || guc->in(postgres) == nullptr);
  if (is_absent) return "nothing";
  if (setting.value.empty()) return "''";
  if (guc == nullptr || setting.unit.empty() || guc->in(postgres) == nullptr) return setting.value;
  const std::string human = human_value(*guc, postgres, setting.value);
  if (human == setting.value) return cat(setting.value, " (unit ", setting.unit, ")");
  return cat(human, " (", setting.value, " in units of ", setting.unit, ")");
}

std::string decided_by(const MemberInput& input, const EffectiveSetting& setting) {
  switch (setting.layer) {
    case ValueLayer::command_line:
      return on_command_line(input, setting);
    case ValueLayer::auto_conf:
      return "set by ALTER SYSTEM in postgresql.auto.conf, on this server only";
    case ValueLayer::conf_edit:
      return "a line added by hand to Patroni's postgresql.conf: gone when Patroni writes the file";
    case ValueLayer::local:
      return "set in the member's own file";
    case ValueLayer::environment:
      return "set in the member's environment";
    case ValueLayer::dynamic:
      return cat("set in ", from_dynamic(input));
    case ValueLayer::custom_conf:
      return "set in the file that custom_conf names, which Patroni's postgresql.conf includes";
    case ValueLayer::base_conf:
      return "set in postgresql.base.conf, which Patroni's postgresql.conf includes first";
    case ValueLayer::computed:
      return computed(setting);
    case ValueLayer::built_in:
      break;
  }
  const facts::Guc* guc = facts::find_guc(setting.name);
  if (setting.is_parameter && (guc == nullptr || guc->in(input.postgres) == nullptr))
    return cat("PostgreSQL ", input.postgres, " does not have it");
  if (setting.is_parameter)
    return cat("nobody sets it: the default of PostgreSQL ", input.postgres);
  return "nobody sets it: Patroni's default";
}

std::string layer_words(const MemberInput& input, const Mention& mention) {
  switch (mention.layer) {
    case ValueLayer::auto_conf:
      return "postgresql.auto.conf (ALTER SYSTEM)";
    case ValueLayer::conf_edit:
      return "a line added to postgresql.conf";
    case ValueLayer::environment:
      return "the environment";
    case ValueLayer::dynamic:
      if (mention.path.starts_with("bootstrap.dcs")) return "bootstrap.dcs";
      return input.has_dynamic ? "the DCS" : "the dynamic configuration";
    case ValueLayer::custom_conf:
      return "custom_conf";
    case ValueLayer::base_conf:
      return "postgresql.base.conf";
    case ValueLayer::command_line:
      return "the dynamic configuration";
    default:
      return "the member's own file";
  }
}

std::string line_of(const MemberInput& input, const std::optional<Span>& at) {
  if (!at) return {};
  return cat(printable(input.sources->name(at->file)), ':',
             input.sources->line_number(at->file, at->begin));
}

std::string wrapped(std::string_view text, std::size_t indent, std::size_t width) {
  std::string out;
  std::string line;
  const auto flush = [&] {
    if (!line.empty()) out += cat(std::string(indent, ' '), line, '\n');
    line.clear();
  };
  for (const std::string_view word : split(text, ' ')) {
    if (!line.empty() && indent + line.size() + 1 + word.size() > width) flush();
    if (!line.empty()) line.push_back(' ');
    line += word;
  }
  flush();
  return out;
}

}  // namespace patrol
