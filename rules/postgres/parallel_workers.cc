// Limits of parallel workers above the limit of all workers.
#include "rules/postgres/shared_parameters.h"

namespace patrol::rules {
namespace {

void check_one(const ParameterView& view, std::string_view name, std::string_view limit,
               Report& report) {
  const ParameterUse* use = view.find(name);
  const auto wanted = view.number(name);
  const auto most = view.number(limit);
  if (use == nullptr || !wanted || !most || *wanted <= *most) return;
  auto finding =
      report.add(use->at(), cat("`", name, "` is ", *wanted, ", `", limit, "` only ", *most));
  if (const ParameterUse* other = view.find(limit)) finding.label(other->at(), "the limit");
  finding.note("the smaller number counts, without a message");
}

void check(const Snapshot& cluster, Report& report) {
  for (const ParameterView& view : parameter_views(cluster)) {
    if (!view.is_dynamic_given) continue;
    check_one(view, "max_parallel_workers", "max_worker_processes", report);
    check_one(view, "max_parallel_workers_per_gather", "max_parallel_workers", report);
    check_one(view, "max_parallel_maintenance_workers", "max_parallel_workers", report);
  }
}

}  // namespace

extern constinit const Rule parallel_workers{
    .id = "PGS029",
    .name = "parallel-workers",
    .severity = Severity::info,
    .summary = "a limit of parallel workers is above the limit that contains it",
    .why =
        "Parallel workers are taken from `max_parallel_workers`, and these from "
        "`max_worker_processes`. A number above the containing limit has no effect.",
    .bad = R"(scope: main
bootstrap:
  dcs:
    postgresql:
      parameters:
        max_worker_processes: 8
        max_parallel_workers: 16  # finding: PGS029
)",
    .good = R"(scope: main
bootstrap:
  dcs:
    postgresql:
      parameters:
        max_worker_processes: 16
        max_parallel_workers: 16
)",
    .sources = {"PostgreSQL 18 documentation, Resource Consumption"},
    .check = check,
};

}  // namespace patrol::rules
