// Parameters of PostgreSQL one level too high: nothing reads them there.
#include <map>

#include "linter/engine/rule.h"
#include "rules/layers/shared_place.h"

namespace patrol::rules {
namespace {

constexpr std::size_t most_labels = 20;

using Group = std::vector<const PlacedKey*>;

void tell(const Group& group, Report& report) {
  const PlacedKey& first = *group.front();
  const std::string others = group.size() == 1
                                 ? ", a PostgreSQL parameter, stands "
                                 : cat(" and ", group.size() - 1, " other PostgreSQL parameter",
                                       group.size() == 2 ? "" : "s", " stand ");
  auto finding =
      report.add(at_key(first.value), cat("`", shown(first.name()), "`", others, place_of(first)));
  for (std::size_t i = 1; i < std::min(group.size(), most_labels); ++i)
    finding.label(at_key(group[i]->value), "this one too");
  finding.note("Patroni reads parameters from a `parameters` section only, and says nothing else")
      .fix(cat("move ", group.size() == 1 ? "it" : "them", " to `", first.home, "`"));
}

void check(const Snapshot& cluster, Report& report) {
  std::vector<std::pair<Value, Group>> groups;
  for (const PlacedKey& key : cluster.keys) {
    if (key.fate != KeyFate::parameter || key.emptied) continue;
    const Value holder = key.value.parent();
    if (groups.empty() || !(groups.back().first == holder)) groups.push_back({holder, {}});
    groups.back().second.push_back(&key);
  }
  for (const auto& [holder, group] : groups) tell(group, report);
}

}  // namespace

extern constinit const Rule parameter_outside_parameters{
    .id = "LAY002",
    .name = "parameter-outside-parameters",
    .severity = Severity::error,
    .summary = "a PostgreSQL parameter stands outside of a `parameters` section",
    .why =
        "Patroni hands PostgreSQL what stands under `postgresql.parameters`, in the file or in "
        "the DCS. A parameter one level higher is kept and never used, without a message.",
    .bad = R"(scope: main
postgresql:
  data_dir: /data/pg
  shared_buffers: 4GB  # finding: LAY002
)",
    .good = R"(scope: main
postgresql:
  data_dir: /data/pg
  parameters:
    shared_buffers: 4GB
)",
    .sources = {"patroni 4.1.4 patroni/config.py _build_effective_configuration",
                "patroni 4.1.4 docs/yaml_configuration.rst"},
    .check = check,
};

}  // namespace patrol::rules
