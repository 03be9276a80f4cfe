// A parameter that leads the server away from its data.
#include "rules/postgres/shared_parameters.h"

namespace patrol::rules {
namespace {

void check(const Snapshot& cluster, Report& report) {
  for (const ParameterUse& use : parameter_uses(cluster)) {
    if (use.is_in_file() || use.member == nullptr || !use.is_judgeable()) continue;
    if (!equal_ignoring_case(use.name, "data_directory")) continue;
    const Value data_dir = use.member->root().at("postgresql.data_dir");
    const auto written = use.guc == nullptr ? std::nullopt : std::optional(use.text);
    if (!data_dir || !written || data_dir.is_opaque() || trim(*written) == data_dir.text())
      continue;
    report.add(use.at(), cat("`data_directory` is `", shown(use.text, 30), "`, `data_dir` another"))
        .label(at(data_dir), "Patroni looks after this one")
        .note("the server would run on a directory that Patroni does not manage")
        .fix("remove `data_directory` from the parameters");
  }
}

}  // namespace

extern constinit const Rule data_directory_elsewhere{
    .id = "PGS038",
    .name = "data-directory-elsewhere",
    .severity = Severity::error,
    .summary = "`data_directory` among the parameters differs from `postgresql.data_dir`",
    .why =
        "Patroni starts the server with `data_dir`. A `data_directory` in its configuration wins "
        "over that and leads to another cluster, or to none.",
    .bad = R"(scope: main
postgresql:
  data_dir: /data/pg
  parameters:
    data_directory: /var/lib/postgresql/15/main  # finding: PGS038
)",
    .good = R"(scope: main
postgresql:
  data_dir: /data/pg
)",
    .sources = {"PostgreSQL 18 documentation, File Locations",
                "patroni 4.1.4 patroni/postgresql/config.py"},
    .check = check,
};

}  // namespace patrol::rules
