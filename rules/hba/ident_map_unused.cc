// A map that no record names does nothing.
#include <algorithm>
#include <set>
#include <string>

#include "linter/engine/rule.h"
#include "linter/model/layers.h"
#include "rules/hba/shared_ident.h"

namespace patrol::rules {
namespace {

std::set<std::string> used_maps(const EffectiveHba& hba) {
  std::set<std::string> out;
  for (const HbaRecord& record : hba.list->hba.records)
    for (const HbaOption& option : record.options)
      if (option.name == "map") out.insert(option.value);
  return out;
}

void check(const Snapshot& cluster, Report& report) {
  for (const PatroniDocument* member : cluster.patroni) {
    const EffectiveHba hba = effective_hba(cluster, *member);
    const auto ident = effective_ident(cluster, *member);
    if (!hba.is_whole || !ident) continue;
    std::set<std::string> seen = used_maps(hba);
    for (const IdentRecord& record : ident->ident.records) {
      if (!seen.insert(record.map.text).second) continue;
      report
          .add({record.map.at, cat(ident->list.path(), '[', record.line - 1, ']')},
               cat("map `", shown(record.map.text), "` is used by no record of pg_hba"))
          .note("a record uses it with the option map=NAME");
    }
  }
}

}  // namespace

extern constinit const Rule ident_map_unused{
    .id = "HBA022",
    .name = "ident-map-unused",
    .severity = Severity::info,
    .summary = "a map of pg_ident is used by no record",
    .why =
        "Maps act only where a record of pg_hba names them with `map=`. Without that, the method "
        "compares the names directly.",
    .bad = R"(postgresql:
  pg_hba:
    - local all all peer
  pg_ident:
    - admins root postgres  # finding: HBA022
)",
    .good = R"(postgresql:
  pg_hba:
    - local all all peer map=admins
  pg_ident:
    - admins root postgres
)",
    .sources = {"postgresql 18 auth-username-maps.html"},
    .check = check,
};

}  // namespace patrol::rules
