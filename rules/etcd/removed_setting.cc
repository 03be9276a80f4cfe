// Settings that this version of etcd no longer has, or does not have yet.
#include <algorithm>
#include <map>

#include "linter/engine/rule.h"
#include "linter/facts/facts.h"
#include "rules/etcd/shared_etcd.h"

namespace patrol::rules {
namespace {

enum class Fate { current, removed, ahead, deprecated };

Fate fate_of(const EtcdValue& value, KnownVersion etcd) {
  const facts::EtcdSetting* fact = facts::find_etcd_flag(value.flag);
  if (fact == nullptr) return Fate::current;
  if (fact->removed_in != Version{} && etcd.version >= fact->removed_in) return Fate::removed;
  if (etcd.is_known && etcd.version < fact->since) return Fate::ahead;
  const bool is_old = fact->deprecated_in != Version{} && etcd.version >= fact->deprecated_in;
  return is_old ? Fate::deprecated : Fate::current;
}

void tell_ahead(const EtcdValue& value, KnownVersion etcd, Report& report) {
  const facts::EtcdSetting* fact = facts::find_etcd_flag(value.flag);
  report
      .add(at_name(value), cat('`', value.setting, "` exists since etcd ", to_string(fact->since),
                               "; this is ", to_string(etcd.version)))
      .note("the setting is ignored");
}

using Values = std::vector<const EtcdValue*>;

// "`debug`" or "`debug` and 2 others".
std::string names(const Values& values) {
  std::string first = cat('`', values.front()->setting, '`');
  if (values.size() == 1) return first;
  return cat(first, " and ", values.size() - 1, values.size() == 2 ? " other" : " others");
}

void tell_old(const Values& values, bool is_removed, KnownVersion etcd, Report& report) {
  const facts::EtcdSetting* fact = facts::find_etcd_flag(values.front()->flag);
  const bool is_one = values.size() == 1;
  auto finding =
      report.add(at_name(*values.front()),
                 is_removed ? cat("etcd ", to_string(fact->removed_in), " removed ", names(values))
                            : cat(names(values), is_one ? " is" : " are", " deprecated since etcd ",
                                  to_string(fact->deprecated_in)));
  constexpr std::size_t most_labels = 20;
  for (std::size_t index = 1; index < std::min(values.size(), most_labels); ++index)
    finding.label(at_name(*values[index]), "this one too");
  if (!is_removed || !etcd.is_known) finding.severity(Severity::info);
  if (is_removed)
    finding.note("a setting in a file is ignored; a flag ends etcd at start").fix("remove it");
  else
    finding.note(fact->removed_in == Version{}
                     ? std::string("it will be removed")
                     : cat("it is gone from etcd ", to_string(fact->removed_in)));
}

// Settings with the same fate in the same version are one finding: they came from one old sample.
void check_values(const EtcdDocument& member, KnownVersion etcd, Report& report) {
  std::map<std::pair<Fate, Version>, Values> groups;
  for (const EtcdValue& value : member.values) {
    const Fate fate = fate_of(value, etcd);
    if (fate == Fate::ahead) tell_ahead(value, etcd, report);
    if (fate != Fate::removed && fate != Fate::deprecated) continue;
    const facts::EtcdSetting* fact = facts::find_etcd_flag(value.flag);
    groups[{fate, fate == Fate::removed ? fact->removed_in : fact->deprecated_in}].push_back(
        &value);
  }
  for (const auto& [key, values] : groups)
    tell_old(values, key.first == Fate::removed, etcd, report);
}

void check_logger(const EtcdDocument& member, KnownVersion etcd, Report& report) {
  const EtcdValue* logger = setting(member, "logger");
  const bool is_gone = etcd.version >= Version{3, 5, 0};
  if (logger == nullptr || logger->value == "zap" || (etcd.is_known && !is_gone)) return;
  auto finding = report.add(at(*logger), cat('`', logger->setting, "` is ", shown(logger->value),
                                             "; etcd 3.5 and later know only zap"));
  finding
      .severity(etcd.is_known || logger->value != "capnslog" ? Severity::error : Severity::warning)
      .note("etcd ends at start: --logger=capnslog is removed in v3.5")
      .fix("write zap");
}

void check(const Snapshot& cluster, Report& report) {
  for (const EtcdDocument* member : active_members(cluster)) {
    const KnownVersion etcd = etcd_version(cluster, *member);
    check_values(*member, etcd, report);
    check_logger(*member, etcd, report);
  }
}

}  // namespace

extern constinit const Rule removed_setting{
    .id = "ETC026",
    .name = "removed-setting",
    .severity = Severity::warning,
    .summary = "a setting of etcd belongs to another version",
    .why =
        "A removed variable or key is ignored with at most a line in the log, and a removed flag "
        "ends etcd at start.",
    .bad = R"(--- etcd.env
ETCD_NAME=e1
ETCD_DATA_DIR=/var/lib/etcd/main
ETCD_LOGGER=capnslog  # finding: ETC026
)",
    .good = R"(--- etcd.env
ETCD_NAME=e1
ETCD_DATA_DIR=/var/lib/etcd/main
ETCD_LOGGER=zap
)",
    .sources = {"etcd 3.4, 3.5, 3.6 CHANGELOG", "tried on 3.3.25 to 3.5.30"},
    .check = check,
};

}  // namespace patrol::rules
