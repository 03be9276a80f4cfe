// Words that Patroni does not know switch a mode off without a message.
#include <array>

#include "linter/engine/rule.h"
#include "linter/model/python.h"

namespace patrol::rules {
namespace {

constexpr Version first_with_quorum{4, 0, 0};
constexpr std::string_view quorum = "quorum";

bool is_understood(const Value& mode, std::string_view name, Version version) {
  if (!mode || mode.is_opaque() || mode.is_null() || !mode.is_scalar()) return true;
  if (patroni_bool(mode)) return true;
  return name == "synchronous_mode" && version >= first_with_quorum &&
         lower(mode.python_str()) == quorum;
}

void check(const Snapshot& cluster, Report& report) {
  constexpr auto modes = std::to_array<std::string_view>(
      {"synchronous_mode", "synchronous_mode_strict", "failsafe_mode", "check_timeline"});
  const Version version = cluster.patroni_version.version;
  for (const DynamicSection& dynamic : cluster.dynamic_sections()) {
    for (const std::string_view name : modes) {
      const Value mode = dynamic.root[name];
      if (is_understood(mode, name, version)) continue;
      auto finding =
          report.add(at(mode), cat('`', name, "` is `", shown(mode.text()), "`, which means off"));
      if (lower(mode.python_str()) == quorum)
        finding.note(cat("quorum commit came with Patroni ", to_string(first_with_quorum)));
      else
        finding.note(
            "Patroni knows on, true, yes, 1 and off, false, no, 0 and takes every other "
            "word for off without a message");
      finding.fix("write true or false");
    }
  }
}

}  // namespace

extern constinit const Rule sync_mode_word{
    .id = "TAG013",
    .name = "sync-mode-word",
    .severity = Severity::error,
    .summary = "`synchronous_mode` or another mode has a word that means off",
    .why =
        "Patroni reads the value as a boolean word and falls back to off when it does not know the "
        "word. The cluster then runs without the protection, and nothing in the log says so.",
    .bad = R"(bootstrap:
  dcs:
    synchronous_mode: enabled  # finding: TAG013
)",
    .good = R"(bootstrap:
  dcs:
    synchronous_mode: true
)",
    .sources = {"patroni 4.1.4 patroni/global_config.py check_mode",
                "patroni 4.1.4 patroni/utils.py parse_bool"},
    .check = check,
};

}  // namespace patrol::rules
