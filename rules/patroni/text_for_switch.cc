// Quoted words where a YAML boolean is meant: any text counts as true in Python.
#include <array>

#include "linter/model/python.h"
#include "rules/patroni/shared_settings.h"

namespace patrol::rules {
namespace {

// Other rules say more about these.
constexpr auto told_elsewhere = std::to_array<std::string_view>(
    {"ctl.insecure", "etcd.use_proxies", "etcd3.use_proxies", "tags.nofailover",
     "tags.noloadbalance", "tags.nosync", "tags.clonefrom", "synchronous_mode_strict",
     "failsafe_mode", "check_timeline"});

// Local settings that Patroni reads word by word all the same.
// Source: patroni 4.1.4 patroni/tags.py nostream, patroni/dcs/consul.py.
constexpr auto read_as_words = std::to_array<std::string_view>({"tags.nostream", "consul.verify"});

bool is_read_as_word(const facts::PatroniSetting& row) {
  return row.scope == facts::PatroniScope::dynamic ||
         std::find(read_as_words.begin(), read_as_words.end(), row.path) != read_as_words.end();
}

// Words that people write to switch something off.
bool means_off(std::string_view text) {
  constexpr auto words =
      std::to_array<std::string_view>({"n", "none", "never", "disabled", "disable", "null"});
  const std::string word = lower(trim(text));
  return patroni_bool(word) == false || std::find(words.begin(), words.end(), word) != words.end();
}

void check_truth(const PlacedKey& key, Report& report) {
  const std::string_view text = key.value.text();
  if (text.empty() || patroni_bool(text) == true) return;
  const bool is_reversed = means_off(text);
  auto finding = report.add(at(key.value), cat("`", shown(key.name()), "` is the text `",
                                               shown(text), "`, which counts as true"));
  finding.severity(is_reversed ? Severity::error : Severity::warning)
      .note("Patroni asks Python for the truth of it, and any text is true")
      .fix(cat("write ", is_reversed ? "false" : "true or false", " without quotes"),
           Safety::needs_review,
           is_reversed ? replacement(key.value, "false") : std::vector<Edit>{});
}

void check_word(const PlacedKey& key, Report& report) {
  if (patroni_bool(key.value.text())) return;
  report
      .add(at(key.value), cat("`", shown(key.name()), "` is the text `", shown(key.value.text()),
                              "`, which counts as off"))
      .note(
          "Patroni knows on, true, yes, 1 and off, false, no, 0; another word is ignored silently")
      .fix("write true or false");
}

void check(const Snapshot& cluster, Report& report) {
  for (const PlacedKey* key : judged_settings(cluster)) {
    const facts::PatroniSetting& row = *key->fact;
    if (row.types.size() != 1 || row.types.front() != facts::PatroniType::boolean) continue;
    if (!key->value.is_string() || has_own_rule(row.path, told_elsewhere)) continue;
    if (is_read_as_word(row)) {
      check_word(*key, report);
    } else {
      check_truth(*key, report);
    }
  }
}

}  // namespace

extern constinit const Rule text_for_switch{
    .id = "PAT005",
    .name = "text-for-switch",
    .severity = Severity::warning,
    .summary = "text stands where a switch is meant",
    .why =
        "Most switches are tested for truth by Python, for which every text is true: a quoted "
        "\"no\" or \"off\" switches `use_pg_rewind` on.",
    .bad = R"(scope: main
postgresql:
  use_pg_rewind: 'no'  # finding: PAT005
)",
    .good = R"(scope: main
postgresql:
  use_pg_rewind: no
)",
    .sources = {"patroni 4.1.4 patroni/tags.py", "patroni 4.1.4 patroni/utils.py parse_bool"},
    .check = check,
};

}  // namespace patrol::rules
