// Settings that the target version does not read any more.
#include "rules/versions/shared_target.h"

namespace patrol::rules {
namespace {

bool is_removed(const facts::PatroniSetting& row, Version version) {
  return row.removed_in != Version{} && version >= row.removed_in;
}

void check(const Snapshot& cluster, Report& report) {
  for (const PlacedKey& key : cluster.keys) {
    if (!key.is_read() || key.value.is_null()) continue;
    const KnownVersion version = target(cluster, key);
    const auto* section = facts::find_patroni_setting(key.holder);
    const bool is_reported = key.holder.starts_with("bootstrap.users") ||
                             (section != nullptr && is_removed(*section, version.version));
    if (!is_removed(*key.fact, version.version) || is_reported) continue;
    auto finding =
        report.add(at_key(key.value), cat("`", shown(key.name()),
                                          "` is not read by "
                                          "Patroni ",
                                          to_string(key.fact->removed_in), " and later"));
    if (!version.is_known) finding.severity(Severity::info);
    if (!key.fact->note.empty()) finding.note(std::string(key.fact->note));
    if (!key.fact->replacement.empty())
      finding.fix(cat("use `", key.fact->replacement, "` instead"));
  }
}

}  // namespace

extern constinit const Rule setting_removed{
    .id = "VER002",
    .name = "setting-removed",
    .severity = Severity::warning,
    .summary = "the target version of Patroni does not read the setting any more",
    .why =
        "Patroni 4 dropped some settings. They are ignored, at best with a line in the log: "
        "users are not created, and a method is not tried without a leader.",
    .bad = R"(scope: main
bootstrap:
  dcs: {ttl: 30}
  users:  # finding: VER002
    app: {password: secret}
)",
    .good = R"(scope: main
bootstrap:
  dcs: {ttl: 30}
  post_bootstrap: /usr/local/bin/create-users
)",
    .sources = {"patroni 4.1.4 docs/releases.rst 4.0.0"},
    .check = check,
};

}  // namespace patrol::rules
