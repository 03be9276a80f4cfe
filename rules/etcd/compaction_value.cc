// auto-compaction-retention: hours, revisions, or a duration.
#include "linter/engine/rule.h"
#include "rules/etcd/shared_etcd.h"

namespace patrol::rules {
namespace {

void check_member(const EtcdDocument& member, Report& report) {
  const EtcdValue* value = setting(member, "auto-compaction-retention");
  if (value == nullptr) return;
  const std::string_view text = value->value;
  const bool is_number = to_integer(text) && *to_integer(text) >= 0;
  if (!is_number && (!is_go_duration(text) || text.starts_with('-'))) {
    report
        .add(at(*value), cat('`', value->setting, "` is ", shown(text),
                             "; a number or a duration such as 24h is needed"))
        .note("etcd ends at start; days are no unit")
        .fix("write hours, for example 24h");
    return;
  }
  if (is_number || etcd_text(member, "auto-compaction-mode") != "revision") return;
  report
      .add(at(*value),
           cat('`', value->setting, "` is ", shown(text), ", a time; the mode counts revisions"))
      .severity(Severity::warning)
      .label(at(*member.find("auto-compaction-mode")), "the mode")
      .note("the time is taken for a number of revisions, in nanoseconds: nothing is compacted")
      .fix("give a number of revisions, or use the mode periodic");
}

void check(const Snapshot& cluster, Report& report) {
  for (const EtcdDocument* member : active_members(cluster)) check_member(*member, report);
}

}  // namespace

extern constinit const Rule compaction_value{
    .id = "ETC015",
    .name = "compaction-value",
    .severity = Severity::error,
    .summary = "the retention of etcd's automatic compaction cannot be read",
    .why =
        "A bare number means hours in the mode periodic and revisions in the mode revision; a "
        "duration needs one of Go's units.",
    .bad = R"(--- etcd.env
ETCD_NAME=e1
ETCD_DATA_DIR=/var/lib/etcd/main
ETCD_AUTO_COMPACTION_RETENTION=1d  # finding: ETC015
)",
    .good = R"(--- etcd.env
ETCD_NAME=e1
ETCD_DATA_DIR=/var/lib/etcd/main
ETCD_AUTO_COMPACTION_RETENTION=24h
)",
    .sources = {"etcd 3.5.16 server/embed/etcd.go parseCompactionRetention",
                "tried on 3.3.25 to 3.5.30"},
    .check = check,
};

}  // namespace patrol::rules
