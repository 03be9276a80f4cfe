// maximum_lag_on_failover is a plain number of bytes, and zero forbids nearly every failover.
#include "linter/engine/rule.h"
#include "linter/facts/facts.h"
#include "linter/model/python.h"

namespace patrol::rules {
namespace {

constexpr Version first_to_fall_back{3, 0, 3};

// Less than a page of the WAL: megabytes were meant.
constexpr long long least_useful = 8192;

bool has_unit(std::string_view text) {
  return !text.empty() && text.front() >= '0' && text.front() <= '9' && !to_integer(trim(text));
}

void report_unit(const Snapshot& cluster, const Value& value, std::string_view name,
                 Report& report) {
  const facts::PatroniSetting* setting = facts::find_patroni_setting(name);
  auto finding = report.add(
      at(value), cat('`', name, "` is `", shown(value.text()), "`; it takes bytes without a unit"));
  if (cluster.patroni_version.version >= first_to_fall_back && setting != nullptr)
    finding.note(cat("Patroni silently uses the default, ", setting->default_value));
  else
    finding.note("before Patroni 3.0.3 the whole dynamic configuration is rejected");
  finding.fix("write the number of bytes");
}

void check(const Snapshot& cluster, Report& report) {
  for (const DynamicSection& dynamic : cluster.dynamic_sections()) {
    for (const std::string_view name : {"maximum_lag_on_failover", "maximum_lag_on_syncnode"})
      if (const Value lag = dynamic.root[name]; lag.is_string() && has_unit(lag.text()))
        report_unit(cluster, lag, name, report);
    const Value lag = dynamic.root["maximum_lag_on_failover"];
    const auto bytes = python_int(lag);
    if (!lag || !bytes || *bytes >= least_useful) continue;
    if (*bytes > 0) {
      report.add(at(lag), cat("`maximum_lag_on_failover` is ", *bytes, "; the unit is bytes"))
          .note("a single write is longer, so a replica that is a moment behind cannot take over")
          .fix("write the number of bytes: 1048576 is one megabyte");
      continue;
    }
    report
        .add(at(lag), cat("`maximum_lag_on_failover` is ", *bytes,
                          "; a replica one byte behind cannot take over"))
        .note(
            "when the primary dies its last bytes are rarely on a replica, so nobody is promoted "
            "and the cluster stays without a leader")
        .fix("allow a few megabytes, or use synchronous_mode when nothing may be lost");
  }
}

}  // namespace

extern constinit const Rule failover_lag_limit{
    .id = "TIM006",
    .name = "failover-lag-limit",
    .severity = Severity::warning,
    .summary = "`maximum_lag_on_failover` is nearly zero or has a unit",
    .why =
        "With zero every replica that is a byte behind is excluded, which in practice switches "
        "automatic failover off. A text with a unit is not read at all: the default applies.",
    .bad = R"(bootstrap:
  dcs:
    maximum_lag_on_failover: 0  # finding: TIM006
)",
    .good = R"(bootstrap:
  dcs:
    maximum_lag_on_failover: 1048576
)",
    .sources = {"patroni 4.1.4 patroni/ha.py is_lagging", "patroni 3.0.3 docs/releases.rst"},
    .check = check,
};

}  // namespace patrol::rules
