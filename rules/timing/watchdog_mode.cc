// A mode that Patroni does not know switches the watchdog off.
#include <algorithm>
#include <array>

#include "linter/engine/rule.h"
#include "linter/facts/facts.h"

namespace patrol::rules {
namespace {

// Beside the documented words of the facts, the run time also takes these.
constexpr auto accepted_otherwise =
    std::to_array<std::string_view>({"require", "auto", "disable", "disabled", "off"});

bool is_known(const Value& mode, const facts::PatroniSetting& setting) {
  if (mode.boolean() == false) return true;
  const std::string word = lower(mode.python_str());
  const auto is_word = [&](std::string_view known) { return known == word; };
  return std::any_of(setting.words.begin(), setting.words.end(), is_word) ||
         std::any_of(accepted_otherwise.begin(), accepted_otherwise.end(), is_word);
}

void check(const Snapshot& cluster, Report& report) {
  const facts::PatroniSetting* setting = facts::find_patroni_setting("watchdog.mode");
  if (setting == nullptr) return;
  for (const PatroniDocument* member : cluster.patroni) {
    const Value mode = member->root().at("watchdog.mode");
    if (!mode || mode.is_opaque() || is_known(mode, *setting)) continue;
    const bool is_on = mode.boolean() == true;
    auto finding =
        report.add(at(mode), cat("watchdog mode `", shown(mode.text()), "` switches it off"));
    finding.note(cat("Patroni logs `Watchdog mode ", shown(lower(mode.python_str())),
                     " not recognized, disabling watchdog`"));
    if (const auto near = nearest_name(mode.text(), setting->words); near && !is_on)
      finding.fix(cat("write `", *near, '`'), Safety::needs_review,
                  {{.at = mode.span(), .replacement = std::string(*near)}});
    else
      finding.fix("write `automatic` or `required`");
  }
}

}  // namespace

extern constinit const Rule watchdog_mode{
    .id = "TIM005",
    .name = "watchdog-mode",
    .severity = Severity::error,
    .summary = "`watchdog.mode` is a word that Patroni does not know",
    .why =
        "Patroni logs one warning and runs without a watchdog, so a primary that hangs is not "
        "stopped before another member takes over. An unquoted `on` is such a value: YAML makes "
        "it true.",
    .bad = R"(watchdog:
  mode: on  # finding: TIM005
)",
    .good = R"(watchdog:
  mode: automatic
)",
    .sources = {"patroni 4.1.4 patroni/watchdog/base.py parse_mode"},
    .check = check,
};

}  // namespace patrol::rules
