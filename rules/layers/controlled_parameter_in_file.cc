// Parameters on which the members must agree come from the DCS; Patroni drops the member's own.
#include "linter/engine/rule.h"
#include "linter/model/layers.h"
#include "linter/model/python.h"
#include "linter/model/same_value.h"

namespace patrol::rules {
namespace {

struct Ignored {
  Value value;
  Value counts;  // the dynamic value, missing when the default counts
  const facts::ControlledParameter* parameter = nullptr;
};

// PostgreSQL 9.6 and later take the old word for the new one.
std::string_view current_word(std::string_view word) {
  return word == "hot_standby" ? "replica" : word;
}

bool is_harmless(const Ignored& ignored) {
  if (ignored.value.is_opaque()) return true;
  if (ignored.counts && is_same_value(ignored.value, ignored.counts)) return true;
  const std::string written = lower(ignored.value.python_str());
  const std::string counts = ignored.counts ? lower(ignored.counts.python_str())
                                            : std::string(ignored.parameter->default_value);
  if (current_word(written) == current_word(counts)) return true;
  const auto truth = patroni_bool(written);
  return truth && truth == patroni_bool(counts);
}

std::string decided(const Ignored& ignored) {
  if (ignored.counts) return cat("the dynamic value ", shown(ignored.counts.text()), " counts");
  return cat("the default ", current_word(ignored.parameter->default_value), " counts");
}

void tell(const std::vector<Ignored>& list, Severity severity, Report& report) {
  if (list.empty()) return;
  const Ignored& first = list.front();
  auto finding = report.add(
      at(first.value),
      cat("`", first.parameter->name, "` in the member's file is ignored; ", decided(first)));
  finding.severity(severity);
  if (first.counts) finding.label(at(first.counts), "this one counts");
  for (std::size_t i = 1; i < list.size(); ++i)
    finding.label(at(list[i].value), cat("ignored too; ", decided(list[i])));
  finding.note("Patroni takes it from the DCS, so that all members agree; nothing is logged");
  if (severity == Severity::info) {
    finding.fix("remove it here; the value stays the same");
    return;
  }
  finding.fix("set it with patronictl edit-config under postgresql.parameters, for all members")
      .fix("for a new cluster move it to `bootstrap.dcs.postgresql.parameters`");
}

void check_member(const Snapshot& cluster, const PatroniDocument& member, Report& report) {
  const Value written = member.root().at("postgresql.parameters");
  const Value dynamic = dynamic_root(cluster, member).at("postgresql.parameters");
  if (is_too_long(written) || is_too_long(dynamic)) return;
  std::vector<Ignored> lost;
  std::vector<Ignored> harmless;
  for (const auto& entry : written.members()) {
    const std::string name = lower(entry.key.text());
    const auto* parameter = facts::find_controlled_parameter(name);
    if (parameter == nullptr || parameter->is_computed) continue;
    const Ignored ignored{entry.value, parameter_in(dynamic, name), parameter};
    (is_harmless(ignored) ? harmless : lost).push_back(ignored);
  }
  tell(lost, Severity::warning, report);
  tell(harmless, Severity::info, report);
}

void check(const Snapshot& cluster, Report& report) {
  for (const PatroniDocument* member : cluster.patroni) check_member(cluster, *member, report);
}

}  // namespace

extern constinit const Rule controlled_parameter_in_file{
    .id = "LAY005",
    .name = "controlled-parameter-in-file",
    .severity = Severity::warning,
    .summary = "a parameter that Patroni takes from the DCS only stands in the member's file",
    .why =
        "`max_connections`, `wal_level`, `max_wal_senders` and their like must be equal on all "
        "members. Patroni drops them from `postgresql.parameters` of patroni.yml without a "
        "message; reloads and restarts change nothing.",
    .bad = R"(scope: main
bootstrap:
  dcs: {postgresql: {parameters: {max_connections: 100}}}
postgresql:
  parameters:
    max_connections: 500  # finding: LAY005
)",
    .good = R"(scope: main
bootstrap:
  dcs: {postgresql: {parameters: {max_connections: 500}}}
postgresql:
  parameters:
    shared_buffers: 4GB
)",
    .sources = {"patroni 4.1.4 patroni/config.py _process_postgresql_parameters",
                "patroni 4.1.4 docs/patroni_configuration.rst"},
    .yields_to = {Surface::settings},
    .check = check,
};

}  // namespace patrol::rules
