// A key that no version of Patroni reads in this place.
#include "linter/engine/rule.h"
#include "linter/model/slip.h"

namespace patrol::rules {
namespace {

constexpr std::size_t most_names = 8;

std::string names_here(const PlacedKey& key) {
  std::vector<std::string> names;
  for (const std::string_view name : legal_names(key.holder, key.layer)) {
    if (key.value.parent()[name]) continue;
    if (names.size() == most_names) {
      names.emplace_back("…");
      break;
    }
    names.push_back(cat('`', name, '`'));
  }
  return join(names, ", ");
}

std::string place(const PlacedKey& key) {
  const std::string path = key.value.parent().path();
  return path.empty() ? "" : cat(" in `", shown(path), "`");
}

// The near name is taken by another key: then this one is a leftover, not a typo.
bool is_typo(const PlacedKey& key) {
  return !key.near.empty() && !key.value.parent()[key.near];
}

void tell(const PlacedKey& key, Report& report) {
  const std::string name = shown(key.name());
  if (is_typo(key)) {
    report
        .add(at_key(key.value),
             cat("`", name, "` is no setting of Patroni", place(key), "; `", key.near, "` is"))
        .note("Patroni ignores unknown keys without a message")
        .fix(cat("rename it to `", key.near, "`"), Safety::needs_review,
             {{.at = key.value.key_span(), .replacement = key.near}});
    return;
  }
  auto finding =
      report.add(at_key(key.value), cat("`", name, "` is no setting of Patroni", place(key)));
  finding.severity(Severity::warning).note("Patroni ignores unknown keys without a message");
  constexpr std::size_t most_lists = 20;  // whoever reads on knows them by then
  const std::string names = report.findings().size() <= most_lists ? names_here(key) : "";
  if (!names.empty()) finding.note(cat("it reads here: ", names));
  finding.fix("remove it, or move it to where it is read");
}

void check(const Snapshot& cluster, Report& report) {
  for (const PlacedKey& key : cluster.keys) {
    const bool is_for_others =
        key.emptied || is_glued_key(key.value) || key.value.key().is_opaque();
    if (key.fate == KeyFate::unknown && !is_for_others) tell(key, report);
  }
}

}  // namespace

extern constinit const Rule unknown_setting{
    .id = "PAT001",
    .name = "unknown-setting",
    .severity = Severity::error,
    .summary = "a key that Patroni does not know",
    .why =
        "Patroni never reports unknown keys, and neither does `patroni --validate-config`. A "
        "misspelt setting keeps its default, which shows when it is needed.",
    .bad = R"(scope: main
namepace: /db/  # finding: PAT001
)",
    .good = R"(scope: main
namespace: /db/
)",
    .sources = {"patroni 4.1.4 docs/yaml_configuration.rst",
                "patroni 4.1.4 docs/dynamic_configuration.rst"},
    .check = check,
};

}  // namespace patrol::rules
