// Parameters that a file sets twice, to different values.
#include "rules/postgres/shared_parameters.h"

namespace patrol::rules {
namespace {

bool is_same(const ConfSetting& early, const ConfSetting& late, int major) {
  const auto* guc = facts::find_guc(early.name);
  if (guc == nullptr || guc->in(major) == nullptr) return early.value == late.value;
  return means_same(*guc, major, early.value, late.value);
}

void check(const Snapshot& cluster, Report& report) {
  for (const ConfDocument* document : cluster.conf) {
    for (const ConfSetting& early : document->conf.settings) {
      const ConfSetting& late = document->conf.settings[early.winner];
      if (!early.is_overridden || is_same(early, late, document->postgres.version.major)) continue;
      report
          .add({early.value_span, early.name},
               cat("`", shown(early.name), "` is set again further down"))
          .label({late.value_span, late.name}, "this one counts")
          .fix("remove one of the lines");
    }
  }
}

}  // namespace

extern constinit const Rule conf_repeated{
    .id = "PGS040",
    .name = "conf-repeated",
    .severity = Severity::info,
    .summary = "a file sets a parameter twice, to different values",
    .why =
        "The last line counts, included files taken in order. Who finds the first one believes in "
        "a value that is not in force.",
    .bad = R"(--- postgresql.conf
work_mem = 4MB  # finding: PGS040
work_mem = 64MB
)",
    .good = R"(--- postgresql.conf
work_mem = 64MB
shared_buffers = 1GB
)",
    .sources = {"pg_file_settings of PostgreSQL 10 to 18"},
    .yields_to = {Surface::settings},
    .check = check,
};

}  // namespace patrol::rules
