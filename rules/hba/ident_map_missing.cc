// A record with map=NAME needs a line of that name in pg_ident.
#include <algorithm>
#include <vector>

#include "linter/engine/rule.h"
#include "rules/hba/shared_ident.h"
#include "rules/hba/shared_policy.h"

namespace patrol::rules {
namespace {

const HbaOption* map_of(const HbaRecord& record) {
  const HbaOption* found = nullptr;
  for (const HbaOption& option : record.options)
    if (option.name == "map" && !option.value.empty()) found = &option;  // the last one counts
  return found;
}

void check_record(const Policy& policy, const HbaRecord& record,
                  const std::vector<std::string_view>& maps, bool has_list, Report& report) {
  const HbaOption* map = map_of(record);
  if (map == nullptr || std::find(maps.begin(), maps.end(), map->value) != maps.end()) return;
  auto finding = report.add(policy.spot(map->at, record.line),
                            cat("map `", shown(map->value), "` is not in pg_ident"));
  if (!has_list) {
    finding.severity(Severity::info);
    finding.note(
        "no `pg_ident` list is given; the map has to stand in the server's own pg_ident.conf");
    return;
  }
  finding.note("nobody can log in through this record; the server logs `no match in usermap`");
  if (const auto near = nearest_name(map->value, maps))
    finding.fix(cat("write `", *near, "`, or add the map"));
  else
    finding.fix("add a line for the map to `pg_ident`");
}

void check(const Snapshot& cluster, Report& report) {
  if (!cluster.ident.empty()) return;  // which member a file belongs to is not known
  for (const PatroniDocument* member : cluster.patroni) {
    const EffectiveHba hba = effective_hba(cluster, *member);
    if (hba.list == nullptr) continue;
    const auto ident = effective_ident(cluster, *member);
    const bool is_hidden = !ident && (member->root().at("postgresql.pg_ident") ||
                                      dynamic_root(cluster, *member).at("postgresql.pg_ident"));
    if (is_hidden || parameter(cluster, *member, "ident_file")) continue;
    std::vector<std::string_view> maps;
    if (ident)
      for (const IdentRecord& record : ident->ident.records) maps.push_back(record.map.text);
    const Policy policy{.file = &hba.list->hba, .list = hba.list, .postgres = {}};
    for (const HbaRecord& record : hba.list->hba.records)
      check_record(policy, record, maps, ident.has_value(), report);
  }
}

}  // namespace

extern constinit const Rule ident_map_missing{
    .id = "HBA020",
    .name = "ident-map-missing",
    .severity = Severity::error,
    .summary = "a record of pg_hba uses a map that pg_ident does not have",
    .why =
        "The name of a map is looked up only when somebody logs in. A map that does not exist "
        "refuses everybody, and neither start nor reload complain.",
    .bad = R"(postgresql:
  pg_hba:
    - local all all peer map=admins  # finding: HBA020
  pg_ident:
    - admin root postgres
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
