// One recovery setting among the parameters makes Patroni forget the whole recovery_conf.
#include "linter/engine/rule.h"
#include "linter/model/layers.h"

namespace patrol::rules {
namespace {

// What a replica gets whatever the file says, so that writing it is merely idle.
bool is_what_patroni_sets(std::string_view name, const Value& value) {
  return name == "recovery_target_timeline" && value.text() == "latest";
}

// Patroni sets the connection itself, and takes targets away from replicas.
// Source: patroni 4.1.4 patroni/postgresql/config.py build_recovery_params.
bool is_discarded(std::string_view name) {
  return name.starts_with("recovery_target") || name == "primary_conninfo" ||
         name == "primary_slot_name" || name == "standby_mode";
}

Value recovery_conf(const Snapshot& cluster, const PlacedKey& key) {
  if (key.member == nullptr) return key.value.parent().parent()["recovery_conf"];
  const Value local = key.member->root().at("postgresql.recovery_conf");
  if (local) return local;
  return dynamic_root(cluster, *key.member).at("postgresql.recovery_conf");
}

std::string lost_names(const Value& section) {
  std::vector<std::string> names;
  for (const auto& member : section.members()) names.push_back(shown(member.key.text()));
  if (names.size() > 4) names.resize(4);
  return join(names, ", ");
}

void tell(const PlacedKey& key, const Value& section, Report& report) {
  const std::string name = shown(key.name());
  if (section.is_mapping() && !section.members().empty()) {
    report
        .add(at_key(key.value), cat("`", name,
                                    "` in `parameters` makes Patroni disregard all of "
                                    "`recovery_conf`"))
        .label(at_key(section), cat("no effect: ", lost_names(section)))
        .note("recovery settings found among the parameters replace recovery_conf as a whole")
        .fix("move it to `recovery_conf`, or remove it");
    return;
  }
  if (!is_discarded(lower(key.name()))) return;
  auto finding = report.add(at_key(key.value), cat("`", name,
                                                   "` in `parameters` has no effect; "
                                                   "Patroni sets it by itself"));
  if (is_what_patroni_sets(lower(key.name()), key.value)) finding.severity(Severity::info);
  if (lower(key.name()).starts_with("recovery_target"))
    finding.note("point-in-time recovery is a matter of `bootstrap.METHOD.recovery_conf`");
  else
    finding.note("replicas follow the leader that the DCS names, with the replication user");
  finding.fix("remove it");
}

void check(const Snapshot& cluster, Report& report) {
  for (const PlacedKey& key : cluster.keys) {
    if (key.holder != "postgresql.parameters" || !facts::is_recovery_parameter(key.name()))
      continue;
    tell(key, recovery_conf(cluster, key), report);
  }
}

}  // namespace

extern constinit const Rule recovery_setting_in_parameters{
    .id = "LAY007",
    .name = "recovery-setting-in-parameters",
    .severity = Severity::warning,
    .summary = "a recovery setting stands among the parameters",
    .why =
        "Patroni keeps recovery settings apart. Those it finds in `parameters` replace "
        "`postgresql.recovery_conf` as a whole, so a `restore_command` there is lost; targets "
        "and connection settings are discarded in any place.",
    .bad = R"(scope: main
postgresql:
  recovery_conf: {restore_command: cp /wal/%f %p}
  parameters:
    recovery_end_command: ''  # finding: LAY007
)",
    .good = R"(scope: main
postgresql:
  recovery_conf: {restore_command: cp /wal/%f %p, recovery_end_command: ''}
)",
    .sources = {"patroni 4.1.4 patroni/postgresql/config.py _adjust_recovery_parameters",
                "patroni 4.1.4 docs/yaml_configuration.rst"},
    .check = check,
};

}  // namespace patrol::rules
