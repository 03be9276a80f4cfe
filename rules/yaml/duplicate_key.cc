// The same key twice: Python keeps the last one and says nothing.
#include "linter/model/same_value.h"
#include "linter/model/slip.h"
#include "rules/yaml/shared_keys.h"
#include "rules/yaml/shared_trees.h"

namespace patrol::rules {
namespace {

constexpr std::size_t most_findings = 100;  // of one file

void tell(const Value::Member& lost, const Value::Member& wins, Report& report) {
  const bool is_section = lost.value.is_mapping() || lost.value.is_sequence();
  const bool is_same = is_same_value(lost.value, wins.value);
  auto finding =
      report.add(at_key(lost.value), cat("`", shown(lost.key.text()), "` stands twice; this one ",
                                         is_section ? "is dropped as a whole" : "does not count"));
  if (is_same) finding.severity(Severity::warning);
  finding.label(at_key(wins.value), "this one counts");
  const std::string names = lost_names(lost.value, wins.value);
  if (!names.empty()) finding.note(cat("lost with it: ", names));
  finding.note("the last of equal keys wins in Python, without a message")
      .fix(is_section ? "merge the two into one" : "remove one of them");
}

void check_mapping(const Value& mapping, std::size_t& count, Report& report) {
  const KeyMembers members = mapping.all_members();
  const auto is_lost = [](const Value::Member& member) {
    return member.is_overridden && !member.is_merged;
  };
  if (std::none_of(members.begin(), members.end(), is_lost)) return;
  const KeyWinners winners = winners_of(members);
  for (const Value::Member& member : members) {
    if (!is_lost(member)) continue;
    const Value::Member* wins = find_winner(winners, member.key);
    if (wins != nullptr && ++count <= most_findings) tell(member, *wins, report);
  }
}

void check(const Snapshot& cluster, Report& report) {
  for (const YamlTree* tree : yaml_trees(cluster)) {
    if (is_flattened({*tree, tree->root})) continue;
    std::size_t count = 0;
    for_each_mapping(*tree, [&](const Value& mapping) { check_mapping(mapping, count, report); });
  }
}

}  // namespace

extern constinit const Rule duplicate_key{
    .id = "YML002",
    .name = "duplicate-key",
    .severity = Severity::error,
    .summary = "a key stands twice in one mapping",
    .why =
        "Python's YAML reader keeps the last of equal keys and drops the others. A section that "
        "is repeated replaces the earlier one completely, with all that stands in it.",
    .bad = R"(scope: main
postgresql:
  parameters:  # finding: YML002
    shared_buffers: 4GB
  parameters:
    work_mem: 16MB
)",
    .good = R"(scope: main
postgresql:
  parameters:
    shared_buffers: 4GB
    work_mem: 16MB
)",
    .sources = {"PyYAML 6.0 constructor.py construct_mapping"},
    .check = check,
};

}  // namespace patrol::rules
