// More autovacuum workers than slots for them.
#include "rules/postgres/shared_parameters.h"

namespace patrol::rules {
namespace {

void check(const Snapshot& cluster, Report& report) {
  for (const ParameterView& view : parameter_views(cluster)) {
    const ParameterUse* workers = view.find("autovacuum_max_workers");
    const auto wanted = view.number("autovacuum_max_workers");
    const auto slots = view.number("autovacuum_worker_slots");
    const bool is_18 = view.postgres.is_known && view.postgres.version.major >= 18;
    if (!is_18 || workers == nullptr || !wanted || !slots || *wanted <= *slots) continue;
    auto finding = report.add(workers->at(), cat("`autovacuum_max_workers` is ", *wanted,
                                                 ", `autovacuum_worker_slots` ", *slots));
    if (const ParameterUse* other = view.find("autovacuum_worker_slots"))
      finding.label(other->at(), "the limit");
    finding.note("the server starts with a warning and uses the smaller number")
        .fix("raise `autovacuum_worker_slots`; it needs a restart");
  }
}

}  // namespace

extern constinit const Rule autovacuum_worker_slots{
    .id = "PGS028",
    .name = "autovacuum-worker-slots",
    .severity = Severity::warning,
    .summary = "`autovacuum_max_workers` is above `autovacuum_worker_slots`",
    .why =
        "From 18 on the number of workers can be changed without a restart, but only up to the "
        "slots that were reserved at start.",
    .bad = R"(scope: main
postgresql:
  bin_dir: /usr/lib/postgresql/18/bin
  parameters:
    autovacuum_max_workers: 20  # finding: PGS028
)",
    .good = R"(scope: main
postgresql:
  bin_dir: /usr/lib/postgresql/18/bin
  parameters:
    autovacuum_max_workers: 20
    autovacuum_worker_slots: 32
)",
    .sources = {"PostgreSQL 10 to 18 started with 34 sets of options"},
    .check = check,
};

}  // namespace patrol::rules
