// Commits that do not wait for the synchronous standby.
#include "linter/model/layers.h"
#include "linter/model/python.h"
#include "rules/postgres/shared_parameters.h"

namespace patrol::rules {
namespace {

bool is_synchronous(const Value& mode) {
  return patroni_bool(mode).value_or(false) || lower(mode.text()) == "quorum";
}

void check(const Snapshot& cluster, Report& report) {
  for (const ParameterView& view : parameter_views(cluster)) {
    if (view.member == nullptr) continue;
    const Value mode = dynamic_root(cluster, *view.member)["synchronous_mode"];
    const ParameterUse* commit = view.find("synchronous_commit");
    if (commit == nullptr || !mode || !is_synchronous(mode)) continue;
    const auto word = view.text("synchronous_commit").value_or("on");
    if (word != "off" && word != "local") continue;
    report
        .add(commit->at(),
             cat("`synchronous_commit` is ", word, " although `synchronous_mode` is on"))
        .label(at(mode), "asks for synchronous replication")
        .note("commits do not wait for the standby; a failover can lose what was confirmed")
        .fix("remove it; sessions that may lose commits can set it for themselves");
  }
}

}  // namespace

extern constinit const Rule synchronous_commit_weak{
    .id = "PGS031",
    .name = "synchronous-commit-weak",
    .severity = Severity::warning,
    .summary = "`synchronous_commit` takes back what `synchronous_mode` asks for",
    .why =
        "Patroni keeps a synchronous standby so that a failover loses nothing. With "
        "`synchronous_commit` off or local no commit waits for it.",
    .bad = R"(scope: main
bootstrap:
  dcs:
    synchronous_mode: true
    postgresql:
      parameters:
        synchronous_commit: local  # finding: PGS031
)",
    .good = R"(scope: main
bootstrap:
  dcs:
    synchronous_mode: true
    postgresql:
      parameters:
        synchronous_commit: remote_apply
)",
    .sources = {"PostgreSQL 18 documentation, synchronous_commit",
                "patroni 4.1.4 docs/replication_modes.rst"},
    .check = check,
};

}  // namespace patrol::rules
