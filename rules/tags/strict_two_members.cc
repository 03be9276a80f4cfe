// Strict synchronous replication with one standby stops writes whenever that standby is away.
#include "linter/engine/rule.h"
#include "linter/model/python.h"
#include "linter/model/roles.h"

namespace patrol::rules {
namespace {

void check(const Snapshot& cluster, Report& report) {
  constexpr std::size_t one_standby = 2;
  const std::size_t members =
      cluster.live != nullptr ? cluster.live->members.size() : cluster.patroni.size();
  if (members != one_standby) return;
  for (const DynamicSection& dynamic : cluster.dynamic_sections()) {
    const Value strict = dynamic.root["synchronous_mode_strict"];
    if (!patroni_bool(strict).value_or(false) || is_synchronous(dynamic.root) != true) continue;
    report.add(at(strict), "strict synchronous mode with 2 members; one standby is all there is")
        .label(at(dynamic.root["synchronous_mode"]), "commits wait for a standby")
        .note("a reboot or an outage of the standby blocks every write on the primary")
        .fix("add a third member, or leave the strict mode off");
  }
}

}  // namespace

extern constinit const Rule strict_two_members{
    .id = "TAG009",
    .name = "strict-two-members",
    .severity = Severity::info,
    .summary = "strict synchronous mode in a cluster of two members",
    .why =
        "With `synchronous_mode_strict` the primary refuses to commit when no synchronous standby "
        "is connected. In a cluster of two every restart of the standby is a write outage.",
    .bad = R"(--- a.yml
scope: shop
name: a
bootstrap:
  dcs:
    synchronous_mode: true
    synchronous_mode_strict: true  # finding: TAG009
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
    synchronous_mode_strict: true
--- b.yml
scope: shop
name: b
--- c.yml
scope: shop
name: c
)",
    .sources = {"patroni 4.1.4 docs/replication_modes.rst"},
    .check = check,
};

}  // namespace patrol::rules
