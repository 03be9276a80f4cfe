// Values of controlled parameters that Patroni replaces by its defaults.
#include "rules/postgres/shared_controlled.h"

namespace patrol::rules {
namespace {

std::string minimum_of(const facts::ControlledParameter& row) {
  return cat(row.minimum.value_or(0), row.name == "wal_keep_size" ? "MB" : "");
}

std::string what_is_wrong(const ParameterUse& use, ControlledRefusal refusal) {
  const auto& row = *use.controlled();
  const std::string written = shown(use.value.text(), 20);
  switch (refusal) {
    case ControlledRefusal::too_small:
      return cat("is ", written, ", below Patroni's minimum ", minimum_of(row));
    case ControlledRefusal::unreadable:
      return cat("is `", written, "`, which is no whole number");
    case ControlledRefusal::wrong_word:
      return cat("is `", written, "`, which Patroni does not take");
    case ControlledRefusal::never_taken:
      return cat("is `", written, "`, but Patroni ", to_string(use.patroni.version),
                 " sets it by itself");
  }
  return {};
}

// Until 3.0.2 int() raised, and the whole change was lost.
bool loses_everything(const ParameterUse& use, ControlledRefusal refusal) {
  return refusal == ControlledRefusal::unreadable && use.patroni.version < Version{3, 0, 3};
}

std::string_view default_of(const facts::ControlledParameter& row) {
  return row.name == "wal_level" ? "replica" : row.default_value;
}

void tell(const ParameterUse& use, ControlledRefusal refusal, Report& report) {
  const auto& row = *use.controlled();
  auto finding = report.add(use.at(), cat("`", row.name, "` ", what_is_wrong(use, refusal)));
  if (loses_everything(use, refusal))
    finding.note("Patroni up to 3.0.2 then ignores the whole dynamic configuration");
  else
    finding.note(cat("Patroni runs with its default ", default_of(row), " instead",
                     use.patroni.version < Version{3, 1, 0} ? ", without a message" : ""));
  if (refusal == ControlledRefusal::too_small)
    finding.fix(cat("write at least ", minimum_of(row)));
  else if (row.name == "wal_level")
    finding.fix("write replica or logical");
  else if (refusal == ControlledRefusal::unreadable)
    finding.fix("write a whole number");
  else
    finding.fix("remove the line");
}

void check(const Snapshot& cluster, Report& report) {
  for (const ParameterUse& use : parameter_uses(cluster))
    if (const auto refusal = refusal_of(use)) tell(use, *refusal, report);
}

}  // namespace

extern constinit const Rule parameter_floor{
    .id = "PGS012",
    .name = "parameter-floor",
    .severity = Severity::error,
    .summary = "Patroni replaces the value of a controlled parameter by its default",
    .why =
        "Patroni checks the parameters that it puts on the server's command line. A value below "
        "its minimum is not raised to the minimum but replaced by the default: `max_connections: "
        "10` runs as 100. `wal_level: minimal` and `hot_standby: off` are replaced as well. The "
        "DCS goes on showing what was written.",
    .bad = R"(scope: main
bootstrap:
  dcs:
    postgresql:
      parameters:
        max_connections: 10  # finding: PGS012
)",
    .good = R"(scope: main
bootstrap:
  dcs:
    postgresql:
      parameters:
        max_connections: 25
)",
    .sources = {"patroni 4.1.4 patroni/postgresql/config.py CMDLINE_OPTIONS",
                "patroni 4.1.4 docs/patroni_configuration.rst"},
    .check = check,
};

}  // namespace patrol::rules
