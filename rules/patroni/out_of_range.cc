// Numbers outside of what Patroni takes.
#include <array>

#include "linter/model/python.h"
#include "rules/patroni/shared_settings.h"

namespace patrol::rules {
namespace {

// Other rules say more about these.
constexpr auto told_elsewhere = std::to_array<std::string_view>(
    {"ttl", "loop_wait", "retry_timeout", "maximum_lag_on_failover"});

std::string in_words(double bound) {
  return bound == static_cast<double>(static_cast<long long>(bound))
             ? cat(static_cast<long long>(bound))
             : cat(bound);
}

std::optional<double> number(const Value& value) {
  if (value.kind() == NodeKind::boolean) return std::nullopt;
  if (value.floating()) return value.floating();
  const auto whole = python_int(value);
  return whole ? std::optional(static_cast<double>(*whole)) : std::nullopt;
}

std::string consequence(const facts::PatroniSetting& row, double bound) {
  if (row.enforcement == "clamp") return cat("Patroni uses ", in_words(bound), " instead");
  if (row.enforcement == "refuse") return "Patroni refuses it";
  if (row.enforcement == "skip") return "Patroni skips it with a line in its log";
  return "patroni --validate-config refuses it; the running Patroni does not check";
}

void check_one(const PlacedKey& key, double value, Report& report) {
  const facts::PatroniSetting& row = *key.fact;
  const bool is_low = row.minimum && value < *row.minimum;
  const bool is_high = row.maximum && value > *row.maximum;
  if (!is_low && !is_high) return;
  const double bound = is_low ? *row.minimum : *row.maximum;
  auto finding =
      report.add(at(key.value), cat("`", shown(key.name()), "` is ", in_words(value), "; at ",
                                    is_low ? "least " : "most ", in_words(bound), " is allowed"));
  finding.note(consequence(row, bound));
  add_remark(finding, row);
  finding.fix(cat("use ", in_words(bound), is_low ? " or more" : " or less"));
}

void check(const Snapshot& cluster, Report& report) {
  for (const PlacedKey* key : judged_settings(cluster)) {
    const bool has_bounds = key->fact->minimum || key->fact->maximum;
    if (!has_bounds || has_own_rule(key->path, told_elsewhere)) continue;
    if (const auto value = number(key->value)) check_one(*key, *value, report);
  }
}

}  // namespace

extern constinit const Rule out_of_range{
    .id = "PAT003",
    .name = "out-of-range",
    .severity = Severity::warning,
    .summary = "a number lies outside of the range that Patroni takes",
    .why =
        "Patroni replaces some of these values silently and runs into trouble with others; "
        "either way the cluster does not do what the file says.",
    .bad = R"(scope: main
bootstrap:
  dcs:
    synchronous_node_count: 0  # finding: PAT003
)",
    .good = R"(scope: main
bootstrap:
  dcs:
    synchronous_node_count: 1
)",
    .sources = {"patroni 4.1.4 patroni/validator.py", "patroni 4.1.4 patroni/config.py"},
    .check = check,
};

}  // namespace patrol::rules
