// The section `etcd` speaks the v2 API, which newer servers do not serve.
#include "linter/engine/rule.h"
#include "linter/facts/facts.h"
#include "linter/model/etcd.h"
#include "rules/dcs/shared_endpoint.h"

namespace patrol::rules {
namespace {

constexpr std::string_view switch_flag = "enable-v2";
constexpr std::string_view consequence =
    "Patroni waits for the DCS: etcd answers 404 page not found to /v2";

bool is_on(std::string_view text) {
  return text == "1" || text == "t" || text == "T" || text == "true" || text == "True" ||
         text == "TRUE";
}

// v2 is served without being asked for up to the version before the one that turned the switch.
bool is_on_by_default(Version etcd) {
  return etcd < Version{3, 4, 0};
}

bool is_gone(Version etcd) {
  const facts::EtcdSetting* setting = facts::find_etcd_flag(switch_flag);
  return setting != nullptr && setting->removed_in != Version{} && etcd >= setting->removed_in;
}

void report_member(const Snapshot& cluster, const Value& section, const EtcdDocument& member,
                   Report& report) {
  const KnownVersion etcd = member.etcd.is_known ? member.etcd : cluster.etcd_version;
  const EtcdValue* value = member.find(switch_flag);
  if (value != nullptr && (value->is_opaque || is_on(value->value)) && !is_gone(etcd.version))
    return;
  if (value == nullptr && etcd.is_known && is_on_by_default(etcd.version)) return;
  auto finding =
      report.add(at_key(section), "`etcd` uses the v2 API, which this etcd does not serve");
  if (value != nullptr)
    finding.label(at(*value),
                  is_gone(etcd.version) ? "this version ignores it" : "v2 is switched off");
  else if (!etcd.is_known)
    finding.severity(Severity::warning)
        .note("etcd 3.4 and 3.5 serve v2 only with enable-v2; 3.6 never");
  finding.note(std::string(consequence))
      .fix("rename the section to `etcd3` on all members at once");
}

void report_alone(const Snapshot& cluster, const Value& section, Report& report) {
  const KnownVersion& etcd = cluster.etcd_version;
  if (etcd.is_known && is_on_by_default(etcd.version)) return;
  auto finding =
      report.add(at_key(section), "`etcd` uses the v2 API; etcd 3.4 and later need `etcd3`");
  finding.severity(!etcd.is_known          ? Severity::info
                   : is_gone(etcd.version) ? Severity::error
                                           : Severity::warning);
  finding.note("v2 is off by default in 3.4 and 3.5, and gone from 3.6")
      .fix("rename the section to `etcd3` on all members at once");
}

void check(const Snapshot& cluster, Report& report) {
  for (const MemberDcs& dcs : member_dcs(cluster)) {
    if (dcs.kind != DcsKind::etcd) continue;
    if (cluster.etcd.empty()) report_alone(cluster, dcs.section, report);
    for (const EtcdDocument* member : cluster.etcd)
      report_member(cluster, dcs.section, *member, report);
  }
}

}  // namespace

extern constinit const Rule etcd_v2_api{
    .id = "DCS004",
    .name = "etcd-v2-api",
    .severity = Severity::error,
    .summary = "the section `etcd` needs an API that etcd does not serve",
    .why =
        "etcd 3.4 switched the v2 API off by default and 3.6 removed it. Data of v2 is invisible "
        "to v3, so the change of section is a change of store.",
    .bad = R"(--- patroni.yml
scope: shop
name: n1
etcd:  # finding: DCS004
  hosts: 10.0.0.11:2379
--- etcd.env
ETCD_NAME=e1
ETCD_DATA_DIR=/var/lib/etcd/main
ETCD_LISTEN_CLIENT_URLS=http://10.0.0.11:2379
ETCD_ADVERTISE_CLIENT_URLS=http://10.0.0.11:2379
ETCD_ENABLE_V2=false
)",
    .good = R"(--- patroni.yml
scope: shop
name: n1
etcd3:
  hosts: 10.0.0.11:2379
--- etcd.env
ETCD_NAME=e1
ETCD_DATA_DIR=/var/lib/etcd/main
ETCD_LISTEN_CLIENT_URLS=http://10.0.0.11:2379
ETCD_ADVERTISE_CLIENT_URLS=http://10.0.0.11:2379
ETCD_ENABLE_V2=false
)",
    .sources = {"etcd 3.4 docs upgrades/upgrade_3_4", "etcd 3.6 CHANGELOG",
                "patroni 4.1.4 docs/yaml_configuration.rst"},
    .check = check,
};

}  // namespace patrol::rules
