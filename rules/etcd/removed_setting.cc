// Settings that this version of etcd no longer has, or does not have yet.
#include "linter/engine/rule.h"
#include "linter/facts/facts.h"
#include "rules/etcd/shared_etcd.h"

namespace patrol::rules {
namespace {

std::string shown_version(Version version) {
  return to_string(version);
}

void check_value(const EtcdValue& value, KnownVersion etcd, Report& report) {
  const facts::EtcdSetting* fact = facts::find_etcd_flag(value.flag);
  if (fact == nullptr) return;
  const bool is_removed = fact->removed_in != Version{} && etcd.version >= fact->removed_in;
  const bool is_deprecated =
      fact->deprecated_in != Version{} && etcd.version >= fact->deprecated_in;
  const bool is_ahead = etcd.is_known && etcd.version < fact->since;
  if (is_removed) {
    auto finding = report.add(at_name(value), cat("etcd ", shown_version(fact->removed_in),
                                                  " removed `", value.setting, '`'));
    if (!etcd.is_known) finding.severity(Severity::info);
    finding.note("the setting is ignored; as a flag it ends etcd at start").fix("remove it");
  } else if (is_ahead) {
    report
        .add(at_name(value),
             cat('`', value.setting, "` exists since etcd ", shown_version(fact->since),
                 "; this is ", shown_version(etcd.version)))
        .note("the setting is ignored");
  } else if (is_deprecated) {
    report
        .add(at_name(value), cat('`', value.setting, "` is deprecated since etcd ",
                                 shown_version(fact->deprecated_in)))
        .severity(Severity::info)
        .note(fact->removed_in == Version{}
                  ? std::string("it will be removed")
                  : cat("it is gone from etcd ", shown_version(fact->removed_in)));
  }
}

void check_logger(const EtcdDocument& member, KnownVersion etcd, Report& report) {
  const EtcdValue* logger = setting(member, "logger");
  const bool is_gone = etcd.version >= Version{3, 5, 0};
  if (logger == nullptr || logger->value == "zap" || (etcd.is_known && !is_gone)) return;
  auto finding = report.add(at(*logger), cat('`', logger->setting, "` is ", shown(logger->value),
                                             "; etcd 3.5 and later know only zap"));
  finding
      .severity(etcd.is_known || logger->value != "capnslog" ? Severity::error : Severity::warning)
      .note("etcd ends at start: --logger=capnslog is removed in v3.5")
      .fix("write zap");
}

void check(const Snapshot& cluster, Report& report) {
  for (const EtcdDocument* member : active_members(cluster)) {
    const KnownVersion etcd = etcd_version(cluster, *member);
    for (const EtcdValue& value : member->values) check_value(value, etcd, report);
    check_logger(*member, etcd, report);
  }
}

}  // namespace

extern constinit const Rule removed_setting{
    .id = "ETC026",
    .name = "removed-setting",
    .severity = Severity::warning,
    .summary = "a setting of etcd belongs to another version",
    .why =
        "A removed variable or key is ignored with at most a line in the log, and a removed flag "
        "ends etcd at start.",
    .bad = R"(--- etcd.env
ETCD_NAME=e1
ETCD_DATA_DIR=/var/lib/etcd/main
ETCD_LOGGER=capnslog  # finding: ETC026
)",
    .good = R"(--- etcd.env
ETCD_NAME=e1
ETCD_DATA_DIR=/var/lib/etcd/main
ETCD_LOGGER=zap
)",
    .sources = {"etcd 3.4, 3.5, 3.6 CHANGELOG", "tried on 3.3.25 to 3.5.30"},
    .check = check,
};

}  // namespace patrol::rules
