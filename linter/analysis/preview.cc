// Compares the effective configuration before and after, and asks of each key that the change
// touches what became of it.
#include "linter/analysis/preview.h"

#include <algorithm>
#include <map>
#include <set>
#include <utility>

#include "linter/base/text.h"
#include "linter/facts/facts.h"
#include "linter/model/python.h"

namespace patrol {
namespace {

constexpr std::string_view parameters_prefix = "postgresql.parameters.";
constexpr std::string_view recovery_prefix = "postgresql.recovery_conf.";
constexpr int deepest_key = 16;  // no setting nests as deep

using Leaves = std::map<std::string, Value>;

void add_leaves(const Value& value, const std::string& path, int depth, Leaves& out) {
  const auto members = value.members();
  if (!value.is_mapping() || members.empty() || depth == deepest_key) {
    if (!path.empty()) out[path] = value;
    return;
  }
  for (const Value::Member& member : members) {
    const std::string name = member.key.python_str();
    add_leaves(member.value, path.empty() ? name : cat(path, '.', name), depth + 1, out);
  }
}

Leaves leaves_of(const Value& root) {
  Leaves out;
  add_leaves(root, "", 0, out);
  return out;
}

std::string text_of(const Value& value) {
  return value ? python_text(value) : "";
}

bool is_parameter_path(std::string_view path) {
  return path.starts_with(parameters_prefix) || path.starts_with(recovery_prefix);
}

std::string name_of(std::string_view path) {
  if (path.starts_with(parameters_prefix)) path.remove_prefix(parameters_prefix.size());
  if (path.starts_with(recovery_prefix)) path.remove_prefix(recovery_prefix.size());
  return std::string(path);
}

class Comparison {
 public:
  Comparison(const MemberInput& before, const Value& after)
      : was_(effective_configuration(before)), old_leaves_(leaves_of(before.dynamic_root())) {
    MemberInput changed = before;
    changed.dynamic = after;
    changed.has_dynamic = true;
    is_ = effective_configuration(changed);
    new_leaves_ = leaves_of(after);
  }

  MemberPreview run(const Value& patch) {
    MemberPreview out;
    out.member = was_.member;
    if (is_.dynamic_fate != DynamicFate::accepted)
      out.refusal = is_.culprit_reason.empty() ? "Patroni does not accept it" : is_.culprit_reason;
    for (const std::string& path : touched(patch)) out.changes.push_back(change_of(path));
    if (out.refusal.empty()) add_consequences(out.changes);
    const auto order = [](const SettingChange& left, const SettingChange& right) {
      return std::pair(left.is_parameter, std::string_view(left.name)) <
             std::pair(right.is_parameter, std::string_view(right.name));
    };
    std::stable_sort(out.changes.begin(), out.changes.end(), order);
    return out;
  }

 private:
  // Keys that differ, and those that the change names.
  std::set<std::string> touched(const Value& patch) {
    std::set<std::string> paths;
    for (const auto& [path, value] : leaves_of(patch)) paths.insert(path);
    for (const auto& [path, value] : old_leaves_)
      if (text_of(value) != text_of(new_leaf(path))) paths.insert(path);
    for (const auto& [path, value] : new_leaves_)
      if (!old_leaves_.contains(path)) paths.insert(path);
    // `slots: null` names what is above of the keys that go.
    std::erase_if(paths, [&](const std::string& path) {
      const auto below = paths.upper_bound(path + '.');
      return below != paths.end() && below->starts_with(path + '.');
    });
    return paths;
  }

  [[nodiscard]] Value new_leaf(const std::string& path) const {
    const auto found = new_leaves_.find(path);
    return found == new_leaves_.end() ? Value{} : found->second;
  }

  SettingChange change_of(const std::string& path) {
    const std::string name = name_of(path);
    const Value leaf = new_leaf(path);
    SettingChange out;
    out.name = name;
    out.postgres = is_.postgres;
    out.is_parameter = is_parameter_path(path);
    out.wanted = text_of(leaf);
    const auto* was = was_.find(name);
    const auto* is = is_.find(name);
    if (is_.dynamic_fate != DynamicFate::accepted) {
      fill_values(out, was, was);
      out.verdict = ChangeVerdict::refused;
      out.reason = "the whole change is refused";
    } else if (is == nullptr) {
      judge_unknown(out, path, leaf);
    } else {
      fill_values(out, was, is);
      judge_known(out, *is, leaf);
    }
    named_.insert(lower(name));
    return out;
  }

  static void fill_values(SettingChange& out, const EffectiveSetting* was,
                          const EffectiveSetting* is) {
    const EffectiveSetting* any = is != nullptr ? is : was;
    if (any == nullptr) return;
    out.name = any->name;
    out.is_parameter = any->is_parameter;
    out.is_secret = any->is_secret;
    out.unit = any->unit;
    out.before = was != nullptr ? was->value : "";
    out.after = is != nullptr ? is->value : "";
  }

  // Keys of free sections, such as the slots by name, have a row in the table but no value of
  // their own in the model.
  void judge_unknown(SettingChange& out, const std::string& path, const Value& leaf) {
    const facts::PatroniSetting* fact = facts::match_patroni_setting(path);
    const bool is_read = fact != nullptr && fact->scope != facts::PatroniScope::local &&
                         fact->is_known_in(is_.patroni);
    if (!out.is_parameter && is_read) {
      const auto old_leaf = old_leaves_.find(path);
      out.before = old_leaf == old_leaves_.end() ? "" : text_of(old_leaf->second);
      out.after = out.wanted;
      out.is_secret = fact->is_secret;
      settle(out);
      return;
    }
    out.verdict = ChangeVerdict::ignored;
    if (out.is_parameter) {
      out.reason = cat("PostgreSQL ", is_.postgres, " has no parameter of this name");
    } else if (fact != nullptr && fact->scope == facts::PatroniScope::local) {
      out.reason = "Patroni reads it from each member's own file only";
    } else {
      out.reason = "Patroni has no setting of this name";
    }
    if (!leaf) out.verdict = ChangeVerdict::unchanged;
  }

  static const Mention* lost_mention(const EffectiveSetting& is, const Value& leaf) {
    const auto found = std::find_if(is.ignored.begin(), is.ignored.end(), [&](const Mention& it) {
      return leaf && it.at == leaf.span();
    });
    return found == is.ignored.end() ? nullptr : &*found;
  }

  static bool is_refusal(LossRule rule) {
    return rule == LossRule::refused || rule == LossRule::server_refused ||
           rule == LossRule::dropped;
  }

  void judge_known(SettingChange& out, const EffectiveSetting& is, const Value& leaf) {
    settle(out);
    if (const Mention* lost = lost_mention(is, leaf)) {
      out.verdict = is_refusal(lost->rule) ? ChangeVerdict::refused : ChangeVerdict::ignored;
      out.reason = lost->reason;
      name_decider(out, is);
    } else if (!leaf) {
      out.reason = cat("taken away; ", is.layer == ValueLayer::built_in ? "the default holds"
                                                                        : "another place decides");
      name_decider(out, is);
    } else if (is.at == leaf.span() && !is.remarks.empty()) {
      out.reason = join(is.remarks, "; ");
      if (is.value != is.written && !is.is_parameter) out.verdict = ChangeVerdict::clamped;
    }
  }

  static void name_decider(SettingChange& out, const EffectiveSetting& is) {
    out.decided_at = is.at;
    out.decided_by = to_string(is.layer);
  }

  void settle(SettingChange& out) {
    const bool is_same = out.before == out.after;
    out.verdict = is_same ? ChangeVerdict::unchanged : ChangeVerdict::applied;
    out.action = is_same ? ChangeAction::none : action_of(out);
    out.direction = is_same ? ChangeDirection::free : direction_of(out);
  }

  ChangeAction action_of(const SettingChange& change) {
    if (!change.is_parameter) {
      const facts::PatroniSetting* fact = facts::match_patroni_setting(change.name);
      const bool needs_restart = fact != nullptr && fact->reload == "patroni-restart";
      return needs_restart ? ChangeAction::patroni_restart : ChangeAction::loop;
    }
    const facts::Guc* guc = facts::find_guc(change.name);
    const facts::GucSpan* span = guc == nullptr ? nullptr : guc->in(is_.postgres);
    const bool is_postmaster = span != nullptr && span->context == facts::GucContext::postmaster;
    return is_postmaster ? ChangeAction::restart : ChangeAction::reload;
  }

  static ChangeDirection direction_of(const SettingChange& change) {
    const auto* controlled = facts::find_controlled_parameter(change.name);
    const auto before = to_integer(change.before);
    const auto after = to_integer(change.after);
    if (controlled == nullptr || !controlled->is_raised_from_controldata || !before || !after)
      return ChangeDirection::free;
    return *after > *before ? ChangeDirection::raised : ChangeDirection::lowered;
  }

  // What changes although nobody named it: values that Patroni adjusts to others.
  void add_consequences(std::vector<SettingChange>& changes) {
    for (const EffectiveSetting& is : is_.settings) {
      const EffectiveSetting* was = was_.find(is.name);
      const bool is_same = was != nullptr && was->value == is.value;
      if (is_same || named_.contains(lower(is.name))) continue;
      SettingChange& change = changes.emplace_back();
      change.postgres = is_.postgres;
      fill_values(change, was, &is);
      settle(change);
      change.verdict = ChangeVerdict::follows;
      change.reason = join(is.remarks, "; ");
    }
  }

  EffectiveConfiguration was_, is_;
  Leaves old_leaves_, new_leaves_;
  std::set<std::string> named_;
};

}  // namespace

std::string_view to_string(ChangeVerdict verdict) {
  switch (verdict) {
    case ChangeVerdict::applied:
      return "applied";
    case ChangeVerdict::follows:
      return "follows";
    case ChangeVerdict::clamped:
      return "clamped";
    case ChangeVerdict::refused:
      return "refused";
    case ChangeVerdict::ignored:
      return "ignored";
    case ChangeVerdict::unchanged:
      break;
  }
  return "unchanged";
}

std::string_view to_string(ChangeAction action) {
  switch (action) {
    case ChangeAction::loop:
      return "loop";
    case ChangeAction::reload:
      return "reload";
    case ChangeAction::restart:
      return "restart";
    case ChangeAction::patroni_restart:
      return "patroni_restart";
    case ChangeAction::none:
      break;
  }
  return "none";
}

MemberPreview preview_member(const MemberInput& before, const Value& after, const Value& patch) {
  return Comparison(before, after).run(patch);
}

}  // namespace patrol
