// Units that PostgreSQL does not have.
#include "rules/postgres/shared_parameters.h"

namespace patrol::rules {
namespace {

void check(const Snapshot& cluster, Report& report) {
  report_faults(cluster, {ParameterFault::unknown_unit}, report);
}

}  // namespace

extern constinit const Rule parameter_unit{
    .id = "PGS006",
    .name = "parameter-unit",
    .severity = Severity::error,
    .summary = "a value has a unit that PostgreSQL does not know",
    .why =
        "Units are B, kB, MB, GB, TB and us, ms, s, min, h, d, with exactly these letters. "
        "Anything else, `64mb`, `4G`, `5m`, makes Patroni leave the parameter out, and PostgreSQL "
        "refuse a file.",
    .bad = R"(scope: main
postgresql:
  parameters:
    shared_buffers: 4gb  # finding: PGS006
)",
    .good = R"(scope: main
postgresql:
  parameters:
    shared_buffers: 4GB
)",
    .sources = {"postgres -C with 293 lines on PostgreSQL 10 to 18",
                "patroni 4.1.4 patroni/postgresql/validator.py"},
    .check = check,
};

}  // namespace patrol::rules
