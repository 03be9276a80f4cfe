// synchronous_node_count against the members that can be standbys.
#include "linter/engine/rule.h"
#include "linter/model/python.h"
#include "linter/model/roles.h"

namespace patrol::rules {
namespace {

// Members that may be a synchronous standby while one of them is the leader; nothing when unknown.
std::optional<long long> possible_standbys(const Snapshot& cluster) {
  long long able = 0;
  long long leaders = 0;
  for (const PatroniDocument* member : cluster.patroni) {
    const auto nosync = is_nosync(*member);
    const auto nofailover = is_nofailover(*member);
    if (!nosync || !nofailover) return std::nullopt;
    if (!*nosync) ++able;
    if (*nosync && !*nofailover) ++leaders;
  }
  return leaders > 0 ? able : able - 1;
}

void check(const Snapshot& cluster, Report& report) {
  constexpr std::size_t fewest = 2;
  const auto standbys = possible_standbys(cluster);
  for (const DynamicSection& dynamic : cluster.dynamic_sections()) {
    const Value wanted = dynamic.root["synchronous_node_count"];
    const auto count = python_int(wanted);
    const auto is_on = is_synchronous(dynamic.root);
    if (!wanted || !count || !is_on) continue;
    if (!*is_on && *count > 1) {
      report
          .add(at(wanted),
               cat("`synchronous_node_count` is ", *count, " although synchronous_mode is off"))
          .note("nothing is replicated synchronously")
          .severity(Severity::info);
      continue;
    }
    if (!*is_on || !standbys || cluster.patroni.size() < fewest || *count <= *standbys) continue;
    report
        .add(at(wanted), cat("`synchronous_node_count` is ", *count, "; the members given leave ",
                             *standbys, *standbys == 1 ? " standby for it" : " standbys for it"))
        .note("Patroni takes as many as there are, so the wanted redundancy is never reached")
        .fix(cat("lower it to ", *standbys, " or add members"));
  }
}

}  // namespace

extern constinit const Rule sync_node_count{
    .id = "TAG010",
    .name = "sync-node-count",
    .severity = Severity::warning,
    .summary = "`synchronous_node_count` asks for more standbys than there are",
    .why =
        "Patroni silently uses fewer synchronous standbys when it does not find enough, so commits "
        "are confirmed by fewer copies than the number promises.",
    .bad = R"(--- a.yml
scope: shop
name: a
bootstrap:
  dcs:
    synchronous_mode: true
    synchronous_node_count: 2  # finding: TAG010
--- b.yml
scope: shop
name: b
)",
    .good = R"(--- a.yml
scope: shop
name: a
bootstrap:
  dcs:
    synchronous_mode: true
    synchronous_node_count: 1
--- b.yml
scope: shop
name: b
)",
    .sources = {"patroni 4.1.4 docs/replication_modes.rst",
                "patroni 4.1.4 patroni/global_config.py"},
    .yields_to = {Surface::dcs},
    .check = check,
};

}  // namespace patrol::rules
