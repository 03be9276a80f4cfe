// Settings that do nothing, or break, without another one beside them.
#include <array>

#include "rules/patroni/shared_settings.h"

namespace patrol::rules {
namespace {

// Other rules say more about these.
constexpr auto told_elsewhere = std::to_array<std::string_view>(
    {"restapi.keyfile", "ctl.keyfile", "etcd.key", "etcd3.key", "consul.key", "zookeeper.key",
     "restapi.verify_client", "etcd.password", "etcd3.password", "etcd.srv_suffix",
     "etcd3.srv_suffix", "restapi.authentication.username", "restapi.authentication.password",
     "ctl.authentication.username", "ctl.authentication.password"});

std::string_view last_name(std::string_view path) {
  return path.substr(path.find_last_of('.') + 1);
}

std::string_view holder_of(std::string_view path) {
  const auto dot = path.find_last_of('.');
  return dot == std::string_view::npos ? std::string_view{} : path.substr(0, dot);
}

// The setting it needs, in the same section; nothing when it is there or may come from elsewhere.
std::string_view missing_partner(const PlacedKey& key) {
  for (const std::string_view needed : key.fact->needs) {
    if (holder_of(needed) != key.holder) continue;
    const Value section = key.value.parent();
    const Value partner = section[last_name(needed)];
    const bool is_there = partner && !partner.is_null() && partner.boolean() != false;
    if (!is_there) return last_name(needed);
  }
  return {};
}

bool breaks_start(std::string_view holder) {
  return holder == "exhibitor" || holder == "citus";
}

void check(const Snapshot& cluster, Report& report) {
  for (const PlacedKey* key : judged_settings(cluster)) {
    // Slots have a rule of their own; a switch that is off and an empty text ask for nothing.
    const bool is_idle = key->value.boolean() == false || key->value.text() == "none";
    if (has_own_rule(key->path, told_elsewhere)) continue;
    if (key->holder == "slots.*" || is_idle || key->is_in_dcs()) continue;
    const std::string_view partner = missing_partner(*key);
    if (partner.empty()) continue;
    auto finding = report.add(at_key(key->value),
                              cat("`", shown(key->name()), "` stands without `", partner, "`"));
    if (breaks_start(key->holder)) finding.severity(Severity::error);
    add_remark(finding, *key->fact);
    finding.note(cat("without `", partner, "` the setting has no effect or breaks the section"))
        .fix(cat("add `", partner, "`, or remove it"));
  }
}

}  // namespace

extern constinit const Rule lonely_setting{
    .id = "PAT010",
    .name = "lonely-setting",
    .severity = Severity::warning,
    .summary = "a setting stands without the one it needs beside it",
    .why =
        "Some settings only work together: TLS files without `use_ssl`, headers for HTTPS without "
        "a certificate, one half of a Citus or Exhibitor section. Alone they are ignored, or "
        "Patroni stops with a traceback.",
    .bad = R"(scope: main
restapi:
  listen: 10.0.0.1:8008
  https_extra_headers: {Strict-Transport-Security: max-age=60}  # finding: PAT010
)",
    .good = R"(scope: main
restapi:
  listen: 10.0.0.1:8008
  certfile: /etc/patroni/cert.pem
  https_extra_headers: {Strict-Transport-Security: max-age=60}
)",
    .sources = {"patroni 4.1.4 docs/yaml_configuration.rst", "patroni 4.1.4 patroni/api.py",
                "patroni 4.1.4 patroni/config.py"},
    .check = check,
};

}  // namespace patrol::rules
