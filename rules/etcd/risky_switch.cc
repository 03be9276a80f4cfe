// Switches for an emergency that are left on.
#include "linter/engine/rule.h"
#include "rules/etcd/shared_etcd.h"

namespace patrol::rules {
namespace {

void check(const Snapshot& cluster, Report& report) {
  for (const EtcdDocument* member : active_members(cluster)) {
    if (is_on(*member, "force-new-cluster")) {
      const EtcdValue& value = *member->find("force-new-cluster");
      report.add(at(value), cat('`', value.setting, "` is left on"))
          .note("every start throws all other members out and founds a cluster of one")
          .fix("remove it after the recovery");
    }
    const EtcdValue* strict = setting(*member, "strict-reconfig-check");
    if (strict != nullptr && go_boolean(strict->value) == false)
      report.add(at(*strict), cat('`', strict->setting, "` is off"))
          .severity(Severity::info)
          .note("etcd then accepts changes of membership that cost the quorum")
          .fix("leave it on");
    const EtcdValue* unsafe = setting(*member, "unsafe-no-fsync");
    if (unsafe != nullptr && is_on(*member, "unsafe-no-fsync"))
      report.add(at(*unsafe), cat('`', unsafe->setting, "` is on"))
          .severity(Severity::error)
          .note("a power failure can lose or corrupt the cluster's state")
          .fix("remove it");
  }
}

}  // namespace

extern constinit const Rule risky_switch{
    .id = "ETC031",
    .name = "risky-switch",
    .severity = Severity::warning,
    .summary = "a switch of etcd that endangers the cluster is on",
    .why =
        "force-new-cluster is for one start after a disaster; left in the file it tears the "
        "cluster apart at the next restart.",
    .bad = R"(--- etcd.env
ETCD_NAME=e1
ETCD_DATA_DIR=/var/lib/etcd/main
ETCD_FORCE_NEW_CLUSTER=true  # finding: ETC031
)",
    .good = R"(--- etcd.env
ETCD_NAME=e1
ETCD_DATA_DIR=/var/lib/etcd/main
ETCD_FORCE_NEW_CLUSTER=false
)",
    .sources = {"etcd 3.5 docs op-guide/recovery", "etcd 3.5 docs op-guide/configuration"},
    .check = check,
};

}  // namespace patrol::rules
