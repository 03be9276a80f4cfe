// Groups drifts and words them.
#include "rules/drift/shared_drift.h"

#include <algorithm>
#include <map>
#include <tuple>
#include <utility>

namespace patrol::rules {
namespace {

constexpr std::size_t most_names = 3;
constexpr std::size_t most_labelled = 6;

using Key = std::tuple<std::string, std::string, std::string, std::string, std::string>;

Key key_of(const ParameterDrift& drift) {
  // A line that the server refuses is one cause for itself.
  const bool is_own = drift.name.empty();
  return {drift.name, drift.value, drift.promise ? drift.promise->value : "",
          drift.cause ? drift.cause->value : "", is_own ? drift.member->name : drift.detail};
}

void label(FindingBuilder& finding, const Promise& promise, std::string text,
           std::string_view member, std::vector<Span>& done) {
  if (!promise.at) {
    if (!promise.place.empty() && done.size() < most_labelled)
      finding.note(cat(member, ":", promise.place, ": ", text));
    return;
  }
  if (done.size() >= most_labelled ||
      std::find(done.begin(), done.end(), *promise.at) != done.end())
    return;
  done.push_back(*promise.at);
  finding.label(Place{*promise.at}, std::move(text));
}

}  // namespace

std::vector<DriftGroup> drift_groups(const Snapshot& cluster, Drift kind) {
  std::map<Key, DriftGroup> groups;
  for (const ParameterDrift& drift : observed_parameters(cluster).drifts)
    if (drift.kind == kind) groups[key_of(drift)].all.push_back(&drift);
  std::vector<DriftGroup> out;
  out.reserve(groups.size());
  for (auto& [key, group] : groups) out.push_back(std::move(group));
  return out;
}

FindingBuilder add_drift(Report& report, const DriftGroup& group, std::string message,
                         std::string_view deciding) {
  const ParameterDrift& first = group.first();
  auto finding = report.add({LivePlace{first.member->name, "pg_settings", first.name}, first.name},
                            std::move(message));
  std::vector<Span> done;
  for (const ParameterDrift* drift : group.all) {
    const std::string& member = drift->member->name;
    finding.member(member);
    if (drift->promise)
      label(finding, *drift->promise, cat("says ", brief_value(drift->promise->value)), member,
            done);
    if (drift->cause) label(finding, *drift->cause, std::string(deciding), member, done);
  }
  return finding;
}

std::string names_of(const std::vector<std::string>& names) {
  std::string out;
  const std::size_t count = names.size() > most_names ? most_names - 1 : names.size();
  for (std::size_t at = 0; at < count; ++at) {
    const bool is_last = at + 1 == names.size();
    out += cat(at == 0 ? "" : is_last ? " and " : ", ", shown(names[at], 20));
  }
  if (count < names.size()) out += cat(" and ", names.size() - count, " more");
  return out;
}

std::string names_of(const DriftGroup& group) {
  std::vector<std::string> names;
  for (const ParameterDrift* drift : group.all) names.push_back(drift->member->name);
  return names_of(names);
}

std::string_view layer_in_words(ValueLayer layer) {
  switch (layer) {
    case ValueLayer::dynamic:
      return "the DCS";
    case ValueLayer::local:
      return "patroni.yml";
    case ValueLayer::environment:
      return "the environment";
    case ValueLayer::auto_conf:
      return "postgresql.auto.conf";
    case ValueLayer::base_conf:
      return "postgresql.base.conf";
    case ValueLayer::custom_conf:
      return "custom_conf";
    case ValueLayer::conf_edit:
      return "postgresql.conf";
    case ValueLayer::command_line:
      return "the command line";
    case ValueLayer::computed:
      return "Patroni";
    case ValueLayer::built_in:
      break;
  }
  return "the default";
}

std::string brief_value(std::string_view value) {
  return value.empty() ? "''" : shown(value, 24);
}

std::string patronictl(const Snapshot& cluster, std::string_view verb, const DriftGroup& group) {
  std::string out = cat("patronictl ", verb);
  if (!cluster.live->scope.empty()) out += cat(" ", cluster.live->scope);
  if (group.all.size() == 1) out += cat(" ", group.first().member->name);
  return out;
}

void label_side(FindingBuilder& finding, const ParameterSplit::Side& side) {
  if (!side.from) return;
  std::vector<Span> done;
  label(finding, *side.from, cat("says ", brief_value(side.value)), side.members.front()->name,
        done);
}

std::string sides_in_words(const ParameterSplit& split) {
  std::string out;
  for (const ParameterSplit::Side& side : split.sides) {
    std::vector<std::string> names;
    for (const MemberObservation* member : side.members) names.push_back(member->name);
    out += cat(out.empty() ? "" : ", ", brief_value(side.value), " on ", names_of(names));
  }
  return out;
}

FindingBuilder add_split(Report& report, const ParameterSplit& split, const std::string& message) {
  const MemberObservation* odd = split.sides.back().members.front();
  auto finding =
      report.add({LivePlace{odd->name, "pg_settings", split.name}, split.name}, shown(message, 98));
  for (const ParameterSplit::Side& side : split.sides) {
    for (const MemberObservation* member : side.members) finding.member(member->name);
    label_side(finding, side);
  }
  return finding;
}

}  // namespace patrol::rules
