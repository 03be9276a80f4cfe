// Parameters that report and cannot be set.
#include "rules/postgres/shared_parameters.h"

namespace patrol::rules {
namespace {

bool is_preset(const ParameterUse& use) {
  if (const auto* hidden = facts::find_hidden_guc(use.name, use.postgres.version.major))
    return hidden->kind == facts::HiddenGucKind::refused;
  const auto* span = use.guc == nullptr ? nullptr : use.guc->in(use.postgres.version.major);
  return span != nullptr && span->context == facts::GucContext::internal;
}

void check(const Snapshot& cluster, Report& report) {
  for (const ParameterUse& use : parameter_uses(cluster)) {
    if (!is_preset(use)) continue;
    auto finding =
        report.add(use.at_name(), cat("`", shown(use.name), "` cannot be set in a configuration"));
    finding.note(use.is_in_file() ? "PostgreSQL refuses to start with it"
                                  : "Patroni leaves it out, or PostgreSQL refuses to start");
    if (equal_ignoring_case(use.name, "data_checksums"))
      finding.note("checksums are a matter of initdb: `bootstrap.initdb: [data-checksums]`");
    finding.fix("remove it");
  }
}

}  // namespace

extern constinit const Rule parameter_preset{
    .id = "PGS005",
    .name = "parameter-preset",
    .severity = Severity::error,
    .summary = "a parameter that the server only reports is set",
    .why =
        "Block size, checksums, versions and the like are fixed when the server is compiled or the "
        "cluster is made. Setting them in a file stops the server.",
    .bad = R"(scope: main
postgresql:
  parameters:
    data_checksums: on  # finding: PGS005
)",
    .good = R"(scope: main
bootstrap:
  dcs: {ttl: 30, loop_wait: 10, retry_timeout: 10}
  initdb:
    - data-checksums
postgresql:
  parameters:
    shared_buffers: 4GB
)",
    .sources = {"pg_settings of PostgreSQL 10 to 18, context internal"},
    .check = check,
};

}  // namespace patrol::rules
