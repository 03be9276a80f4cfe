// Numbers beyond the bounds.
#include "rules/postgres/shared_parameters.h"

namespace patrol::rules {
namespace {

void check(const Snapshot& cluster, Report& report) {
  report_faults(cluster, {ParameterFault::out_of_range}, report);
}

}  // namespace

extern constinit const Rule parameter_range{
    .id = "PGS010",
    .name = "parameter-range",
    .severity = Severity::error,
    .summary = "a number is outside of the allowed range",
    .why =
        "Patroni replaces a number beyond the bounds by the bound, with a warning in the log. For "
        "parameters that it puts on the command line it looks at its own minimum only, so a value "
        "above the maximum keeps PostgreSQL from starting, as it does in a file.",
    .bad = R"(scope: main
bootstrap:
  dcs:
    postgresql:
      parameters:
        max_prepared_transactions: 500500  # finding: PGS010
)",
    .good = R"(scope: main
bootstrap:
  dcs:
    postgresql:
      parameters:
        max_prepared_transactions: 500
)",
    .sources = {"pg_settings of PostgreSQL 10 to 18",
                "patroni 4.1.4 patroni/postgresql/validator.py"},
    .check = check,
};

}  // namespace patrol::rules
