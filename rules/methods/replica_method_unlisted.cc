// The section of a replica method that create_replica_methods does not name.
#include <array>

#include "linter/model/layers.h"
#include "rules/methods/shared_methods.h"

namespace patrol::rules {
namespace {

bool is_named(const Value& list, std::string_view name) {
  const auto items = list.items();
  return std::any_of(items.begin(), items.end(),
                     [&](const Value& item) { return item.text() == name || item.is_opaque(); });
}

// The list holds a misspelt form of the name; that is what the finding about the list says.
bool is_nearly_named(const Value& list, std::string_view name) {
  const auto items = list.items();
  return std::any_of(items.begin(), items.end(), [&](const Value& item) {
    return !list.parent()[item.text()] &&
           nearest_name(item.text(), std::array<std::string_view, 1>{name}).has_value();
  });
}

bool is_used(const Snapshot& cluster, const PlacedKey& key) {
  if (key.member == nullptr)
    return is_named(key.value.parent()["create_replica_methods"], key.name());
  const Value standby = dynamic_root(cluster, *key.member).at("standby_cluster");
  return is_named(replica_method_list(cluster, *key.member), key.name()) ||
         is_named(standby["create_replica_methods"], key.name());
}

// Members may list what the dynamic configuration defines.
bool is_used_by_others(const Snapshot& cluster, const PlacedKey& key) {
  return key.is_in_dcs() &&
         std::any_of(cluster.patroni.begin(), cluster.patroni.end(),
                     [&](const PatroniDocument* member) {
                       return is_named(replica_method_list(cluster, *member), key.name());
                     });
}

constexpr std::string_view options_path = "postgresql.basebackup";

bool is_method(const PlacedKey& key) {
  if (!key.is_read()) return false;
  return key.path == options_path || (key.path == "postgresql.*" && key.value.is_mapping());
}

void tell(const PlacedKey& key, const Value& list, Report& report) {
  const bool has_list = list.is_sequence() && !list.items().empty();
  const bool is_options = key.path == options_path;
  // Without a list basebackup is what Patroni uses.
  if (is_options && !has_list) return;
  auto finding = report.add(at_key(key.value),
                            cat("the replica method `", shown(key.name()), "` is not used; ",
                                has_list ? "the list does not name it" : "there is no list"));
  if (has_list) finding.label(at_key(list), "does not name it");
  if (is_options) finding.severity(Severity::info);
  finding
      .note(has_list ? "replicas are made by the listed methods only"
                     : "replicas are made by pg_basebackup, the default")
      .fix(cat("add `", shown(key.name()), "` to `postgresql.create_replica_methods`"));
}

void check(const Snapshot& cluster, Report& report) {
  for (const PlacedKey& key : cluster.keys) {
    if (!is_method(key) || is_used(cluster, key) || is_used_by_others(cluster, key)) continue;
    const Value list = key.member == nullptr ? key.value.parent()["create_replica_methods"]
                                             : replica_method_list(cluster, *key.member);
    // A list of another shape has a rule of its own.
    const bool is_other_shape = list && !list.is_sequence() && !list.is_null();
    if (!is_other_shape && !is_nearly_named(list, key.name())) tell(key, list, report);
  }
}

}  // namespace

extern constinit const Rule replica_method_unlisted{
    .id = "MTH004",
    .name = "replica-method-unlisted",
    .severity = Severity::warning,
    .summary = "a replica method has a section and is not in `create_replica_methods`",
    .why =
        "Patroni runs the methods that the list names, in its order. A section alone does "
        "nothing, and every replica is copied in full from the leader.",
    .bad = R"(scope: main
postgresql:
  wal_e:  # finding: MTH004
    command: patroni_wale_restore
)",
    .good = R"(scope: main
postgresql:
  create_replica_methods: [wal_e, basebackup]
  wal_e:
    command: patroni_wale_restore
)",
    .sources = {"patroni 4.1.4 patroni/postgresql/bootstrap.py create_replica",
                "patroni 4.1.4 docs/replica_bootstrap.rst"},
    .check = check,
};

}  // namespace patrol::rules
