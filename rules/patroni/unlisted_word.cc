// Settings that take one of a few words.
#include <array>

#include "linter/model/python.h"
#include "rules/patroni/shared_settings.h"

namespace patrol::rules {
namespace {

// Other rules say more about these.
constexpr auto told_elsewhere = std::to_array<std::string_view>(
    {"watchdog.mode", "restapi.verify_client", "etcd.protocol", "etcd3.protocol", "consul.scheme",
     "synchronous_mode", "postgresql.authentication.superuser.sslmode",
     "postgresql.authentication.replication.sslmode", "postgresql.authentication.rewind.sslmode"});

using facts::PatroniSetting;
using facts::PatroniType;

std::vector<std::string_view> documented(const PatroniSetting& row) {
  std::vector<std::string_view> words(row.words.begin(), row.words.end());
  for (const std::string_view later : row.later_words)
    if (std::find(words.begin(), words.end(), later) == words.end()) words.push_back(later);
  return words;
}

bool is_word(const PatroniSetting& row, std::string_view text) {
  auto words = documented(row);
  words.insert(words.end(), row.hidden_words.begin(), row.hidden_words.end());
  return std::any_of(words.begin(), words.end(), [&](std::string_view word) {
    return row.is_any_case ? equal_ignoring_case(word, text) : word == text;
  });
}

bool is_accepted(const PatroniSetting& row, const Value& value) {
  if (!value.is_scalar() || is_word(row, value.text())) return true;
  if (value.boolean()) {
    // `on` and `off` are words as well; only the one that the list lacks is a mistake.
    const bool is_switch = is_word(row, "on") || !is_word(row, "off");
    return is_switch || !*value.boolean();
  }
  const bool is_level = value.is_integer() && is_word(row, "DEBUG");  // Python's levels are numbers
  return is_level || (is_word(row, "on") && patroni_bool(value.text()));
}

std::string quoted_list(const std::vector<std::string_view>& words) {
  std::vector<std::string> out;
  out.reserve(words.size());
  for (const std::string_view word : words) out.push_back(cat('`', word, '`'));
  return join(out, ", ");
}

void check(const Snapshot& cluster, Report& report) {
  for (const PlacedKey* key : judged_settings(cluster)) {
    const PatroniSetting& row = *key->fact;
    if (has_own_rule(row.path, told_elsewhere)) continue;
    if (!has_type(row, PatroniType::enumeration) || is_accepted(row, key->value)) continue;
    const auto words = documented(row);
    auto finding =
        report.add(at(key->value), cat("`", shown(key->name()), "` is `", shown(key->value.text()),
                                       "`, which is none of its words"));
    finding.note(cat("it takes ", quoted_list(words)));
    add_remark(finding, row);
    const auto same = std::find_if(words.begin(), words.end(), [&](std::string_view word) {
      return equal_ignoring_case(word, key->value.text());
    });
    const auto near =
        same != words.end() ? std::optional(*same) : nearest_name(key->value.text(), words);
    if (near)
      finding.fix(cat("write `", *near, "`"), Safety::needs_review,
                  replacement(key->value, std::string(*near)));
  }
}

}  // namespace

extern constinit const Rule unlisted_word{
    .id = "PAT004",
    .name = "unlisted-word",
    .severity = Severity::error,
    .summary = "a setting that takes one of a few words has another",
    .why =
        "An unknown word keeps Patroni from starting (`log.level: info`) or counts as the "
        "default without a message (`synchronous_mode: maybe` is off).",
    .bad = R"(scope: main
log:
  level: info  # finding: PAT004
)",
    .good = R"(scope: main
log:
  level: INFO
)",
    .sources = {"patroni 4.1.4 docs/yaml_configuration.rst", "patroni 4.1.4 patroni/validator.py"},
    .check = check,
};

}  // namespace patrol::rules
