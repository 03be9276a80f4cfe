// Only one recovery target at a time.
#include <algorithm>
#include <array>

#include "rules/postgres/shared_parameters.h"

namespace patrol::rules {
namespace {

bool is_target(std::string_view name) {
  static constexpr auto names = std::to_array<std::string_view>(
      {"recovery_target", "recovery_target_lsn", "recovery_target_name", "recovery_target_time",
       "recovery_target_xid"});
  return std::find(names.begin(), names.end(), lower(name)) != names.end();
}

bool is_same_holder(const ParameterUse& left, const ParameterUse& right) {
  if (left.file != nullptr || right.file != nullptr) return left.file == right.file;
  return left.value.parent() == right.value.parent();
}

void check(const Snapshot& cluster, Report& report) {
  const ParameterUse* before = nullptr;
  const auto uses = parameter_uses(cluster);
  for (const ParameterUse& use : uses) {
    const bool is_set = is_target(use.name) && use.is_judgeable() && !use.text.empty();
    if (!is_set || use.postgres.version.major < 12) continue;
    if (before != nullptr && is_same_holder(*before, use))
      report.add(use.at_name(), cat("`", shown(use.name), "` is a second recovery target"))
          .label(before->at_name(), "the first one")
          .note("PostgreSQL refuses to start: multiple recovery targets specified")
          .fix("keep one target");
    before = &use;
  }
}

}  // namespace

extern constinit const Rule recovery_targets{
    .id = "PGS023",
    .name = "recovery-targets",
    .severity = Severity::error,
    .summary = "two recovery targets are set",
    .why =
        "From 12 on a server with more than one of recovery_target, _lsn, _name, _time and _xid "
        "does not start.",
    .bad = R"(scope: main
bootstrap:
  method: pitr
  pitr:
    command: /usr/local/bin/restore.sh
    recovery_conf:
      restore_command: cp /wal/%f %p
      recovery_target_time: '2026-01-05 10:00:00+00'
      recovery_target_name: before_release  # finding: PGS023
)",
    .good = R"(scope: main
bootstrap:
  dcs: {ttl: 30, loop_wait: 10, retry_timeout: 10}
  method: pitr
  pitr:
    command: /usr/local/bin/restore.sh
    recovery_conf:
      restore_command: cp /wal/%f %p
      recovery_target_time: '2026-01-05 10:00:00+00'
      recovery_target_action: promote
)",
    .sources = {"PostgreSQL 10 to 18 started with 34 sets of options"},
    .check = check,
};

}  // namespace patrol::rules
