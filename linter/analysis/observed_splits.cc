// Compares the members with each other, parameter by parameter.
#include "linter/analysis/observed_splits.h"

#include <algorithm>
#include <map>
#include <set>
#include <utility>

#include "linter/analysis/effective_compare.h"
#include "linter/analysis/observed_rows.h"
#include "linter/base/text.h"

namespace patrol {
namespace {

struct OneRow {
  const MemberObservation* member;
  const PgSetting* row;
};
using RowsByName = std::map<std::string_view, std::vector<OneRow>>;

RowsByName rows_of(const ClusterObservation& live) {
  RowsByName out;
  for (const MemberObservation& member : live.members) {
    if (!member.settings) continue;
    for (const PgSetting& row : *member.settings)
      if (is_comparable(row)) out[row.name].push_back({&member, &row});
  }
  return out;
}

std::string_view host_of(std::string_view address) {
  return address.substr(0, address.rfind(':'));
}

// Archive directories and log names often carry the member's own name or address.
std::string without_own_names(const OneRow& one) {
  std::string text = one.row->setting.text();
  if (one.row->vartype != "string") return text;
  std::vector<std::string_view> names{one.member->name, host_of(one.member->address)};
  if (one.member->host) names.push_back(one.member->host->hostname);
  if (one.member->server) names.push_back(one.member->server->data_directory);
  for (const std::string_view name : names) {
    if (name.size() < 2) continue;
    for (auto at = text.find(name); at != std::string::npos; at = text.find(name, at + 1))
      text.replace(at, name.size(), "\x01");
  }
  return text;
}

/// One comparison of all members that told their settings.
class Splitting {
 public:
  Splitting(const Snapshot& cluster, ObservedParameters& out) : cluster_(cluster), out_(out) {
    for (const ParameterDrift& drift : out.drifts)
      if (drift.kind != Drift::ignored_local) explained_.emplace(drift.member, drift.name);
  }

  void run() {
    const RowsByName rows = rows_of(*cluster_.live);
    for (const auto& [name, all] : rows) {
      if (all.size() < 2 || !are_different(all)) continue;
      mark_odd(name, all);
      add(name, all);
    }
  }

 private:
  [[nodiscard]] bool are_alike(const OneRow& left, const OneRow& right) const {
    const int major = major_of(cluster_, *left.member);
    return is_same_in_force(left.row->name, major, left.row->setting.text(),
                            right.row->setting.text()) ||
           without_own_names(left) == without_own_names(right) || are_both_built_in(left, right);
  }
  // Builds and machines have their own defaults; nobody's configuration differs.
  [[nodiscard]] bool are_both_built_in(const OneRow& left, const OneRow& right) const {
    if (is_written(*left.row) && is_written(*right.row)) return false;
    const bool is_one_version =
        major_of(cluster_, *left.member) == major_of(cluster_, *right.member);
    return !is_one_version || (!is_written(*left.row) && !is_written(*right.row));
  }
  [[nodiscard]] bool are_different(const std::vector<OneRow>& all) const {
    return std::any_of(all.begin() + 1, all.end(),
                       [&](const OneRow& one) { return !are_alike(all.front(), one); });
  }

  void mark_odd(std::string_view name, const std::vector<OneRow>& all) {
    for (ParameterDrift& drift : out_.drifts) {
      if (drift.name != name) continue;
      const auto mine = std::find_if(all.begin(), all.end(),
                                     [&](const OneRow& one) { return one.member == drift.member; });
      if (mine == all.end()) continue;
      drift.is_odd = std::any_of(all.begin(), all.end(),
                                 [&](const OneRow& one) { return !are_alike(*mine, one); });
    }
  }

  void add(std::string_view name, const std::vector<OneRow>& all) {
    ParameterSplit split;
    split.name = name;
    std::vector<OneRow> firsts;
    for (const OneRow& one : all) {
      if (explained_.contains({one.member, std::string(name)})) continue;
      const auto same = std::find_if(firsts.begin(), firsts.end(),
                                     [&](const OneRow& first) { return are_alike(first, one); });
      if (same != firsts.end()) {
        split.sides[static_cast<std::size_t>(same - firsts.begin())].members.push_back(one.member);
        continue;
      }
      firsts.push_back(one);
      split.sides.push_back(side_of(one));
    }
    if (split.sides.size() < 2) return;
    split.is_floor = is_below_primary(name, all);
    std::stable_sort(split.sides.begin(), split.sides.end(),
                     [](const auto& left, const auto& right) {
                       return left.members.size() > right.members.size();
                     });
    split.is_base = std::any_of(split.sides.begin(), split.sides.end(), [](const auto& side) {
      return side.from && side.from->layer == ValueLayer::base_conf;
    });
    out_.splits.push_back(std::move(split));
  }

  [[nodiscard]] ParameterSplit::Side side_of(const OneRow& one) const {
    ParameterSplit::Side side;
    side.value =
        human_in_force(one.row->name, major_of(cluster_, *one.member), one.row->setting.text());
    side.members.push_back(one.member);
    side.from = promised_by(one);
    if (!side.from) side.from = source_promise(cluster_, *one.member, *one.row);
    return side;
  }

  // The document behind Patroni's own line says more than the line.
  [[nodiscard]] std::optional<Promise> promised_by(const OneRow& one) const {
    for (const EffectiveConfiguration& configuration : out_.predictions) {
      if (configuration.member != one.member->name) continue;
      const EffectiveSetting* setting = configuration.find(one.row->name);
      if (setting == nullptr || !setting->at || !setting->is_parameter) return std::nullopt;
      if (!is_same_in_force(one.row->name, configuration.postgres, one.row->setting.text(),
                            setting->value))
        return std::nullopt;
      return Promise{setting->written, setting->at, setting->path,
                     setting->layer == ValueLayer::command_line ? setting->origin : setting->layer,
                     ""};
    }
    return std::nullopt;
  }

  [[nodiscard]] bool is_below_primary(std::string_view name, const std::vector<OneRow>& all) const {
    const MemberObservation* leader = cluster_.live->leader();
    if (leader == nullptr || !is_standby_floor(name, major_of(cluster_, *leader))) return false;
    const PgSetting* own = leader->setting(name);
    const auto least = own == nullptr ? std::nullopt : to_integer(own->setting.text());
    return least && std::any_of(all.begin(), all.end(), [&](const OneRow& one) {
             const auto value = to_integer(one.row->setting.text());
             return one.member != leader && value && *value < *least;
           });
  }

  const Snapshot& cluster_;
  ObservedParameters& out_;
  std::set<std::pair<const MemberObservation*, std::string>> explained_;
};

}  // namespace

void add_splits(const Snapshot& cluster, ObservedParameters& out) {
  if (cluster.live != nullptr) Splitting(cluster, out).run();
}

}  // namespace patrol
