// A configuration file makes every variable void.
#include "linter/engine/rule.h"
#include "linter/facts/facts.h"
#include "rules/etcd/shared_etcd.h"

namespace patrol::rules {
namespace {

const EtcdValue* first_ignored(const EtcdDocument& member) {
  for (const EtcdValue& value : member.values)
    if (value.flag != "config-file" && facts::find_etcd_flag(value.flag) != nullptr) return &value;
  return nullptr;
}

void check(const Snapshot& cluster, Report& report) {
  for (const EtcdDocument* member : cluster.etcd) {
    const EtcdValue* file = setting(*member, "config-file");
    if (member->is_yaml || file == nullptr) continue;
    const EtcdValue* ignored = first_ignored(*member);
    if (ignored == nullptr) continue;
    report.add(at(*file), cat('`', file->setting, "` is set; etcd ignores all other variables"))
        .label(at(*ignored), "ignored, like the rest of this file")
        .note("with a configuration file etcd reads neither variables nor flags, and says nothing")
        .fix(cat("remove `", file->setting, "`, or move the settings into that file"));
  }
}

}  // namespace

extern constinit const Rule config_file_wins{
    .id = "ETC022",
    .name = "config-file-wins",
    .severity = Severity::warning,
    .summary = "a configuration file makes the variables beside it void",
    .why =
        "etcd takes all its settings from the file or none. Variables that stand beside it look "
        "right and have no effect.",
    .bad = R"(--- etcd.env
ETCD_NAME=e1
ETCD_DATA_DIR=/var/lib/etcd/main
ETCD_CONFIG_FILE=/etc/etcd/etcd.conf.yml  # finding: ETC022
)",
    .good = R"(--- etcd.env
ETCD_NAME=e1
ETCD_DATA_DIR=/var/lib/etcd/main
)",
    .sources = {"etcd 3.5 docs op-guide/configuration", "etcd issue 10747",
                "tried on 3.3.25 to 3.5.30"},
    .check = check,
};

}  // namespace patrol::rules
