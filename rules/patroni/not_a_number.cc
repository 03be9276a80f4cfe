// Numbers written with units, as switches, or not at all.
#include "linter/model/python.h"
#include "rules/patroni/shared_settings.h"

namespace patrol::rules {
namespace {

using facts::PatroniSetting;
using facts::PatroniType;

// "30s" into "30" and "s"; an empty number when there is none in front.
struct Quantity {
  std::string_view number;
  std::string_view unit;
};
Quantity split_quantity(std::string_view text) {
  text = trim(text);
  const auto end = std::min(text.find_first_not_of("+-.0123456789"), text.size());
  return {text.substr(0, end), trim(text.substr(end))};
}

bool is_accepted_text(const PatroniSetting& row, const Value& value) {
  if (python_int(value)) return row.path != "citus.group";
  const Quantity quantity = split_quantity(value.text());
  if (quantity.number.empty()) return false;
  if (quantity.unit.empty()) return has_type(row, PatroniType::number);
  return std::find(row.units.begin(), row.units.end(), quantity.unit) != row.units.end() ||
         (has_type(row, PatroniType::duration) && row.units.empty());
}

// Other rules say more about lags, and about timeouts that are no number at all.
bool is_told_elsewhere(std::string_view path, const Value& value) {
  if (path.starts_with("maximum_lag_on_")) return true;
  return path.ends_with("_start_timeout") && split_quantity(value.text()).number.empty();
}

void tell_text(const PlacedKey& key, Report& report) {
  const Quantity quantity = split_quantity(key.value.text());
  const bool has_unit = !quantity.number.empty() && !quantity.unit.empty();
  auto finding = report.add(at(key.value),
                            cat("`", shown(key.name()), "` is the text `", shown(key.value.text()),
                                has_unit ? "`; it takes no such unit" : "`, not a number"));
  if (!key.fact->units.empty()) {
    std::vector<std::string> units(key.fact->units.begin(), key.fact->units.end());
    finding.note(cat("units it takes, in this spelling: ", join(units, ", ")));
  }
  add_remark(finding, *key.fact);
  finding.fix("write a plain number");
}

void check_one(const PlacedKey& key, Report& report) {
  const Value& value = key.value;
  const std::string name = shown(key.name());
  if (value.is_string() && !is_told_elsewhere(key.path, value) &&
      !is_accepted_text(*key.fact, value))
    tell_text(key, report);
  if (value.boolean())
    report
        .add(at(value), cat("`", name, "` is a switch, which counts as ", *value.boolean() ? 1 : 0))
        .note("Python takes true for 1 and false for 0")
        .fix("write a number");
  if (value.kind() == NodeKind::floating && has_type(*key.fact, PatroniType::integer))
    report
        .add(at(value), cat("`", name, "` is ", shown(value.text()), "; only whole numbers count"))
        .severity(Severity::warning)
        .note("Patroni cuts the fraction off or refuses the value, depending on the version")
        .fix("write a whole number");
  if (value.kind() == NodeKind::date)
    report
        .add(at(value),
             cat("`", name, "` is ", shown(value.text()), ", which YAML reads as a date"))
        .fix("write a plain number");
}

void check(const Snapshot& cluster, Report& report) {
  for (const PlacedKey* key : judged_settings(cluster))
    if (is_number_setting(*key->fact)) check_one(*key, report);
}

}  // namespace

extern constinit const Rule not_a_number{
    .id = "PAT006",
    .name = "not-a-number",
    .severity = Severity::error,
    .summary = "a setting that takes a number has something else",
    .why =
        "Most of Patroni's numbers take no units. Depending on the version such a value is "
        "replaced by the default, or the whole dynamic configuration is refused with it.",
    .bad = R"(scope: main
bootstrap:
  dcs:
    ttl: 30s  # finding: PAT006
)",
    .good = R"(scope: main
bootstrap:
  dcs:
    ttl: 30
)",
    .sources = {"patroni 4.1.4 patroni/config.py _safe_copy_dynamic_configuration",
                "patroni 4.1.4 docs/dynamic_configuration.rst"},
    .check = check,
};

}  // namespace patrol::rules
