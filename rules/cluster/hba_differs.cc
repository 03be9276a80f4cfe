// Access rules of the members, compared by meaning.
#include <algorithm>
#include <array>
#include <deque>
#include <optional>

#include "linter/analysis/hba_diff.h"
#include "linter/analysis/hba_words.h"
#include "linter/analysis/served_hba.h"
#include "linter/engine/rule.h"
#include "rules/cluster/shared_member.h"

namespace patrol::rules {
namespace {

std::string_view without_comment(std::string_view line) {
  const bool has_quote = contains(line, "\"");
  return trim(has_quote ? line : line.substr(0, line.find('#')));
}

std::string normal_form(const Value& list) {
  std::vector<std::string> lines;
  for (const Value& item : list.items()) {
    std::string line;
    for (const char letter : without_comment(item.text())) {
      const bool is_blank = letter == ' ' || letter == '\t';
      if (is_blank && line.ends_with(' ')) continue;
      line += is_blank ? ' ' : letter;
    }
    if (!line.empty()) lines.push_back(std::move(line));
  }
  return join(lines, "\n");
}

// Each member with a list or file of its own; files are told apart by number.
struct Own {
  std::deque<ServedHba> served;
  std::vector<MemberValue> values;

  [[nodiscard]] const ServedHba* of(const PatroniDocument* member) const {
    const auto found = std::find_if(served.begin(), served.end(), [&](const ServedHba& one) {
      return one.members.front() == member;
    });
    return found == served.end() ? nullptr : &*found;
  }
};

Own own_policies(const Snapshot& cluster) {
  Own own{.served = served_policies(cluster), .values = {}};
  std::erase_if(own.served, [](const ServedHba& one) {
    return one.document == nullptr && one.layer != EffectiveHba::Layer::local;
  });
  for (const ServedHba& one : own.served)
    own.values.push_back({one.members.front(), one.list != nullptr ? one.list->list : Value(),
                          one.list != nullptr
                              ? normal_form(one.list->list)
                              : std::string(trim(cluster.sources->text(one.document->file)))});
  return own;
}

Spot place_of(const ServedHba& served) {
  if (served.list != nullptr) return at_key(served.list->list);
  return {served.file.records.front().at, {}};
}

std::string what_is(const ServedHba& served) {
  return served.list != nullptr ? "`postgresql.pg_hba`" : "pg_hba.conf";
}

std::string outcome_of(const HbaRecord* record) {
  return record == nullptr || record->method == "reject" ? std::string("refused") : record->method;
}

void report_difference(const Snapshot& cluster, const ServedHba& odd, const ServedHba& usual,
                       const HbaComparison* comparison, Report& report) {
  auto finding = report.add(place_of(odd), cat(what_is(odd), " differs from ",
                                               called(cluster, *usual.members.front()), "'s"));
  finding.label(place_of(usual), "another member's list");
  if (comparison != nullptr && !comparison->differences.empty()) {
    const HbaDifference& first = comparison->differences.front();
    finding.note(cat(shown_connection(first.witness), ": ", outcome_of(first.sides[0]), " here, ",
                     outcome_of(first.sides[1]), " there"));
    for (const HbaRecord* side : first.sides)
      if (side != nullptr) finding.label(side->at, "decides this connection");
  }
  finding.note("after a failover other rules decide who may connect");
  finding.fix("keep one list for all members, or put it into the dynamic configuration");
}

void compare_two(const Snapshot& cluster, const ServedHba& odd, const ServedHba& usual,
                 Report& report) {
  if (!odd.is_whole || !usual.is_whole)
    return report_difference(cluster, odd, usual, nullptr, report);
  const std::array<HbaPolicy, 2> both{odd.meaning(), usual.meaning()};
  const HbaComparison comparison = compare(both);
  if (comparison.is_equal() != true) report_difference(cluster, odd, usual, &comparison, report);
}

void check(const Snapshot& cluster, Report& report) {
  const Own own = own_policies(cluster);
  const Difference found = difference(own.values);
  if (found.usual.empty()) return;
  const ServedHba* usual = own.of(found.usual.front().member);
  for (const MemberValue& odd : found.odd) {
    const ServedHba* other = own.of(odd.member);
    if (usual != nullptr && other != nullptr) compare_two(cluster, *other, *usual, report);
  }
}

}  // namespace

extern constinit const Rule hba_differs{
    .id = "CLU016",
    .name = "hba-differs",
    .severity = Severity::info,
    .summary = "members have different lists of access rules",
    .why =
        "The list in `postgresql.pg_hba` is local, as is a pg_hba.conf that Patroni does not "
        "write. "
        "After a failover other rules decide who may connect. Order without effect, spacing, "
        "comments and notation are no difference.",
    .bad = R"(--- n1.yml
scope: shop
name: n1
etcd3: {hosts: "10.0.0.11:2379,10.0.0.12:2379,10.0.0.13:2379"}
restapi: {listen: "10.0.0.1:8008", connect_address: "10.0.0.1:8008"}
postgresql:
  pg_hba:
    - host replication replicator 10.0.0.0/24 scram-sha-256
    - host all all 10.0.0.0/24 scram-sha-256
--- n2.yml
scope: shop
name: n2
etcd3: {hosts: "10.0.0.11:2379,10.0.0.12:2379,10.0.0.13:2379"}
restapi: {listen: "10.0.0.2:8008", connect_address: "10.0.0.2:8008"}
postgresql:
  pg_hba:  # finding: CLU016
    - host replication replicator 10.0.0.0/24 scram-sha-256
    - host all all 10.0.1.0/24 scram-sha-256
)",
    .good = R"(--- n1.yml
scope: shop
name: n1
etcd3: {hosts: "10.0.0.11:2379,10.0.0.12:2379,10.0.0.13:2379"}
restapi: {listen: "10.0.0.1:8008", connect_address: "10.0.0.1:8008"}
postgresql:
  pg_hba:
    - host replication replicator 10.0.0.0/24 scram-sha-256
    - host all all 10.0.0.0/24 scram-sha-256
--- n2.yml
scope: shop
name: n2
etcd3: {hosts: "10.0.0.11:2379,10.0.0.12:2379,10.0.0.13:2379"}
restapi: {listen: "10.0.0.2:8008", connect_address: "10.0.0.2:8008"}
postgresql:
  pg_hba:
    - host replication replicator 10.0.0.0/24 scram-sha-256
    - host all all 10.0.0.0/24 scram-sha-256
)",
    .sources = {"patroni 4.1.4 docs/yaml_configuration.rst"},
    .yields_to = {Surface::hba_rules},
    .check = check,
};

}  // namespace patrol::rules
