// Old names that still work.
#include "rules/versions/shared_target.h"

namespace patrol::rules {
namespace {

bool is_old(const facts::PatroniSetting& row, Version version) {
  if (row.removed_in != Version{} && version >= row.removed_in) return false;
  if (row.deprecated_in != Version{}) return version >= row.deprecated_in;
  return !row.replacement.empty() && row.removed_in == Version{};
}

std::string_view last_name(std::string_view path) {
  return path.substr(path.find_last_of('.') + 1);
}

// Other rules and the section above it speak about these.
bool is_reported(const PlacedKey& key, Version version) {
  const auto* section = facts::find_patroni_setting(key.holder);
  return key.holder.starts_with("bootstrap.users") || key.path == "raft" ||
         (section != nullptr && is_old(*section, version));
}

void tell(const PlacedKey& key, Report& report) {
  const Version since = key.fact->deprecated_in;
  auto finding = report.add(
      at_key(key.value),
      cat("`", shown(key.name()), "` is an old ",
          since == Version{} ? std::string("name that still works")
                             : cat("setting, deprecated since Patroni ", to_string(since))));
  const Value newer = key.value.parent()[last_name(key.fact->replacement)];
  if (newer)
    finding.severity(Severity::warning).label(at_key(newer), "the new name stands here as well");
  if (!key.fact->note.empty()) finding.note(std::string(key.fact->note));
  if (!key.fact->replacement.empty()) finding.fix(cat("use `", key.fact->replacement, "` instead"));
}

void check(const Snapshot& cluster, Report& report) {
  for (const PlacedKey& key : cluster.keys) {
    if (!key.is_read()) continue;
    const Version version = target(cluster, key).version;
    if (is_old(*key.fact, version) && !is_reported(key, version)) tell(key, report);
  }
}

}  // namespace

extern constinit const Rule setting_deprecated{
    .id = "VER003",
    .name = "setting-deprecated",
    .severity = Severity::info,
    .summary = "an old setting that still works",
    .why =
        "Old names keep working until a version drops them. When old and new name stand beside "
        "each other, the old one is ignored.",
    .bad = R"(scope: main
bootstrap:
  dcs:
    ttl: 30
    master_start_timeout: 300  # finding: VER003
)",
    .good = R"(scope: main
bootstrap:
  dcs:
    ttl: 30
    primary_start_timeout: 300
)",
    .sources = {"patroni 4.1.4 docs/releases.rst", "patroni 4.1.4 patroni/global_config.py"},
    .check = check,
};

}  // namespace patrol::rules
