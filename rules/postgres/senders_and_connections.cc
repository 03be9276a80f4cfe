// Before 12 replication connections count as connections.
#include "rules/postgres/shared_parameters.h"

namespace patrol::rules {
namespace {

void check(const Snapshot& cluster, Report& report) {
  for (const ParameterView& view : parameter_views(cluster)) {
    if (!view.postgres.is_known || view.postgres.version.major > 11) continue;
    const ParameterUse* place = view.find("max_wal_senders");
    const auto senders = view.number("max_wal_senders");
    const auto most = view.number("max_connections");
    if (place == nullptr || !senders || !most) continue;
    const bool is_11 = view.postgres.version.major == 11;
    const double reserved = is_11 ? view.number("superuser_reserved_connections").value_or(0) : 0.0;
    if (*senders + reserved < *most) continue;
    report
        .add(place->at(), cat("`max_wal_senders` ", *senders,
                              reserved > 0 ? cat(" and ", reserved, " reserved") : std::string(),
                              " leave none of ", *most, " connections"))
        .note(cat("PostgreSQL ", view.postgres.version.major, " counts senders",
                  is_11 ? " and reserved connections" : "",
                  " among the connections and refuses to start"))
        .fix("raise `max_connections`");
  }
}

}  // namespace

extern constinit const Rule senders_and_connections{
    .id = "PGS020",
    .name = "senders-and-connections",
    .severity = Severity::error,
    .summary = "before PostgreSQL 12, `max_wal_senders` leaves no connection for others",
    .why =
        "Until version 11 replication connections are taken from `max_connections`. If none is "
        "left for others, the server does not start.",
    .bad = R"(scope: main
bootstrap:
  dcs:
    postgresql:
      parameters:
        max_connections: 25
        max_wal_senders: 25  # finding: PGS020
postgresql:
  bin_dir: /usr/lib/postgresql/11/bin
)",
    .good = R"(scope: main
bootstrap:
  dcs:
    postgresql:
      parameters:
        max_connections: 100
        max_wal_senders: 25
postgresql:
  bin_dir: /usr/lib/postgresql/11/bin
)",
    .sources = {"PostgreSQL 10 to 18 started with 34 sets of options"},
    .check = check,
};

}  // namespace patrol::rules
