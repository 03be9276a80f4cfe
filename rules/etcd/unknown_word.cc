// Settings that take one of a few words, in exactly that spelling.
#include <algorithm>

#include "linter/engine/rule.h"
#include "linter/facts/facts.h"
#include "rules/etcd/shared_etcd.h"

namespace patrol::rules {
namespace {

// etcd keeps what it does not understand here.
bool is_unchecked(std::string_view flag) {
  return flag == "metrics" || flag == "v2-deprecation";
}

bool knows(const facts::EtcdSetting& fact, std::string_view word, KnownVersion etcd) {
  const bool folds_case = fact.flag == "log-level" && etcd.version >= Version{3, 5, 0};
  return std::any_of(fact.words.begin(), fact.words.end(), [&](std::string_view known) {
    return word == known || (folds_case && equal_ignoring_case(word, known));
  });
}

std::string listed(std::span<const std::string_view> words) {
  std::vector<std::string> shown_words;
  for (const std::string_view word : words)
    if (!word.empty()) shown_words.emplace_back(word);
  return join(shown_words, ", ");
}

void check_value(const EtcdValue& value, KnownVersion etcd, Report& report) {
  const facts::EtcdSetting* fact = facts::find_etcd_flag(value.flag);
  if (fact == nullptr || fact->words.empty() || value.is_opaque || value.value.empty()) return;
  if (knows(*fact, value.value, etcd)) return;
  const bool is_ignored = (fact->removed_in != Version{} && etcd.version >= fact->removed_in) ||
                          (etcd.is_known && etcd.version < fact->since);
  auto finding = report.add(at(value), cat('`', value.setting, "` is ", shown(value.value)));
  if (is_unchecked(value.flag) || is_ignored)
    finding.severity(Severity::warning);
  else
    finding.note("etcd ends at start");
  finding.note(cat("known words: ", listed(fact->words)));
  if (const auto near = nearest_name(lower(value.value), fact->words))
    finding.fix(cat("write ", *near), Safety::needs_review, {{value.span, std::string(*near)}});
}

void check(const Snapshot& cluster, Report& report) {
  for (const EtcdDocument* member : active_members(cluster))
    for (const EtcdValue& value : member->values)
      check_value(value, etcd_version(cluster, *member), report);
}

}  // namespace

extern constinit const Rule unknown_word{
    .id = "ETC013",
    .name = "unknown-word",
    .severity = Severity::error,
    .summary = "a setting of etcd has a word that etcd does not know",
    .why = "The words are compared exactly, capitals included, and etcd ends at start.",
    .bad = R"(--- etcd.env
ETCD_NAME=e1
ETCD_DATA_DIR=/var/lib/etcd/main
ETCD_INITIAL_CLUSTER_STATE=New  # finding: ETC013
)",
    .good = R"(--- etcd.env
ETCD_NAME=e1
ETCD_DATA_DIR=/var/lib/etcd/main
ETCD_INITIAL_CLUSTER_STATE=new
)",
    .sources = {"etcd 3.5.16 pkg/flags/selective_string.go", "tried on 3.3.25 to 3.5.30"},
    .check = check,
};

}  // namespace patrol::rules
