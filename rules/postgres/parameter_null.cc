// Keys without a value.
#include "rules/postgres/shared_parameters.h"

namespace patrol::rules {
namespace {

void check(const Snapshot& cluster, Report& report) {
  for (const ParameterUse& use : parameter_uses(cluster)) {
    if (use.is_in_file() || !use.value.is_null() || use.is_left_out()) continue;
    auto finding = report.add(use.at_name(), cat("`", shown(use.name), "` has no value"));
    if (use.controlled() != nullptr && use.patroni.version < Version{3, 0, 3})
      finding.severity(Severity::error)
          .note("Patroni up to 3.0.2 then ignores the whole dynamic configuration");
    else
      finding.note("Patroni leaves it out, and the default counts");
    finding.fix("write a value, '' for an empty text, or remove the line");
  }
}

}  // namespace

extern constinit const Rule parameter_null{
    .id = "PGS014",
    .name = "parameter-null",
    .severity = Severity::warning,
    .summary = "a parameter has no value",
    .why =
        "An empty value is null in YAML. Patroni drops such a parameter with a warning; an empty "
        "text is written as two quotes.",
    .bad = R"(scope: main
postgresql:
  parameters:
    archive_command:  # finding: PGS014
)",
    .good = R"(scope: main
postgresql:
  parameters:
    archive_command: ''
)",
    .sources =
        {"patroni 4.1.4 patroni/postgresql/validator.py transform_postgresql_parameter_value"},
    .check = check,
};

}  // namespace patrol::rules
