// A flag and its variable together, and flags that are none.
#include "linter/engine/rule.h"
#include "linter/facts/facts.h"
#include "rules/etcd/shared_etcd.h"

namespace patrol::rules {
namespace {

void check_argument(const EtcdDocument& member, const EtcdArgument& argument, KnownVersion etcd,
                    Report& report) {
  const Spot spot{argument.variable->value_span, argument.variable->name};
  if (argument.flag.empty()) {
    report.add(spot, cat('`', argument.variable->name, "` holds a word that is no flag"))
        .note("etcd ends at start: is not a valid flag")
        .fix("write --flag=value");
    return;
  }
  if (facts::find_etcd_flag(argument.flag) == nullptr) {
    report.add(spot, cat("etcd knows no flag --", shown(argument.flag)))
        .note("etcd ends at start: flag provided but not defined")
        .fix("remove or correct it");
    return;
  }
  const EtcdValue* value = setting(member, argument.flag);
  if (value == nullptr) return;
  auto finding = report.add(
      spot, cat("--", shown(argument.flag), " is given as a flag and as `", value->setting, '`'));
  finding.label(at_name(*value), "the variable");
  if (etcd.is_known && etcd.version < Version{3, 4, 0})
    finding.severity(Severity::warning).note("etcd 3.3 takes the flag");
  else
    finding.note(
        "etcd 3.4 and later end at start: conflicting environment variable is shadowed by "
        "corresponding command-line flag");
  finding.fix("keep one of the two");
}

// Names that older versions took and ignored.
bool is_swallowed(std::string_view flag) {
  for (const std::string_view old :
       {"cluster-active-size", "cluster-remove-delay", "cluster-sync-interval", "config", "force",
        "max-result-buffer", "max-retry-attempts", "peer-heartbeat-interval",
        "peer-election-timeout", "retry-interval", "snapshot", "v", "vv"})
    if (flag == old) return true;
  return false;
}

void check(const Snapshot& cluster, Report& report) {
  for (const EtcdDocument* member : cluster.etcd)
    for (const EtcdArgument& argument : arguments(*member))
      if (!is_swallowed(argument.flag))
        check_argument(*member, argument, etcd_version(cluster, *member), report);
}

}  // namespace

extern constinit const Rule flag_and_variable{
    .id = "ETC032",
    .name = "flag-and-variable",
    .severity = Severity::error,
    .summary = "a setting of etcd is given as a flag and as a variable, or the flag is unknown",
    .why =
        "Since 3.4 etcd refuses to start when a flag in DAEMON_ARGS and its variable are both "
        "set, even to the same value.",
    .bad = R"(--- etcd.env
ETCD_NAME=e1
ETCD_DATA_DIR=/var/lib/etcd/main
DAEMON_ARGS="--name e1"  # finding: ETC032
)",
    .good = R"(--- etcd.env
ETCD_NAME=e1
ETCD_DATA_DIR=/var/lib/etcd/main
DAEMON_ARGS="--max-wals=5"
)",
    .sources = {"etcd 3.5.16 pkg/flags/flag.go", "etcd pull request 9382",
                "tried on 3.3.25 to 3.5.30"},
    .check = check,
};

}  // namespace patrol::rules
