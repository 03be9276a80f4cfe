// Settings that the target version does not know yet.
#include "rules/versions/shared_target.h"

namespace patrol::rules {
namespace {

bool is_too_new(const PlacedKey& key, const KnownVersion& version) {
  if (key.fact == nullptr || !key.is_read()) return false;
  if (key.fact->is_unreleased) return true;
  return version.is_known && key.fact->since > version.version &&
         !key.fact->is_known_in(version.version);
}

// The section above it is as new and is reported already.
bool has_new_section(const PlacedKey& key, const KnownVersion& version) {
  const auto* section = facts::find_patroni_setting(key.holder);
  return section != nullptr && version.is_known && section->since > version.version;
}

void check(const Snapshot& cluster, Report& report) {
  for (const PlacedKey& key : cluster.keys) {
    const KnownVersion version = target(cluster, key);
    if (!is_too_new(key, version) || has_new_section(key, version)) continue;
    const std::string name = shown(key.name());
    auto finding = report.add(at_key(key.value),
                              key.fact->is_unreleased
                                  ? cat("no release of Patroni knows `", name, "` yet")
                                  : cat("Patroni ", to_string(version.version), " does not know `",
                                        name, "`; ", to_string(key.fact->since), " and later do"));
    if (key.path.starts_with("tags."))
      finding.note("an older Patroni takes it for a tag of your own, which changes nothing");
    finding.note("unknown settings are ignored without a message")
        .fix("upgrade Patroni on all members first, or remove it");
  }
}

}  // namespace

extern constinit const Rule setting_too_new{
    .id = "VER001",
    .name = "setting-too-new",
    .severity = Severity::warning,
    .summary = "the target version of Patroni does not know the setting yet",
    .why =
        "Patroni ignores settings from later versions without a message: with "
        "`failover_priority: 0` a 3.1 still promotes the node.",
    .bad = R"(scope: main
postgresql:
  pg_hba_replica: []  # finding: VER001
)",
    .good = R"(scope: main
postgresql:
  pg_hba: []
)",
    .sources = {"patroni 4.1.4 docs/releases.rst"},
    .check = check,
};

}  // namespace patrol::rules
