// A parameter in the member's file beats the cluster's; edit-config seems to do nothing here.
#include "linter/engine/rule.h"
#include "linter/model/layers.h"
#include "linter/model/same_value.h"

namespace patrol::rules {
namespace {

// Commands and connection strings are long, and may hold a secret.
std::string brief(const Value& value) {
  constexpr std::size_t longest = 24;
  const std::string_view text = value.text();
  const bool is_brief = value.is_scalar() && text.size() <= longest && !contains(text, " ");
  return is_brief ? cat(" ", shown(text)) : std::string();
}

void check_member(const Snapshot& cluster, const PatroniDocument& member, Report& report) {
  const Value written = member.root().at("postgresql.parameters");
  const Value dynamic = dynamic_root(cluster, member).at("postgresql.parameters");
  if (is_too_long(written) || is_too_long(dynamic)) return;
  for (const auto& entry : written.members()) {
    const std::string_view name = entry.key.text();
    if (facts::find_controlled_parameter(lower(name)) != nullptr) continue;
    const Value other = parameter_in(dynamic, name);
    if (!other || is_same_value(entry.value, other)) continue;
    report
        .add(at(entry.value),
             cat("`", shown(name), "` of this file beats the cluster's value", brief(other)))
        .label(at(other), "not used by this member")
        .note("patronictl edit-config cannot change it here")
        .fix("keep the parameter in one place, unless this member shall differ");
  }
}

void check(const Snapshot& cluster, Report& report) {
  for (const PatroniDocument* member : cluster.patroni) check_member(cluster, *member, report);
}

}  // namespace

extern constinit const Rule local_value_hides_dynamic{
    .id = "LAY009",
    .name = "local-value-hides-dynamic",
    .severity = Severity::info,
    .summary = "a parameter of the member's file beats another value in the dynamic configuration",
    .why =
        "For parameters that Patroni does not control, the member's file wins over the DCS. "
        "Changes by patronictl edit-config then do not reach this member.",
    .bad = R"(scope: main
bootstrap:
  dcs: {postgresql: {parameters: {work_mem: 64MB}}}
postgresql:
  parameters:
    work_mem: 16MB  # finding: LAY009
)",
    .good = R"(scope: main
bootstrap:
  dcs: {postgresql: {parameters: {work_mem: 64MB}}}
)",
    .sources = {"patroni 4.1.4 patroni/config.py _build_effective_configuration",
                "patroni 4.1.4 docs/patroni_configuration.rst"},
    .yields_to = {Surface::settings},
    .check = check,
};

}  // namespace patrol::rules
