// YAML switches given to parameters that hold words.
#include <algorithm>

#include "rules/postgres/shared_parameters.h"

namespace patrol::rules {
namespace {

bool is_enum_switch(const ParameterUse& use) {
  if (use.setting != nullptr || use.guc == nullptr || !use.value.is_boolean()) return false;
  const auto* span = use.guc->in(use.postgres.version.major);
  const bool was_switch = use.guc->spans.front().type == facts::GucType::boolean;
  if (was_switch && !use.postgres.is_known) return false;
  return span != nullptr && span->type == facts::GucType::enumeration && !use.is_left_out() &&
         use.layer != ParameterUse::Layer::recovery && !fault_of(use) &&
         use.controlled() == nullptr;
}

Edit quotes(const ParameterUse& use) {
  return {use.value.span(), cat("'", use.value.text(), "'")};
}

void tell(const std::vector<const ParameterUse*>& group, Report& report) {
  const ParameterUse& first = *group.front();
  const std::string word = shown(first.value.text(), 10);
  auto finding = report.add(first.at(), cat("`", first.guc->name, ": ", word,
                                            "` is a YAML switch, the parameter holds words"));
  for (std::size_t i = 1; i < std::min<std::size_t>(group.size(), 8); ++i)
    finding.label(group[i]->at(), "this one too");
  finding.note("it works, but each reload logs \"Changed ... (restart might be required)\"");
  std::vector<Edit> edits;
  edits.reserve(group.size());
  for (const ParameterUse* use : group) edits.push_back(quotes(*use));
  finding.fix("put the word in quotes", Safety::safe, std::move(edits));
}

void check(const Snapshot& cluster, Report& report) {
  const auto uses = parameter_uses(cluster);
  std::vector<const ParameterUse*> group;
  for (const ParameterUse& use : uses) {
    if (!is_enum_switch(use)) continue;
    if (!group.empty() && !(group.front()->value.parent() == use.value.parent())) {
      tell(group, report);
      group.clear();
    }
    group.push_back(&use);
  }
  if (!group.empty()) tell(group, report);
}

}  // namespace

extern constinit const Rule parameter_switch{
    .id = "PGS015",
    .name = "parameter-switch",
    .severity = Severity::info,
    .summary = "a YAML switch stands where the parameter holds words",
    .why =
        "`archive_mode: on` is True in YAML. PostgreSQL takes it, but Patroni compares True with "
        "the server's `on` at every reload, finds them different, and logs a change that is none.",
    .bad = R"(scope: main
postgresql:
  parameters:
    archive_mode: on  # finding: PGS015
)",
    .good = R"(scope: main
postgresql:
  parameters:
    archive_mode: 'on'
    fsync: on
)",
    .sources = {"patroni 4.1.5 with PostgreSQL 15: log of a reload",
                "patroni 4.1.4 patroni/postgresql/config.py reload_config"},
    .check = check,
};

}  // namespace patrol::rules
