// Keys that YAML reads as switches, numbers or nothing.
#include "rules/yaml/shared_trees.h"

namespace patrol::rules {
namespace {

std::string_view read_as(const Value& key) {
  switch (key.kind()) {
    case NodeKind::boolean:
      return "a switch";
    case NodeKind::integer:
    case NodeKind::floating:
      return "a number";
    case NodeKind::date:
      return "a date";
    case NodeKind::null:
      return "nothing";
    default:
      return {};
  }
}

constexpr std::size_t most_findings = 100;  // of one file

void check_mapping(const Value& mapping, std::size_t& count, Report& report) {
  for (const auto& entry : mapping.members()) {
    const std::string_view kind = read_as(entry.key);
    if (kind.empty() || ++count > most_findings) continue;
    auto finding = report.add(at_key(entry.value),
                              cat("the key `", shown(entry.key.text()), "` is read as ", kind));
    finding.note("Patroni looks its keys up by text, and writes this one as Python shows it");
    if (!entry.key.text().empty()) finding.fix("put the key in quotes");
  }
}

void check(const Snapshot& cluster, Report& report) {
  for (const PatroniDocument* member : cluster.patroni) {
    if (member->is_environment) continue;
    std::size_t count = 0;
    for_each_mapping(member->tree,
                     [&](const Value& mapping) { check_mapping(mapping, count, report); });
  }
}

}  // namespace

extern constinit const Rule key_not_text{
    .id = "YML011",
    .name = "key-not-text",
    .severity = Severity::warning,
    .summary = "a key is read as a switch, a number, a date or nothing",
    .why =
        "The words on, off, yes, no, numbers and dates are not text in YAML 1.1. As keys they "
        "match nothing that Patroni looks for, and on and yes are the same key.",
    .bad = R"(scope: main
tags:
  on: east  # finding: YML011
)",
    .good = R"(scope: main
tags:
  'on': east
)",
    .sources = {"YAML 1.1 bool type (yaml.org/type/bool.html)"},
    .check = check,
};

}  // namespace patrol::rules
