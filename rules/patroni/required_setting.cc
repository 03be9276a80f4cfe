// Settings without which a section does not work.
#include <array>

#include "linter/model/slip.h"
#include "rules/patroni/shared_settings.h"

namespace patrol::rules {
namespace {

// Other rules say more about these.
constexpr auto told_elsewhere = std::to_array<std::string_view>(
    {"restapi.listen", "restapi.connect_address", "postgresql.listen", "postgresql.data_dir",
     "kubernetes.labels"});

// Whether the environment may have set it; then the file proves nothing, unless the section's
// author wrote its other settings here.
bool may_stand_elsewhere(const facts::PatroniSetting& row, const Value& section) {
  if (row.environment_variable.empty()) return false;
  const auto members = section.members();
  return std::none_of(members.begin(), members.end(), [&](const Value::Member& member) {
    const auto* other = facts::match_patroni_setting(member.value.path());
    return other != nullptr && !other->environment_variable.empty();
  });
}

bool is_concerned(const facts::PatroniSetting& row) {
  // Bootstrap methods have a rule of their own.
  const bool is_of_method = row.path.starts_with("bootstrap.*");
  return (row.required == "always" || row.required == "with-section") && !is_of_method;
}

// A section whose settings have variables of their own may stand in the environment; so it does
// where the member's name does.
std::string_view variable_below(const facts::PatroniSetting& row) {
  for (const facts::PatroniSetting& other : facts::patroni_settings())
    if (other.path.starts_with(row.path) && !other.environment_variable.empty() &&
        other.required == "always")
      return other.environment_variable;
  return {};
}

std::string_view stand_in(const facts::PatroniSetting& row) {
  return row.environment_variable.empty() ? variable_below(row) : row.environment_variable;
}

void check_section(const PlacedKey& section, Report& report) {
  for (const facts::PatroniSetting& row : facts::patroni_settings()) {
    const auto dot = row.path.find_last_of('.');
    if (dot == std::string_view::npos || row.path.substr(0, dot) != section.path) continue;
    const std::string_view name = row.path.substr(dot + 1);
    const bool may_be_whole_in_environment =
        row.environment_variable.empty() && section.member->name.empty();
    if (may_be_whole_in_environment && !variable_below(row).empty()) continue;
    if (has_own_rule(row.path, told_elsewhere) || !is_concerned(row) || section.value[name] ||
        may_stand_elsewhere(row, section.value) || is_misspelt_in(section.value, name))
      continue;
    auto finding = report.add(missing_in(section.value, name),
                              cat("`", shown(section.value.path()), "` has no `", name, "`"));
    add_remark(finding, row);
    if (const auto variable = stand_in(row); !variable.empty())
      finding.severity(Severity::warning).note(cat("the variable ", variable, " would do as well"));
    finding.fix(cat("add `", name, "`"));
  }
}

void check(const Snapshot& cluster, Report& report) {
  for (const PlacedKey& key : cluster.keys) {
    const bool is_whole = key.member != nullptr && is_whole_text(key.member->tree);
    if (is_whole && key.layer == SettingLayer::local && key.fate == KeyFate::known &&
        key.value.is_mapping())
      check_section(key, report);
  }
}

}  // namespace

extern constinit const Rule required_setting{
    .id = "PAT009",
    .name = "required-setting",
    .severity = Severity::error,
    .summary = "a section lacks a setting without which it does not work",
    .why =
        "Patroni stops with a Python traceback, or the section has no effect. Settings that "
        "often come from the environment are only missed where their neighbours are written.",
    .bad = R"(scope: main
bootstrap:  # finding: PAT009
  initdb: [data-checksums]
)",
    .good = R"(scope: main
bootstrap:
  dcs: {ttl: 30}
  initdb: [data-checksums]
)",
    .sources = {"patroni 4.1.4 docs/yaml_configuration.rst", "patroni 4.1.4 patroni/validator.py"},
    .check = check,
};

}  // namespace patrol::rules
