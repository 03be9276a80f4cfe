// A section without a value, and its lines beside it instead of below it.
#include "linter/model/slip.h"
#include "rules/yaml/shared_trees.h"

namespace patrol::rules {
namespace {

constexpr std::size_t most_labels = 20;

using Keys = std::vector<const PlacedKey*>;

void tell(const Value& section, const Keys& outside, Report& report) {
  const std::string name = shown(section.key().text());
  auto finding = report.add(
      at_key(section), cat("`", name, "` is empty; `", shown(outside.front()->name()), "`",
                           outside.size() > 1 ? " and others stand" : " stands", " beside it"));
  for (std::size_t i = 0; i < std::min(outside.size(), most_labels); ++i)
    finding.label(at_key(outside[i]->value), cat("not below `", name, "`"));
  finding.note("lines belong to a section when they are indented deeper than its key")
      .note("Patroni ignores them where they stand, without a message")
      .fix(cat("indent the lines that belong to `", name, "`"));
}

void tell_flattened(const Value& root, Report& report) {
  for (const auto& member : root.members()) {
    if (!member.value.is_null() || !member.value.text().empty()) continue;
    report
        .add(at_key(member.value), cat("`", shown(member.key.text()),
                                       "` and all other sections are empty; nothing is "
                                       "indented"))
        .note("the indentation of the file is lost, and Patroni finds no section in it")
        .fix("indent the lines of each section, or take the file from where it was copied");
    return;
  }
}

void check(const Snapshot& cluster, Report& report) {
  for (const PatroniDocument* member : cluster.patroni)
    if (is_flattened(member->root())) tell_flattened(member->root(), report);
  std::vector<std::pair<Value, Keys>> sections;
  for (const PlacedKey& key : cluster.keys) {
    if (!key.emptied) continue;
    const auto known = std::find_if(sections.begin(), sections.end(),
                                    [&](const auto& each) { return each.first == key.emptied; });
    if (known != sections.end()) {
      known->second.push_back(&key);
    } else {
      sections.push_back({key.emptied, {&key}});
    }
  }
  for (const auto& [section, outside] : sections) tell(section, outside, report);
}

}  // namespace

extern constinit const Rule empty_section{
    .id = "YML004",
    .name = "empty-section",
    .severity = Severity::error,
    .summary = "a section is empty because its lines are not indented",
    .why =
        "Without deeper indentation the lines are siblings of the section. The section is "
        "empty, and Patroni ignores the lines where they stand.",
    .bad = R"(scope: main
postgresql:
  recovery_conf:  # finding: YML004
  restore_command: cp /wal/%f %p
)",
    .good = R"(scope: main
postgresql:
  recovery_conf:
    restore_command: cp /wal/%f %p
)",
    .sources = {"YAML 1.1 section 4.2.1 (indentation)",
                "patroni 4.1.4 docs/yaml_configuration.rst"},
    .check = check,
};

}  // namespace patrol::rules
