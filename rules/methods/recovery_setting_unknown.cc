// recovery_conf takes recovery settings only; other names are left out.
#include "linter/engine/rule.h"

namespace patrol::rules {
namespace {

// What replicas never get from recovery_conf, whatever it says.
// Source: patroni 4.1.4 patroni/postgresql/config.py build_recovery_params.
bool is_discarded(std::string_view name) {
  return (name.starts_with("recovery_target") && name != "recovery_target_timeline") ||
         name == "primary_conninfo" || name == "primary_slot_name";
}

void check_unknown(const Value& value, Report& report) {
  const std::string_view name = value.key().text();
  if (facts::is_recovery_parameter(name) || value.key().is_opaque()) return;
  auto finding = report.add(at_key(value), cat("`", shown(name),
                                               "` is no recovery setting; Patroni "
                                               "leaves it out"));
  finding.note("it never reaches the server, and nothing is logged");
  const auto near = nearest_name(name, facts::recovery_parameters());
  if (near) {
    finding.fix(cat("rename it to `", *near, "`"), Safety::needs_review,
                {{.at = value.key_span(), .replacement = std::string(*near)}});
  } else if (facts::find_guc(name) != nullptr) {
    finding.severity(Severity::warning).fix("move it to `parameters`");
  }
}

void check_discarded(const Value& value, Report& report) {
  const std::string_view name = value.key().text();
  if (!is_discarded(name)) return;
  report.add(at_key(value), cat("`", shown(name), "` in `recovery_conf` has no effect on replicas"))
      .severity(Severity::warning)
      .note("Patroni follows the leader and sets targets and connection by itself")
      .fix("for point-in-time recovery use `bootstrap.METHOD.recovery_conf`");
}

void check(const Snapshot& cluster, Report& report) {
  for (const PlacedKey& key : cluster.keys) {
    const bool is_for_replicas = key.path == "postgresql.recovery_conf";
    if ((!is_for_replicas && key.path != "bootstrap.*.recovery_conf") || !key.is_read()) continue;
    if (is_too_long(key.value)) continue;
    for (const auto& member : key.value.members()) {
      check_unknown(member.value, report);
      if (is_for_replicas) check_discarded(member.value, report);
    }
  }
}

}  // namespace

extern constinit const Rule recovery_setting_unknown{
    .id = "MTH009",
    .name = "recovery-setting-unknown",
    .severity = Severity::error,
    .summary = "`recovery_conf` holds a name that is left out",
    .why =
        "Patroni writes recovery settings from `recovery_conf` and drops other names without a "
        "message. A misspelt `restore_command` leaves replicas without the archive.",
    .bad = R"(scope: main
postgresql:
  recovery_conf:
    restore_comand: cp /wal/%f %p  # finding: MTH009
)",
    .good = R"(scope: main
postgresql:
  recovery_conf:
    restore_command: cp /wal/%f %p
)",
    .sources = {"patroni 4.1.4 patroni/postgresql/config.py build_recovery_params",
                "patroni 4.1.4 docs/yaml_configuration.rst"},
    .check = check,
};

}  // namespace patrol::rules
