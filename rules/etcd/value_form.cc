// Booleans, numbers and durations in the spelling of Go.
#include "linter/engine/rule.h"
#include "linter/facts/facts.h"
#include "rules/etcd/shared_etcd.h"

namespace patrol::rules {
namespace {

using facts::EtcdType;

std::string fault(const facts::EtcdSetting& fact, std::string_view text) {
  switch (fact.type) {
    case EtcdType::boolean:
      return go_boolean(text) ? "" : "; true and false are known";
    case EtcdType::integer:
      return go_integer(text) ? "" : "; a whole number without a unit is needed";
    case EtcdType::unsigned_integer:
      if (const auto number = go_integer(text); number && *number >= 0 && !text.starts_with('+'))
        return "";
      return "; a whole number without sign or unit is needed";
    case EtcdType::duration:
      return is_go_duration(text) ? "" : "; a duration such as 300ms or 1h30m is needed";
    default:
      return "";
  }
}

void check_value(const EtcdValue& value, KnownVersion etcd, Report& report) {
  const facts::EtcdSetting* fact = facts::find_etcd_flag(value.flag);
  if (fact == nullptr || value.is_opaque || trim(value.value).empty()) return;
  const std::string what = fault(*fact, value.value);
  if (what.empty()) return;
  const bool is_ignored = fact->removed_in != Version{} && etcd.version >= fact->removed_in;
  auto finding = report.add(at(value), cat('`', value.setting, "` is ", shown(value.value), what));
  if (is_ignored) finding.severity(Severity::warning);
  finding.note("etcd ends at start: invalid value");
  if (fact->unit == "ms") finding.note("the number counts milliseconds");
  const std::string word = lower(value.value);
  if (fact->type != EtcdType::boolean) return;
  if (word == "yes" || word == "on")
    finding.fix("write true", Safety::needs_review, {{value.span, "true"}});
  if (word == "no" || word == "off")
    finding.fix("write false", Safety::needs_review, {{value.span, "false"}});
}

void check(const Snapshot& cluster, Report& report) {
  for (const EtcdDocument* member : active_members(cluster))
    if (!member->is_yaml)
      for (const EtcdValue& value : member->values)
        check_value(value, etcd_version(cluster, *member), report);
}

}  // namespace

extern constinit const Rule value_form{
    .id = "ETC014",
    .name = "value-form",
    .severity = Severity::error,
    .summary = "a value of etcd is not spelled as Go reads it",
    .why =
        "etcd takes true and false, plain whole numbers, and durations with Go's units. yes, on, "
        "100ms where a number is needed, or 1d end it at start.",
    .bad = R"(--- etcd.env
ETCD_NAME=e1
ETCD_DATA_DIR=/var/lib/etcd/main
ETCD_HEARTBEAT_INTERVAL=100ms  # finding: ETC014
)",
    .good = R"(--- etcd.env
ETCD_NAME=e1
ETCD_DATA_DIR=/var/lib/etcd/main
ETCD_HEARTBEAT_INTERVAL=100
)",
    .sources = {"etcd 3.5.16 pkg/flags/flag.go", "go 1.22 strconv, time.ParseDuration",
                "tried on 3.3.25 to 3.5.30"},
    .check = check,
};

}  // namespace patrol::rules
