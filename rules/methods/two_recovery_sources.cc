// keep_existing_recovery_conf and recovery_conf of one method exclude each other.
#include "linter/engine/rule.h"
#include "linter/model/python.h"

namespace patrol::rules {
namespace {

void check(const Snapshot& cluster, Report& report) {
  for (const PlacedKey& key : cluster.keys) {
    if (key.path != "bootstrap.*.keep_existing_recovery_conf") continue;
    const Value section = key.value.parent();
    const Value written = section["recovery_conf"];
    if (!written || !python_truth(key.value).value_or(false)) continue;
    report
        .add(at_key(key.value),
             "`keep_existing_recovery_conf` is on, and `recovery_conf` replaces "
             "what it keeps")
        .label(at_key(written), "written over what the command left")
        .note("the restore tool's own recovery settings are lost")
        .fix("keep one of the two");
  }
}

}  // namespace

extern constinit const Rule two_recovery_sources{
    .id = "MTH010",
    .name = "two-recovery-sources",
    .severity = Severity::warning,
    .summary = "a bootstrap method keeps recovery settings and writes others over them",
    .why =
        "`recovery_conf` of a method is written after its command, also when the settings that "
        "the restore tool left were to be kept. Recovery may then look in the wrong archive.",
    .bad = R"(scope: main
bootstrap:
  dcs: {ttl: 30}
  method: restore
  restore:
    command: /usr/local/bin/restore
    keep_existing_recovery_conf: true  # finding: MTH010
    recovery_conf: {restore_command: cp /wal/%f %p}
)",
    .good = R"(scope: main
bootstrap:
  dcs: {ttl: 30}
  method: restore
  restore:
    command: /usr/local/bin/restore
    keep_existing_recovery_conf: true
)",
    .sources = {"patroni 4.1.4 patroni/postgresql/bootstrap.py _custom_bootstrap"},
    .check = check,
};

}  // namespace patrol::rules
