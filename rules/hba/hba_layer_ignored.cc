// Only one pg_hba list becomes the file; the others are not merged.
#include <algorithm>
#include <vector>

#include "linter/analysis/hba_alignment.h"
#include "linter/analysis/hba_reach.h"
#include "linter/engine/rule.h"
#include "linter/facts/facts.h"
#include "linter/model/python.h"
#include "rules/hba/shared_policy.h"

namespace patrol::rules {
namespace {

const HbaList* list_of(const Snapshot& cluster, const Value& value) {
  const auto found = std::find_if(cluster.hba_lists.begin(), cluster.hba_lists.end(),
                                  [&](const HbaList* list) { return list->list == value; });
  return found == cluster.hba_lists.end() ? nullptr : *found;
}

// The winning list does to all of the record's connections what the record would.
bool is_kept(const HbaRecord& record, const HbaList& winner) {
  HbaFile joined = winner.hba;
  joined.records.push_back(record);
  const auto reach = hba_reach(hba_policy(joined, facts::newest_postgres));
  const auto& hiders = reach.back().hidden_by;
  return !hiders.empty() && std::all_of(hiders.begin(), hiders.end(), [&](std::size_t hider) {
    return hba_outcome(&joined.records[hider]) == hba_outcome(&record);
  });
}

// Records of the ignored list whose effect the winning one does not have.
std::size_t count_lost(const HbaList& ignored, const HbaList& winner) {
  constexpr std::size_t most_records = 200;
  if (ignored.hba.records.size() > most_records || winner.hba.records.size() > most_records)
    return ignored.hba.records.size();
  return static_cast<std::size_t>(
      std::count_if(ignored.hba.records.begin(), ignored.hba.records.end(),
                    [&](const HbaRecord& one) { return !is_kept(one, winner); }));
}

bool loses_replication(const HbaList& ignored, const HbaList& winner) {
  const auto has_it = [](const HbaList& list) {
    return std::any_of(
        list.hba.records.begin(), list.hba.records.end(),
        [](const HbaRecord& record) { return has_keyword(record.databases, "replication"); });
  };
  return has_it(ignored) && !has_it(winner);
}

void report_ignored(const HbaList& ignored, const HbaList& winner, Report& report) {
  const std::size_t lost = count_lost(ignored, winner);
  const std::string winner_path = winner.list.path();
  auto finding = report.add(at_key(ignored.list),
                            cat("list is ignored; `", winner_path, "` replaces it as a whole"));
  finding.label(at_key(winner.list), "this one becomes pg_hba.conf");
  finding.note(lost == 0 ? std::string("every record of it stands in the other list too")
                         : cat(lost, " of its ", ignored.hba.records.size(),
                               " records stand nowhere else and do not exist for the server"));
  if (loses_replication(ignored, winner)) {
    finding.severity(Severity::error);
    finding.note("the replication records are among them: standbys cannot connect");
  } else if (lost == 0) {
    finding.severity(Severity::info);
  }
  finding.fix("keep one list with all records");
}

void check_member(const Snapshot& cluster, const PatroniDocument& member, Report& report) {
  const EffectiveHba hba = effective_hba(cluster, member);
  if (hba.list == nullptr) return;
  std::vector<Value> others = {member.root().at("bootstrap.pg_hba")};
  if (hba.layer == EffectiveHba::Layer::local)
    others.push_back(member.root().at("bootstrap.dcs.postgresql.pg_hba"));
  for (const Value& other : others) {
    if (!other || other == hba.list->list) continue;
    const HbaList* ignored = list_of(cluster, other);
    if (ignored != nullptr && !ignored->hba.records.empty())
      report_ignored(*ignored, *hba.list, report);
  }
}

void check(const Snapshot& cluster, Report& report) {
  for (const PatroniDocument* member : cluster.patroni) check_member(cluster, *member, report);
}

}  // namespace

extern constinit const Rule hba_layer_ignored{
    .id = "HBA019",
    .name = "hba-layer-ignored",
    .severity = Severity::warning,
    .summary = "two `pg_hba` lists, of which one is ignored",
    .why =
        "`postgresql.pg_hba` of the member's file replaces the one in the dynamic configuration, "
        "and "
        "either of them replaces `bootstrap.pg_hba`. Lists are never merged.",
    .bad = R"(bootstrap:
  pg_hba:  # finding: HBA019
    - host replication replicator 10.0.0.0/24 scram-sha-256
    - host all all 10.0.0.0/24 scram-sha-256
postgresql:
  connect_address: 10.0.0.1:5432
  pg_hba:
    - host replication all 10.0.1.0/24 scram-sha-256
)",
    .good = R"(postgresql:
  connect_address: 10.0.0.1:5432
  pg_hba:
    - host replication replicator 10.0.0.0/24 scram-sha-256
    - host all all 10.0.0.0/24 scram-sha-256
)",
    .sources = {"patroni 4.1.4 patroni/postgresql/config.py append_pg_hba",
                "patroni 4.1.4 docs/patroni_configuration.rst"},
    .check = check,
};

}  // namespace patrol::rules
