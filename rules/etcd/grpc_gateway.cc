// Patroni's etcd3 driver speaks to etcd's JSON gateway.
#include <algorithm>

#include "linter/engine/rule.h"
#include "rules/etcd/shared_etcd.h"

namespace patrol::rules {
namespace {

constexpr std::string_view flag = "enable-grpc-gateway";

bool uses_gateway(const Snapshot& cluster) {
  return std::any_of(cluster.patroni.begin(), cluster.patroni.end(),
                     [](const PatroniDocument* member) {
                       const auto sections = dcs_sections(member->root());
                       return !sections.empty() && sections.front() == DcsKind::etcd3;
                     });
}

// Only this version turns the gateway off for whoever uses a YAML file.
bool is_off_in_yaml(Version etcd) {
  return etcd >= Version{3, 4, 0} && etcd < Version{3, 5, 0};
}

// Written out because this version's default is another one; etcd's own sample file has both.
bool looks_like_34(const EtcdDocument& member) {
  return setting(member, "logger") != nullptr && setting(member, "enable-v2") == nullptr;
}

void report_missing(const Snapshot& cluster, const EtcdDocument& member, Report& report) {
  const KnownVersion etcd = etcd_version(cluster, member);
  if (etcd.is_known && !is_off_in_yaml(etcd.version)) return;
  auto finding = report.add(missing_flag(member, flag),
                            "the gRPC gateway is off in etcd 3.4 when a YAML file is used");
  const bool is_used = uses_gateway(cluster);
  if (etcd.is_known && is_used) finding.severity(Severity::error);
  if (!etcd.is_known && !is_used && !looks_like_34(member)) finding.severity(Severity::info);
  finding
      .note(
          "Patroni's `etcd3` section needs it: every request is answered 404; etcd 3.5 and later "
          "have it on")
      .fix("add `enable-grpc-gateway: true`");
}

void check(const Snapshot& cluster, Report& report) {
  for (const EtcdDocument* member : active_members(cluster)) {
    const EtcdValue* value = member->find(flag);
    if (value == nullptr) {
      if (member->is_yaml) report_missing(cluster, *member, report);
      continue;
    }
    if (value->is_opaque || go_boolean(value->value) != false) continue;
    auto finding = report.add(at(*value), cat('`', value->setting, "` is off"));
    if (uses_gateway(cluster)) finding.severity(Severity::error);
    finding.note("Patroni's `etcd3` section needs the gateway: every request is answered 404")
        .fix("switch it on");
  }
}

}  // namespace

extern constinit const Rule grpc_gateway{
    .id = "ETC027",
    .name = "grpc-gateway",
    .severity = Severity::warning,
    .summary = "etcd does not serve the JSON gateway that Patroni uses",
    .why =
        "The section `etcd3` talks to /v3/kv over HTTP. etcd 3.4 serves it by default when it is "
        "configured by flags or variables, but not when a YAML file is used.",
    .bad = R"(--- etcd.conf.yml
name: e1
data-dir: /var/lib/etcd
enable-grpc-gateway: false  # finding: ETC027
)",
    .good = R"(--- etcd.conf.yml
name: e1
data-dir: /var/lib/etcd
enable-grpc-gateway: true
)",
    .sources = {"etcd 3.4.45 embed/config.go", "tried on 3.4.23 and 3.5.16"},
    .check = check,
};

}  // namespace patrol::rules
