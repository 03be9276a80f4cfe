// Reads timings as Patroni does.
#include "rules/timing/shared_timing.h"

#include "linter/base/text.h"
#include "linter/facts/facts.h"
#include "linter/model/python.h"
#include "linter/model/spot.h"

namespace patrol::rules {
namespace {

std::optional<Seconds> seconds_or_default(const Value& written, std::string_view path) {
  if (written) {
    const auto number = python_int(written);
    if (!number) return std::nullopt;
    return Seconds{.value = *number, .written = written};
  }
  const facts::PatroniSetting* setting = facts::find_patroni_setting(path);
  const auto number = setting == nullptr ? std::nullopt : to_integer(setting->default_value);
  if (!number) return std::nullopt;
  return Seconds{.value = *number, .written = {}};
}

}  // namespace

std::optional<Seconds> dynamic_seconds(const Value& dynamic, std::string_view name) {
  return seconds_or_default(dynamic[name], name);
}

void explain_seconds(FindingBuilder& finding, std::string_view name, const Seconds& seconds,
                     std::string_view role) {
  if (seconds.written) {
    finding.label(at(seconds.written), std::string(role));
    return;
  }
  finding.note(cat('`', name, "` is not set: ", seconds.value, " s by default"));
}

std::optional<Watchdog> active_watchdog(const PatroniDocument& member) {
  const Value section = member.root()["watchdog"];
  if (!section.is_mapping() || section.members().empty()) return std::nullopt;
  const Value mode = section["mode"];
  if (mode.is_opaque()) return std::nullopt;
  // The words of patroni/watchdog/base.py parse_mode.
  const std::string word = mode ? lower(mode.python_str()) : "automatic";
  const bool is_required = word == "required" || word == "require";
  if (!is_required && word != "automatic" && word != "auto") return std::nullopt;
  const auto margin = seconds_or_default(section["safety_margin"], "watchdog.safety_margin");
  if (!margin) return std::nullopt;
  return Watchdog{.section = section, .is_required = is_required, .margin = *margin};
}

}  // namespace patrol::rules
