// synchronous_mode_strict only sharpens synchronous_mode.
#include "linter/engine/rule.h"
#include "linter/model/python.h"
#include "linter/model/roles.h"

namespace patrol::rules {
namespace {

void check(const Snapshot& cluster, Report& report) {
  for (const DynamicSection& dynamic : cluster.dynamic_sections()) {
    const Value strict = dynamic.root["synchronous_mode_strict"];
    const Value mode = dynamic.root["synchronous_mode"];
    if (!patroni_bool(strict).value_or(false) || is_synchronous(dynamic.root) != false) continue;
    auto finding =
        report.add(at(strict), "`synchronous_mode_strict` is on without synchronous_mode");
    if (mode)
      finding.label(at(mode), "this switches replication to asynchronous");
    else
      finding.note("`synchronous_mode` is not set: off by default");
    finding.note("commits do not wait for any standby; a failover may lose acknowledged writes");
    finding.fix("set `synchronous_mode: true`");
  }
}

}  // namespace

extern constinit const Rule strict_without_sync{
    .id = "TAG008",
    .name = "strict-without-sync",
    .severity = Severity::warning,
    .summary = "`synchronous_mode_strict` is on although `synchronous_mode` is not",
    .why =
        "The strict mode says what happens when no synchronous standby is left. Without "
        "`synchronous_mode` there are none, and the setting does nothing.",
    .bad = R"(bootstrap:
  dcs:
    synchronous_mode_strict: true  # finding: TAG008
)",
    .good = R"(bootstrap:
  dcs:
    synchronous_mode: true
    synchronous_mode_strict: true
)",
    .sources = {"patroni 4.1.4 docs/replication_modes.rst",
                "patroni 4.1.4 patroni/global_config.py"},
    .check = check,
};

}  // namespace patrol::rules
