// Texts where a number is wanted.
#include "rules/postgres/shared_parameters.h"

namespace patrol::rules {
namespace {

void check(const Snapshot& cluster, Report& report) {
  report_faults(
      cluster,
      {ParameterFault::not_number, ParameterFault::fraction, ParameterFault::needless_unit},
      report);
}

}  // namespace

extern constinit const Rule parameter_number{
    .id = "PGS007",
    .name = "parameter-number",
    .severity = Severity::error,
    .summary = "a numeric parameter holds no number",
    .why =
        "Patroni leaves a parameter out whose value it cannot read as a number, with a warning in "
        "the log; the default then counts. PostgreSQL refuses to start with such a line in a file.",
    .bad = R"(scope: main
postgresql:
  parameters:
    random_page_cost: 1,1  # finding: PGS007
)",
    .good = R"(scope: main
postgresql:
  parameters:
    random_page_cost: 1.1
)",
    .sources = {"postgres -C with 293 lines on PostgreSQL 10 to 18",
                "patroni 4.1.4 patroni/postgresql/validator.py"},
    .check = check,
};

}  // namespace patrol::rules
