// pg_rewind without hint bits in the log or checksums.
#include "linter/model/layers.h"
#include "linter/model/python.h"
#include "rules/postgres/shared_controlled.h"

namespace patrol::rules {
namespace {

bool has_checksums(const Value& initdb) {
  for (const Value& item : initdb.items()) {
    if (item.is_scalar() && contains(item.text(), "data-checksums")) return true;
    for (const auto& entry : item.members())
      if (contains(entry.key.text(), "data-checksums")) return true;
  }
  return false;
}

void check_member(const Snapshot& cluster, const ParameterView& view, Report& report) {
  const Value dynamic = dynamic_root(cluster, *view.member);
  const ParameterUse* hints = view.find("wal_log_hints");
  const Value local = view.member->root().at("postgresql.use_pg_rewind");
  const Value rewind = local ? local : dynamic.at("postgresql.use_pg_rewind");
  const bool is_off = hints != nullptr && hints->is_judgeable() && !refusal_of(*hints) &&
                      view.truth("wal_log_hints") == std::optional(false);
  if (!is_off || !patroni_bool(rewind).value_or(false)) return;
  // From 18 on initdb makes checksums unless it is told otherwise.
  const Value initdb = view.member->root().at("bootstrap.initdb");
  if (has_checksums(initdb) || !view.postgres.is_known || view.postgres.version.major >= 18) return;
  report.add(hints->at(), "`wal_log_hints` is off, and pg_rewind needs it without checksums")
      .label(at(rewind), "asks for pg_rewind")
      .note("a former primary cannot rejoin by pg_rewind and is copied anew, or stays away")
      .fix("remove the line; Patroni's default is on");
}

void check(const Snapshot& cluster, Report& report) {
  for (const ParameterView& view : parameter_views(cluster))
    if (view.member != nullptr) check_member(cluster, view, report);
}

}  // namespace

extern constinit const Rule rewind_needs_hints{
    .id = "PGS033",
    .name = "rewind-needs-hints",
    .severity = Severity::warning,
    .summary = "`wal_log_hints` is off while pg_rewind is used without checksums",
    .why =
        "pg_rewind works only on clusters with data checksums or with `wal_log_hints`. Patroni "
        "switches the latter on by default; from 4.0 on it can be switched off.",
    .bad = R"(scope: main
bootstrap:
  dcs:
    postgresql:
      use_pg_rewind: true
      parameters:
        wal_log_hints: 'off'  # finding: PGS033
postgresql:
  bin_dir: /usr/lib/postgresql/16/bin
)",
    .good = R"(scope: main
bootstrap:
  dcs:
    postgresql:
      use_pg_rewind: true
      parameters:
        wal_log_hints: 'off'
  initdb:
    - data-checksums
postgresql:
  bin_dir: /usr/lib/postgresql/16/bin
)",
    .sources = {"PostgreSQL 18 documentation, pg_rewind", "patroni 4.0.0 docs/releases.rst"},
    .check = check,
};

}  // namespace patrol::rules
