// Runs rules and puts their findings in order.
#include "linter/engine/engine.h"

#include <algorithm>
#include <array>
#include <map>
#include <set>
#include <utility>

#include "linter/facts/facts.h"

namespace patrol {
namespace {

bool names(std::string_view word, const Rule& rule) {
  return rule.id == word || rule.name == word ||
         (word.size() < rule.id.size() && rule.id.starts_with(word));
}

bool is_named_by(const std::vector<std::string>& words, const Rule& rule) {
  return std::any_of(words.begin(), words.end(),
                     [&](const std::string& word) { return names(word, rule); });
}

/// Which member a file belongs to, for the findings that touch it.
using MemberOfFile = std::map<FileId, std::string>;

MemberOfFile members_by_file(const Snapshot& cluster) {
  MemberOfFile out;
  for (const LiveFile& file : cluster.live_files)
    if (file.member != nullptr) out[file.file] = file.member->name;
  for (const PatroniDocument* member : cluster.patroni)
    if (!member->name.empty()) out.try_emplace(member->file, member->name);
  return out;
}

void add_member(Finding& finding, const std::string& name) {
  auto& names = finding.members;
  if (!name.empty() && std::find(names.begin(), names.end(), name) == names.end())
    names.push_back(name);
}

void add_member(Finding& finding, const Place& place, const MemberOfFile& members) {
  const Span* span = std::get_if<Span>(&place);
  if (span == nullptr) return;
  if (const auto found = members.find(span->file); found != members.end())
    add_member(finding, found->second);
}

// Who said it is concerned where the rule names nobody; a leader may speak of a standby.
void fill_members(Finding& finding, const MemberOfFile& members) {
  const auto* live = std::get_if<LivePlace>(&finding.spot.at);
  if (live != nullptr && finding.members.empty()) add_member(finding, live->member);
  add_member(finding, finding.spot.at, members);
  for (const Label& label : finding.labels) add_member(finding, label.at, members);
  std::sort(finding.members.begin(), finding.members.end());
}

// In an environment file a setting goes by its variable.
void name_variables(std::vector<Finding>& findings, const Snapshot& cluster) {
  std::set<FileId> environments;
  for (const PatroniDocument* member : cluster.patroni)
    if (member->is_environment) environments.insert(member->file);
  if (environments.empty()) return;
  for (Finding& finding : findings) {
    const Span* span = std::get_if<Span>(&finding.spot.at);
    if (span == nullptr || !environments.contains(span->file)) continue;
    const facts::PatroniSetting* setting = facts::match_patroni_setting(finding.spot.setting);
    if (setting == nullptr || setting->environment_variable.empty()) continue;
    finding.spot.setting = setting->environment_variable;
  }
}

bool has_its_ground(const Rule& rule, const Snapshot& cluster) {
  return rule.needs.is_empty() || cluster.live != nullptr;
}

constexpr auto surfaces_of_cluster = std::to_array({Surface::dcs, Surface::etcd});
constexpr auto surfaces_of_members =
    std::to_array({Surface::server, Surface::settings, Surface::file_settings, Surface::hba_rules,
                   Surface::ident_rules, Surface::replication, Surface::receiver, Surface::slots,
                   Surface::roles, Surface::rest, Surface::host, Surface::files});

bool is_told(const MemberObservation& member, const Needs& surfaces) {
  return std::all_of(surfaces_of_members.begin(), surfaces_of_members.end(), [&](Surface surface) {
    return !surfaces.has(surface) || missing(member, surface) == nullptr;
  });
}

// Whether rules about the running cluster speak of the line as well. What belongs to no member, as
// the DCS's copy does, is left to them when every member told.
bool is_left_to_others(const Rule& rule, const Snapshot& cluster, const Finding& finding) {
  if (cluster.live == nullptr || rule.yields_to.is_empty()) return false;
  for (const Surface surface : surfaces_of_cluster)
    if (rule.yields_to.has(surface) && missing(*cluster.live, surface) != nullptr) return false;
  const Span* span = std::get_if<Span>(&finding.spot.at);
  const LiveFile* file = span == nullptr ? nullptr : cluster.live_file(span->file);
  if (file != nullptr && file->member != nullptr) return is_told(*file->member, rule.yields_to);
  const auto& members = cluster.live->members;
  return std::all_of(members.begin(), members.end(), [&](const MemberObservation& member) {
    return is_told(member, rule.yields_to);
  });
}

std::string reason_of(const Unavailable& why) {
  std::string reason = why.detail.empty() ? std::string(to_string(why.cause)) : why.detail;
  if (!why.remedy.empty()) reason += cat("; ", why.remedy);
  return reason;
}

// Files of the configuration that are there and could not be read.
std::vector<const ObservedFile*> unread_files(const MemberObservation& member) {
  std::vector<const ObservedFile*> out;
  if (!member.files) return out;
  for (const ObservedFile& file : *member.files) {
    const bool is_judged = file.kind < FileKind::haproxy;
    if (is_judged && !file.text && file.text.error().cause != Cause::missing) out.push_back(&file);
  }
  return out;
}

void add_not_checked(const Rule& rule, const ClusterObservation& live,
                     std::vector<NotChecked>& out) {
  const auto add = [&](std::string_view member, Surface surface, const Unavailable* why) {
    if (why == nullptr || !rule.needs.has(surface)) return;
    out.push_back({std::string(rule.id), std::string(member), std::string(to_string(surface)),
                   reason_of(*why)});
  };
  for (const Surface surface : surfaces_of_cluster) add("", surface, missing(live, surface));
  for (const MemberObservation& member : live.members)
    for (const Surface surface : surfaces_of_members)
      add(member.name, surface, missing(member, surface));
  if (!rule.needs.has(Surface::files)) return;
  for (const MemberObservation& member : live.members)
    for (const ObservedFile* file : unread_files(member))
      out.push_back({std::string(rule.id), member.name, std::string(to_string(Surface::files)),
                     cat(file->path, ": ", reason_of(file->text.error()))});
}

}  // namespace

bool Selection::has(const Rule& rule) const {
  if (!select.empty() && !is_named_by(select, rule)) return false;
  return !is_named_by(ignore, rule);
}

std::vector<std::string> Selection::unknown(std::span<const Rule* const> rules) const {
  std::vector<std::string> out;
  for (const auto* words : {&select, &ignore})
    for (const std::string& word : *words)
      if (std::none_of(rules.begin(), rules.end(),
                       [&](const Rule* rule) { return names(word, *rule); }))
        out.push_back(word);
  return out;
}

void sort_findings(std::vector<Finding>& findings) {
  std::sort(findings.begin(), findings.end(), comes_before);
  findings.erase(std::unique(findings.begin(), findings.end(), is_same), findings.end());
}

std::vector<Finding> run_rules(std::span<const Rule* const> rules, const Selection& selection,
                               const Snapshot& cluster) {
  std::vector<Finding> findings;
  for (const Rule* rule : rules) {
    if (!selection.has(*rule) || !has_its_ground(*rule, cluster)) continue;
    Report report(rule->id, rule->name, rule->severity);
    rule->check(cluster, report);
    for (Finding& finding : report.take())
      if (!is_left_to_others(*rule, cluster, finding)) findings.push_back(std::move(finding));
  }
  if (findings.empty()) return findings;
  const MemberOfFile members = members_by_file(cluster);
  for (Finding& finding : findings) fill_members(finding, members);
  name_variables(findings, cluster);
  sort_findings(findings);
  return findings;
}

std::vector<NotChecked> rules_not_checked(std::span<const Rule* const> rules,
                                          const Selection& selection, const Snapshot& cluster) {
  std::vector<NotChecked> out;
  if (cluster.live == nullptr) return out;
  for (const Rule* rule : rules)
    if (selection.has(*rule)) add_not_checked(*rule, *cluster.live, out);
  std::sort(out.begin(), out.end());
  return out;
}

}  // namespace patrol
