// Words that an enum or a list of words does not have.
#include "rules/postgres/shared_parameters.h"

namespace patrol::rules {
namespace {

void check(const Snapshot& cluster, Report& report) {
  report_faults(cluster, {ParameterFault::unknown_word}, report);
}

}  // namespace

extern constinit const Rule parameter_word{
    .id = "PGS009",
    .name = "parameter-word",
    .severity = Severity::error,
    .summary = "a parameter with fixed words holds another one",
    .why =
        "Patroni leaves a parameter out whose word it does not know, with a warning in the log, "
        "and the default counts. PostgreSQL refuses to start with such a line in a file. A bare "
        "`on` or `off` in YAML is True or False, which is no word either.",
    .bad = R"(scope: main
postgresql:
  parameters:
    password_encryption: scram  # finding: PGS009
)",
    .good = R"(scope: main
postgresql:
  parameters:
    password_encryption: scram-sha-256
)",
    .sources = {"pg_settings.enumvals of PostgreSQL 10 to 18",
                "patroni 4.1.4 patroni/postgresql/validator.py"},
    .check = check,
};

}  // namespace patrol::rules
