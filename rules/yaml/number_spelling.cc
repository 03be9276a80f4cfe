// Numbers that Python reads differently from what is written: octal, sexagesimal.
#include <array>

#include "linter/facts/facts.h"
#include "rules/yaml/shared_trees.h"

namespace patrol::rules {
namespace {

// File modes are octal on purpose.
bool is_mode(std::string_view name) {
  return name == "mode" || name == "log_file_mode" || name == "data_directory_mode" ||
         name.ends_with("_permissions");
}

bool is_octal(std::string_view text) {
  if (text.starts_with('+') || text.starts_with('-')) text.remove_prefix(1);
  return text.size() > 1 && text.front() == '0' &&
         text.find_first_not_of("01234567_") == std::string_view::npos;
}

bool wants_number(const PlacedKey& key) {
  if (key.fact == nullptr) return false;
  if (key.holder == "postgresql.parameters") return true;
  const auto& types = key.fact->types;
  return std::any_of(types.begin(), types.end(), [](facts::PatroniType type) {
    return type == facts::PatroniType::integer || type == facts::PatroniType::number ||
           type == facts::PatroniType::duration;
  });
}

std::string without_zeros(std::string_view text) {
  while (text.size() > 1 && text.front() == '0') text.remove_prefix(1);
  return std::string(text);
}

void check(const Snapshot& cluster, Report& report) {
  for (const PlacedKey& key : cluster.keys) {
    if (!key.value.is_integer() || !key.value.is_plain() || !wants_number(key)) continue;
    const std::string_view text = key.value.text();
    const bool is_sexagesimal = contains(text, ":");
    if (is_mode(key.name()) || (!is_sexagesimal && !is_octal(text))) continue;
    if (!is_sexagesimal && key.value.integer() == to_integer(text)) continue;  // 00, 07
    auto finding =
        report.add(at(key.value), cat("`", shown(key.name()), "` is written `", shown(text),
                                      "` and read as ", key.value.python_str()));
    finding.note(is_sexagesimal ? "YAML 1.1 reads a number with colons in base 60"
                                : "YAML 1.1 reads a number with a leading zero as octal");
    if (!is_sexagesimal)
      finding.fix("remove the leading zero", Safety::needs_review,
                  {{.at = key.value.span(), .replacement = without_zeros(text)}});
  }
}

}  // namespace

extern constinit const Rule number_spelling{
    .id = "YML008",
    .name = "number-spelling",
    .severity = Severity::error,
    .summary = "a number is read as another one: octal or base 60",
    .why =
        "Python's YAML reader follows YAML 1.1, where 030 is octal 24 and 1:30 is ninety. "
        "Patroni gets the other number without a message.",
    .bad = R"(scope: main
bootstrap:
  dcs:
    ttl: 030  # finding: YML008
)",
    .good = R"(scope: main
log: {mode: 0644}
bootstrap:
  dcs:
    ttl: 30
)",
    .sources = {"YAML 1.1 int type (yaml.org/type/int.html)", "PyYAML 6.0 resolver.py"},
    .check = check,
};

}  // namespace patrol::rules
