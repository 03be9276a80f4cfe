// `<<` merges one level only: a section written beside it replaces the merged one as a whole.
#include "rules/yaml/shared_keys.h"
#include "rules/yaml/shared_trees.h"

namespace patrol::rules {
namespace {

constexpr std::size_t most_findings = 100;  // of one file

void check_mapping(const Value& mapping, std::size_t& count, Report& report) {
  const KeyMembers members = mapping.all_members();
  const auto is_replaced = [](const Value::Member& member) {
    return member.is_merged && member.is_overridden && member.value.is_mapping();
  };
  if (std::none_of(members.begin(), members.end(), is_replaced)) return;
  const KeyWinners winners = winners_of(members);
  for (const Value::Member& member : members) {
    if (!is_replaced(member)) continue;
    const Value::Member* wins = find_winner(winners, member.key);
    if (wins == nullptr || !wins->value.is_mapping()) continue;
    const std::string lost = lost_names(member.value, wins->value);
    if (lost.empty() || ++count > most_findings) continue;
    report
        .add(at_key(wins->value), cat("`", shown(member.key.text()),
                                      "` replaces the merged section "
                                      "of that name as a whole"))
        .label(at_key(member.value), cat("lost here: ", lost))
        .note("YAML's `<<` merges keys of one level, not the sections below them")
        .fix("merge below this key as well, or repeat what is needed");
  }
}

void check(const Snapshot& cluster, Report& report) {
  for (const YamlTree* tree : yaml_trees(cluster)) {
    std::size_t count = 0;
    for_each_mapping(*tree, [&](const Value& mapping) { check_mapping(mapping, count, report); });
  }
}

}  // namespace

extern constinit const Rule shallow_merge{
    .id = "YML014",
    .name = "shallow-merge",
    .severity = Severity::warning,
    .summary = "a section beside `<<` replaces the merged section of the same name",
    .why =
        "Merge keys copy the entries of one level. A section that is written beside `<<` does "
        "not add to the merged one but replaces it, with everything that stands in it.",
    .bad = R"(x-base: &base
  parameters: {work_mem: 8MB}
scope: main
postgresql:
  <<: *base
  parameters: {shared_buffers: 4GB}  # finding: YML014
)",
    .good = R"(x-base: &base
  work_mem: 8MB
scope: main
postgresql:
  parameters:
    <<: *base
    shared_buffers: 4GB
)",
    .sources = {"YAML 1.1 merge type (yaml.org/type/merge.html)",
                "PyYAML 6.0 constructor.py flatten_mapping"},
    .check = check,
};

}  // namespace patrol::rules
