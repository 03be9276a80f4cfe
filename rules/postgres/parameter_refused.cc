// Values that a parameter of its own accord refuses.
#include "rules/postgres/shared_parameters.h"

namespace patrol::rules {
namespace {

void check(const Snapshot& cluster, Report& report) {
  report_faults(cluster, {ParameterFault::refused, ParameterFault::broken_list}, report);
}

}  // namespace

extern constinit const Rule parameter_refused{
    .id = "PGS011",
    .name = "parameter-refused",
    .severity = Severity::error,
    .summary = "a parameter does not take the value although its type fits",
    .why =
        "Some parameters check more than their type: lists of standbys, recovery targets, time "
        "zones, date styles, slot names, limits that depend on each other. Patroni does not look "
        "at these, so PostgreSQL refuses to start, or keeps the old value when it is running.",
    .bad = R"(scope: main
postgresql:
  parameters:
    timezone: Europe/Berln  # finding: PGS011
)",
    .good = R"(scope: main
postgresql:
  parameters:
    timezone: Europe/Berlin
)",
    .sources = {"postgres -C on PostgreSQL 10 to 18 with 293 lines"},
    .check = check,
};

}  // namespace patrol::rules
