// Numbers whose unit was probably forgotten.
#include <algorithm>
#include <array>

#include "rules/postgres/shared_parameters.h"

namespace patrol::rules {
namespace {

struct Limit {
  std::string_view name;
  double below = 0;  // in the base unit: smaller numbers make no sense
};
constexpr auto limits = std::to_array<Limit>({
    {"deadlock_timeout", 100},
    {"effective_cache_size", 1024},
    {"idle_in_transaction_session_timeout", 1000},
    {"idle_session_timeout", 1000},
    {"lock_timeout", 50},
    {"maintenance_work_mem", 2048},
    {"shared_buffers", 1024},
    {"statement_timeout", 1000},
    {"transaction_timeout", 1000},
    {"wal_receiver_timeout", 1000},
    {"wal_sender_timeout", 1000},
    {"work_mem", 512},
});

const Limit* limit_of(const ParameterUse& use) {
  const auto found = std::find_if(limits.begin(), limits.end(), [&](const Limit& limit) {
    return equal_ignoring_case(limit.name, use.name);
  });
  return found == limits.end() ? nullptr : &*found;
}

void check(const Snapshot& cluster, Report& report) {
  for (const ParameterUse& use : parameter_uses(cluster)) {
    const Limit* limit = limit_of(use);
    const auto number = to_integer(use.text);
    const bool is_small =
        limit != nullptr && number && *number > 0 && static_cast<double>(*number) < limit->below;
    if (!is_small || !use.is_judgeable() || fault_of(use)) continue;
    report
        .add(use.at(), cat("`", use.guc->name, "` is ", *number, ", which is ",
                           human_value(*use.guc, use.postgres.version.major, use.text)))
        .note("a number without a unit counts in the parameter's base unit")
        .fix("write the unit");
  }
}

}  // namespace

extern constinit const Rule parameter_bare_number{
    .id = "PGS018",
    .name = "parameter-bare-number",
    .severity = Severity::warning,
    .summary = "a number without a unit is so small that a unit was probably forgotten",
    .why =
        "Without a unit a number counts in the base unit of the parameter: `statement_timeout: 30` "
        "is 30 milliseconds and cancels nearly everything, `shared_buffers: 512` is 4 MB.",
    .bad = R"(scope: main
postgresql:
  parameters:
    statement_timeout: 30  # finding: PGS018
)",
    .good = R"(scope: main
postgresql:
  parameters:
    statement_timeout: 30s
    deadlock_timeout: 1000
)",
    .sources = {"pg_settings.unit of PostgreSQL 10 to 18"},
    .check = check,
};

}  // namespace patrol::rules
