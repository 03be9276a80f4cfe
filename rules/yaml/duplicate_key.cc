// The same key twice: Python keeps the last one and says nothing.
#include "linter/model/same_value.h"
#include "rules/yaml/shared_trees.h"

namespace patrol::rules {
namespace {

// The entry that won over members[index]: the last one with an equal key.
const Value::Member* winner(const std::vector<Value::Member>& members, const Value& mapping,
                            std::size_t index) {
  const Value wins = mapping[members[index].key.text()];
  for (std::size_t i = index + 1; i < members.size(); ++i)
    if (!members[i].is_overridden && !members[i].is_merged &&
        (members[i].value == wins ||
         members[i].key.python_str() == members[index].key.python_str()))
      return &members[i];
  return nullptr;
}

std::string lost_names(const Value& lost, const Value& wins) {
  std::vector<std::string> names;
  for (const auto& member : lost.members())
    if (!wins[member.key.text()]) names.push_back(shown(member.key.text()));
  if (names.size() > 5) names.resize(5);
  return join(names, ", ");
}

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

void check(const Snapshot& cluster, Report& report) {
  for (const YamlTree* tree : yaml_trees(cluster))
    for_each_mapping(*tree, [&](const Value& mapping) {
      const auto members = mapping.all_members();
      for (std::size_t i = 0; i < members.size(); ++i) {
        if (!members[i].is_overridden || members[i].is_merged) continue;
        if (const auto* wins = winner(members, mapping, i)) tell(members[i], *wins, report);
      }
    });
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
