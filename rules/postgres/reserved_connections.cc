// Connections kept for superusers must leave some for others.
#include "rules/postgres/shared_parameters.h"

namespace patrol::rules {
namespace {

// Where the sum is written best: at what is set, reserved ones first.
const ParameterUse* place_of(const ParameterView& view) {
  for (const std::string_view name :
       {"superuser_reserved_connections", "reserved_connections", "max_connections"})
    if (const ParameterUse* use = view.find(name)) return use;
  return nullptr;
}

void check(const Snapshot& cluster, Report& report) {
  for (const ParameterView& view : parameter_views(cluster)) {
    const auto most = view.number("max_connections");
    const auto superuser = view.number("superuser_reserved_connections");
    if (!most || !superuser) continue;
    const double reserved = *superuser + view.number("reserved_connections").value_or(0);
    const ParameterUse* place = place_of(view);
    if (place == nullptr || reserved < *most) continue;
    auto finding = report.add(
        place->at(), cat("reserved connections are ", reserved, ", `max_connections` is ", *most));
    if (const ParameterUse* use = view.find("max_connections"); use != nullptr && use != place)
      finding.label(use->at(), "all connections");
    finding.note("PostgreSQL refuses to start").fix("raise `max_connections` or reserve fewer");
  }
}

}  // namespace

extern constinit const Rule reserved_connections{
    .id = "PGS019",
    .name = "reserved-connections",
    .severity = Severity::error,
    .summary = "as many connections are reserved as there are",
    .why =
        "`superuser_reserved_connections`, from 16 on together with `reserved_connections`, must "
        "be below `max_connections`. Otherwise the server does not start.",
    .bad = R"(scope: main
bootstrap:
  dcs:
    postgresql:
      parameters:
        max_connections: 30
postgresql:
  parameters:
    superuser_reserved_connections: 30  # finding: PGS019
)",
    .good = R"(scope: main
bootstrap:
  dcs:
    postgresql:
      parameters:
        max_connections: 30
postgresql:
  parameters:
    superuser_reserved_connections: 5
)",
    .sources = {"PostgreSQL 10 to 18 started with 34 sets of options"},
    .check = check,
};

}  // namespace patrol::rules
