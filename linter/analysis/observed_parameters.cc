// Predicts every member, then compares it with what was observed, then the members with each other.
#include "linter/analysis/observed_parameters.h"

#include <algorithm>
#include <map>
#include <utility>

#include "linter/analysis/effective_inputs.h"
#include "linter/analysis/observed_drifts.h"
#include "linter/analysis/observed_rows.h"
#include "linter/analysis/observed_splits.h"
#include "linter/base/text.h"
#include "linter/facts/facts.h"

namespace patrol {
namespace {

// A replica starts with no less than the server that it follows runs with.
void follow_leader(MemberInput& input, const ClusterObservation& live) {
  const MemberObservation* leader = live.leader();
  if (input.role != MemberRole::replica || leader == nullptr) return;
  for (const facts::ControlledParameter& row : facts::controlled_parameters()) {
    const PgSetting* setting = leader->setting(row.name);
    const auto value = setting == nullptr ? std::nullopt : to_integer(setting->setting.text());
    if (row.is_raised_from_controldata && value)
      input.upstream.push_back({std::string(row.name), *value, std::nullopt});
  }
}

void complete(MemberInput& input, const Snapshot& cluster) {
  const MemberObservation* member = cluster.live->member(input.name);
  if (member == nullptr) return;
  input.postgres = major_of(cluster, *member);
  if (member->server && !member->server->version.empty())
    input.is_debian =
        contains(member->server->version, "Debian") || contains(member->server->version, "Ubuntu");
  follow_leader(input, *cluster.live);
}

// What the DCS alone says of a member whose files nobody read.
MemberInput input_without_file(const Snapshot& cluster, const MemberObservation& member) {
  MemberInput input;
  input.sources = cluster.sources;
  input.name = member.name;
  input.role = &member == cluster.live->leader() ? MemberRole::leader : MemberRole::replica;
  input.patroni = cluster.patroni_version.version;
  input.local = std::make_shared<const YamlTree>();
  input.has_dynamic = true;
  input.dynamic = cluster.dynamic.front()->root();
  return input;
}

ObservedParameters observe(const Snapshot& cluster) {
  ObservedParameters out;
  if (cluster.live == nullptr) return out;
  std::vector<MemberInput>& inputs = out.inputs = member_inputs(cluster, {});
  const std::size_t with_file = inputs.size();
  const auto has_input = [&](const MemberObservation& member) {
    return std::any_of(inputs.begin(), inputs.end(),
                       [&](const MemberInput& input) { return input.name == member.name; });
  };
  if (!cluster.dynamic.empty())
    for (const MemberObservation& member : cluster.live->members)
      if (!has_input(member)) inputs.push_back(input_without_file(cluster, member));
  std::map<std::string_view, std::size_t> by_name;
  for (MemberInput& input : inputs) {
    complete(input, cluster);
    by_name.emplace(input.name, out.predictions.size());
    out.predictions.push_back(effective_configuration(input));
  }
  for (const MemberObservation& member : cluster.live->members) {
    const auto found = by_name.find(member.name);
    const auto* predicted = found == by_name.end() ? nullptr : &out.predictions[found->second];
    const bool has_file = found != by_name.end() && found->second < with_file;
    add_member_drifts(cluster, member, {predicted, has_file}, out.drifts);
  }
  add_splits(cluster, out);
  return out;
}

}  // namespace

const ObservedParameters& observed_parameters(const Snapshot& cluster) {
  if (cluster.parameters == nullptr)
    cluster.parameters = std::make_shared<const ObservedParameters>(observe(cluster));
  return *cluster.parameters;
}

bool has_observed_settings(const Snapshot& cluster, FileId file) {
  const LiveFile* known = cluster.live_file(file);
  return known != nullptr && known->member != nullptr && known->member->settings.has_value();
}

}  // namespace patrol
