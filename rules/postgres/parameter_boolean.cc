// Texts where a switch is wanted.
#include "rules/postgres/shared_parameters.h"

namespace patrol::rules {
namespace {

void check(const Snapshot& cluster, Report& report) {
  report_faults(cluster, {ParameterFault::not_boolean}, report);
}

}  // namespace

extern constinit const Rule parameter_boolean{
    .id = "PGS008",
    .name = "parameter-boolean",
    .severity = Severity::error,
    .summary = "a switch holds neither on nor off",
    .why =
        "PostgreSQL reads on, off, true, false, yes, no, 1, 0 and clear beginnings of the words. "
        "`enabled` and `2` are none: Patroni leaves the parameter out, a file stops the server.",
    .bad = R"(scope: main
postgresql:
  parameters:
    log_checkpoints: enabled  # finding: PGS008
)",
    .good = R"(scope: main
postgresql:
  parameters:
    log_checkpoints: on
)",
    .sources = {"postgres -C with 293 lines on PostgreSQL 10 to 18",
                "patroni 4.1.4 patroni/postgresql/validator.py"},
    .check = check,
};

}  // namespace patrol::rules
