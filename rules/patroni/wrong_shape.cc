// A list where a mapping belongs, text where a list belongs, and the like.
#include <array>

#include "linter/model/slip.h"
#include "rules/patroni/shared_settings.h"

namespace patrol::rules {
namespace {

// Other rules say more about these.
constexpr auto told_elsewhere =
    std::to_array<std::string_view>({"restapi.allowlist", "kubernetes.labels"});

using facts::PatroniSetting;
using facts::PatroniType;

bool takes_scalar(const PatroniSetting& row) {
  return std::any_of(row.types.begin(), row.types.end(), [](PatroniType type) {
    return type != PatroniType::list && type != PatroniType::mapping;
  });
}

bool fits(const PatroniSetting& row, const Value& value) {
  if (value.is_mapping()) return has_type(row, PatroniType::mapping);
  if (value.is_sequence())
    return has_type(row, PatroniType::list) || has_type(row, PatroniType::host_port_list);
  return takes_scalar(row);
}

std::string wanted(const PatroniSetting& row) {
  std::vector<std::string> words;
  if (has_type(row, PatroniType::list)) words.emplace_back("a list");
  if (has_type(row, PatroniType::mapping)) words.emplace_back("a mapping");
  if (takes_scalar(row)) words.emplace_back("a plain value");
  return join(words, " or ");
}

// What it looks like when it is right; empty when the shape alone says it.
std::string_view example(std::string_view path) {
  if (path == "bootstrap.users") return "write `name:` and below it `password:` and `options:`";
  if (path == "slots") return "write the name of each slot as a key: `name: {type: physical}`";
  if (path == "ignore_slots") return "write a list of matchers: `- {name: x, type: logical}`";
  if (path == "postgresql.create_replica_methods")
    return "list the names only; options belong to a section with the method's name";
  return {};
}

void check(const Snapshot& cluster, Report& report) {
  for (const PlacedKey* key : judged_settings(cluster)) {
    if (has_own_rule(key->path, told_elsewhere)) continue;
    if (fits(*key->fact, key->value) || slip_of(key->value) != Slip::none) continue;
    auto finding =
        report.add(at_key(key->value), cat("`", shown(key->name()), "` is ", kind_words(key->value),
                                           "; Patroni needs ", wanted(*key->fact)));
    add_remark(finding, *key->fact);
    const std::string_view how = example(key->fact->path);
    finding.fix(how.empty() ? cat("write it as ", wanted(*key->fact)) : std::string(how));
  }
}

}  // namespace

extern constinit const Rule wrong_shape{
    .id = "PAT002",
    .name = "wrong-shape",
    .severity = Severity::error,
    .summary = "a list, a mapping or a plain value where Patroni needs another shape",
    .why =
        "Patroni takes the shape for granted. A list of slots stops the loop of every member, a "
        "mapping of replica methods or text as an allowlist is dropped or misread.",
    .bad = R"(scope: main
bootstrap:
  dcs:
    slots: [reports]  # finding: PAT002
)",
    .good = R"(scope: main
bootstrap:
  dcs:
    slots: {reports: {type: physical}}
)",
    .sources = {"patroni 4.1.4 docs/yaml_configuration.rst",
                "patroni 4.1.4 docs/dynamic_configuration.rst",
                "patroni 4.1.4 patroni/validator.py"},
    .check = check,
};

}  // namespace patrol::rules
