// Patroni's own settings: which layer is read for which of them, and what becomes of the value.
#include <algorithm>
#include <functional>
#include <map>
#include <set>

#include "linter/analysis/effective_parts.h"
#include "linter/base/text.h"
#include "linter/facts/lookup.h"
#include "linter/model/patroni_number.h"
#include "linter/model/python.h"

namespace patrol {
namespace {

using facts::DynamicReader;
using facts::PatroniScope;
using facts::PatroniSetting;
using facts::PatroniType;

constexpr int deepest = 8;
constexpr std::size_t most_leaves = 20'000;

// Parameters of PostgreSQL are told by another part.
bool is_elsewhere(std::string_view path) {
  return path == "postgresql.parameters" || path == "postgresql.recovery_conf" ||
         path == "bootstrap.dcs";
}

bool is_section(const PatroniSetting& row) {
  return row.types.size() == 1 && row.types.front() == PatroniType::mapping;
}

bool is_variable(const PatroniSetting& row) {
  return !row.path.empty() && row.path.front() >= 'A' && row.path.front() <= 'Z';
}

/// The values under every path, mappings entered.
using Leaves = std::map<std::string, Value, std::less<>>;

void add_leaves(const Value& value, const std::string& path, int depth, Leaves& out) {
  if (is_elsewhere(path) || out.size() >= most_leaves) return;
  const bool is_inner = value.is_mapping() && depth < deepest && !value.members().empty();
  if (!is_inner) {
    if (!path.empty()) out.emplace(path, value);
    return;
  }
  for (const auto& member : value.members())
    add_leaves(member.value,
               path.empty() ? member.key.python_str() : cat(path, '.', member.key.python_str()),
               depth + 1, out);
}

std::string lowered_bool(bool value) {
  return value ? "true" : "false";
}

// As a person would write it: Python's True becomes true.
std::string plain_text(const Value& value) {
  if (value.boolean()) return lowered_bool(*value.boolean());
  if (value.is_null()) return "";
  return python_text(value);
}

class Settings {
 public:
  Settings(const MemberInput& member, const DynamicView& dynamic)
      : member_(member), dynamic_(dynamic), strays_(stray_mentions(member)) {
    for (const MergeLoss& loss : member.losses) losses_[loss.path].push_back(&loss);
  }

  std::vector<EffectiveSetting> run() {
    add_leaves(member_.root(), "", 0, local_);
    add_leaves(dynamic_.written ? dynamic_.written : Value{}, "", 0, in_dcs_);
    add_leaves(dynamic_.root, "", 0, counting_);
    if (member_.has_dynamic || dynamic_.fate != DynamicFate::accepted)
      add_leaves(member_.root().at("bootstrap.dcs"), "", 0, at_bootstrap_);
    std::vector<EffectiveSetting> out;
    for (const std::string& path : paths()) out.push_back(settle(path));
    apply_timing(out);
    apply_tags(member_, out);
    std::sort(out.begin(), out.end(), [](const auto& left, const auto& right) {
      return facts::is_less_ignoring_case(left.name, right.name);
    });
    return out;
  }

 private:
  [[nodiscard]] bool has_default(const PatroniSetting& row) const {
    const bool is_plain = !is_variable(row) && !is_section(row) && !contains(row.path, "*") &&
                          !row.path.starts_with("bootstrap.dcs");
    return is_plain && row.is_known_in(member_.patroni) && !row.default_in(member_.patroni).empty();
  }

  [[nodiscard]] std::set<std::string> paths() const {
    std::set<std::string> out;
    for (const PatroniSetting& row : facts::patroni_settings())
      if (has_default(row)) out.emplace(row.path);
    for (const Leaves* leaves : {&local_, &in_dcs_, &counting_, &at_bootstrap_})
      for (const auto& [path, value] : *leaves)
        if (!is_stray_parameter(path)) out.insert(path);
    for (const auto& [path, losses] : losses_)
      if (!starts_elsewhere(path) && !losses.front()->value.is_mapping()) out.insert(path);
    return out;
  }

  // A parameter of PostgreSQL in a wrong place is told as the parameter.
  static bool is_stray_parameter(std::string_view path) {
    if (facts::match_patroni_setting(path) != nullptr) return false;
    if (path.starts_with("postgresql.")) path.remove_prefix(std::string_view("postgresql.").size());
    return facts::find_guc(path) != nullptr || facts::is_recovery_parameter(path);
  }

  static bool starts_elsewhere(std::string_view path) {
    return path.starts_with("postgresql.parameters.") ||
           path.starts_with("postgresql.recovery_conf.") || path.starts_with("bootstrap.dcs.");
  }

  static Value find(const Leaves& leaves, std::string_view path) {
    const auto found = leaves.find(path);
    return found == leaves.end() ? Value{} : found->second;
  }

  [[nodiscard]] bool is_read_from_dcs(const PatroniSetting* row, std::string_view path) const {
    if (row == nullptr) return false;
    if (path.starts_with("postgresql.") &&
        facts::is_local_only(path.substr(11).substr(0, path.substr(11).find('.')), member_.patroni))
      return false;
    return row->scope == PatroniScope::dynamic || row->scope == PatroniScope::both ||
           is_old_dynamic(path);
  }

  // Taken from the DCS by releases before the key became local only.
  [[nodiscard]] bool is_old_dynamic(std::string_view path) const {
    const auto keys = facts::local_only_keys();
    return std::any_of(keys.begin(), keys.end(), [&](const facts::LocalOnlyKey& key) {
      return member_.patroni < key.from && path == cat("postgresql.", key.name);
    });
  }

  static bool is_read_locally(const PatroniSetting* row) {
    return row != nullptr && row->scope != PatroniScope::dynamic;
  }

  // Modes and limits count from the DCS's copy itself, also when Patroni refused it as a whole.
  [[nodiscard]] Value from_dcs(std::string_view path) const {
    const bool is_direct =
        facts::has_habit(member_.patroni, facts::PatroniHabit::reads_dynamic_directly) &&
        path != "ttl" && path != "loop_wait" && path != "retry_timeout" &&
        (!path.starts_with("postgresql.") || path == "postgresql.use_slots");
    return find(is_direct ? in_dcs_ : counting_, path);
  }

  EffectiveSetting settle(const std::string& path) {
    EffectiveSetting out;
    out.name = path;
    const PatroniSetting* row = facts::match_patroni_setting(path);
    out.is_secret = row != nullptr && row->is_secret;
    const Value local = find(local_, path);
    const Value dcs = from_dcs(path);
    const bool is_local = local && is_read_locally(row);
    const bool is_dcs = dcs && is_read_from_dcs(row, path);
    if (is_local)
      decide(out, local, local_layer(member_, local), row);
    else if (is_dcs)
      decide(out, dcs, ValueLayer::dynamic, row);
    else if (row != nullptr && !decide_by_old_name(out, path))
      out.value = default_of(*row);
    note_losers(out, path, row, is_local);
    note_synonym(out, row);
    return out;
  }

  // In the unit that a running Patroni holds it in.
  [[nodiscard]] std::string default_of(const PatroniSetting& row) const {
    const std::string_view text = row.default_in(member_.patroni);
    const auto* setting = facts::find_dynamic_setting(row.path);
    if (setting == nullptr || setting->unit.empty()) return std::string(text);
    const auto number = patroni_integer(text, setting->unit);
    return number ? cat(static_cast<long long>(*number)) : std::string(text);
  }

  // primary_start_timeout and its like are still read under their old names.
  bool decide_by_old_name(EffectiveSetting& out, const std::string& path) const {
    for (const PatroniSetting& row : facts::patroni_settings()) {
      if (row.replacement != path || row.scope != PatroniScope::dynamic) continue;
      const Value old = from_dcs(row.path);
      if (!old || !row.is_known_in(member_.patroni)) continue;
      decide(out, old, ValueLayer::dynamic, &row);
      out.remarks.push_back(cat("read from its old name `", row.path, "`"));
      return true;
    }
    return false;
  }

  void note_synonym(EffectiveSetting& out, const PatroniSetting* row) const {
    if (row == nullptr || row->replacement.empty() || row->scope != PatroniScope::dynamic) return;
    if (out.layer != ValueLayer::dynamic || !from_dcs(row->replacement)) return;
    out.remarks.push_back(cat("without effect: `", row->replacement, "` is its new name, and set"));
  }

  void decide(EffectiveSetting& out, const Value& value, ValueLayer layer,
              const PatroniSetting* row) const {
    out.layer = out.origin = layer;
    out.at = value.span();
    out.path = value.path();
    out.written = written_text(value);
    out.value = plain_text(value);
    out.is_undecided = value.is_opaque();
    if (row == nullptr || value.is_opaque()) return;
    if (const auto* setting = facts::find_dynamic_setting(out.name))
      convert(out, value, *setting, default_of(*row));
    else
      convert_switch(out, value, *row);
  }

  [[nodiscard]] std::optional<std::string> read_dynamic(
      const Value& value, const facts::DynamicSetting& setting) const {
    switch (setting.reader_in(member_.patroni)) {
      case DynamicReader::word:
        if (const auto word = patroni_bool(value)) return lowered_bool(*word);
        if (is_quorum(setting.name, value)) return "quorum";
        break;
      case DynamicReader::patroni_int:
        if (const auto number = patroni_integer(value.python_str(), setting.unit))
          return cat(static_cast<long long>(*number));
        break;
      case DynamicReader::python_int:
        if (const auto number = python_int(value)) return cat(*number);
        break;
    }
    return std::nullopt;
  }

  void convert(EffectiveSetting& out, const Value& value, const facts::DynamicSetting& setting,
               std::string_view standard) const {
    if (const auto read = read_dynamic(value, setting)) {
      const bool is_switch =
          setting.reader == DynamicReader::word && (*read == "0" || *read == "1");
      out.value = is_switch ? lowered_bool(*read == "1") : *read;
      return;
    }
    out.ignored.push_back(
        mention_of(out.layer, value, LossRule::refused,
                   cat("Patroni cannot read it and uses ", standard.empty() ? "false" : standard)));
    out.value = standard;
    out.layer = out.origin = ValueLayer::built_in;
    out.at.reset();
    out.path.clear();
  }

  [[nodiscard]] bool is_quorum(std::string_view name, const Value& value) const {
    return name == "synchronous_mode" && value.is_string() &&
           equal_ignoring_case(value.text(), "quorum") &&
           facts::has_habit(member_.patroni, facts::PatroniHabit::quorum_word);
  }

  // Switches of the local file are tested for truth, as Python does it: "false" is a text, and
  // true.
  void convert_switch(EffectiveSetting& out, const Value& value, const PatroniSetting& row) const {
    const bool is_switch = row.types.size() == 1 && row.types.front() == PatroniType::boolean;
    if (!is_switch) return;
    const bool by_word = out.name == "postgresql.use_slots" &&
                         facts::has_habit(member_.patroni, facts::PatroniHabit::slots_by_word);
    const auto truth = by_word ? patroni_bool(value) : python_truth(value);
    out.value = lowered_bool(truth.value_or(false));
    const auto word = patroni_bool(value);
    if (value.is_string() && word != truth)
      out.remarks.push_back(cat("the text `", value.text(), "` counts as ", out.value,
                                ": Patroni asks Python whether it is empty"));
  }

  void note_losers(EffectiveSetting& out, const std::string& path, const PatroniSetting* row,
                   bool is_local) const {
    const Value local = find(local_, path);
    const bool is_local_value = local && !is_local;
    if (is_local_value)
      out.ignored.push_back(
          mention_of(local_layer(member_, local), local, LossRule::not_read, local_reason(row)));
    note_dcs(out, path, row, is_local);
    const Value old = find(at_bootstrap_, path);
    if (old && old != find(counting_, path))
      out.ignored.push_back(mention_of(
          ValueLayer::dynamic, old, member_.has_dynamic ? LossRule::once : LossRule::all_refused,
          member_.has_dynamic
              ? once_reason()
              : cat("Patroni refuses the whole dynamic configuration: ", dynamic_.reason)));
    note_merge(out, path);
    if (const auto strays = strays_.find(path); strays != strays_.end())
      for (const Mention& mention : strays->second) out.ignored.push_back(mention);
  }

  static std::string local_reason(const PatroniSetting* row) {
    if (row == nullptr) return "no setting of Patroni: nothing reads it";
    return "Patroni reads it from the dynamic configuration only";
  }

  void note_dcs(EffectiveSetting& out, const std::string& path, const PatroniSetting* row,
                bool is_local) const {
    const Value written = find(in_dcs_, path);
    if (!written || (out.at && *out.at == written.span())) return;
    const auto add = [&](LossRule rule, std::string reason) {
      out.ignored.push_back(mention_of(ValueLayer::dynamic, written, rule, std::move(reason)));
    };
    const bool is_told = std::any_of(
        out.ignored.begin(), out.ignored.end(),
        [&](const Mention& mention) { return mention.at && *mention.at == written.span(); });
    if (is_told) return;
    if (row == nullptr) return add(LossRule::not_read, "no setting of Patroni: nothing reads it");
    if (!is_read_from_dcs(row, path))
      return add(LossRule::not_read,
                 "Patroni reads it from the member's own file or environment only");
    if (is_local) return add(LossRule::weaker, "the member's own file sets it too, and wins");
    add(LossRule::all_refused,
        cat("Patroni refuses the whole dynamic configuration: ", dynamic_.reason));
  }

  void note_merge(EffectiveSetting& out, const std::string& path) const {
    for (const std::string& place : {path, cat("bootstrap.dcs.", path)}) {
      const auto found = losses_.find(place);
      if (found == losses_.end()) continue;
      for (const MergeLoss* loss : found->second) {
        const std::string where = place_of(member_, loss->winner);
        out.ignored.push_back(
            mention_of(place == path ? local_layer(member_, loss->value) : ValueLayer::dynamic,
                       loss->value, loss->rule,
                       loss->rule == LossRule::nulled ? cat("the null in ", where, " takes it away")
                                                      : cat("set again in ", where)));
      }
    }
  }

  static EffectiveSetting* find(std::vector<EffectiveSetting>& settings, std::string_view name) {
    const auto found = std::find_if(settings.begin(), settings.end(),
                                    [&](const auto& setting) { return setting.name == name; });
    return found == settings.end() ? nullptr : &*found;
  }

  void apply_timing(std::vector<EffectiveSetting>& out) const {
    const Timing timing = effective_timing(dynamic_.root, member_.patroni);
    const auto apply = [&](std::string_view name, long long value) {
      EffectiveSetting* setting = find(out, name);
      if (setting == nullptr) return;
      setting->value = cat(value);
      for (const std::string& remark : timing.remarks)
        if (contains(remark, name)) setting->remarks.push_back(remark);
    };
    apply("ttl", timing.ttl);
    apply("loop_wait", timing.loop_wait);
    apply("retry_timeout", timing.retry_timeout);
  }

  const MemberInput& member_;
  const DynamicView& dynamic_;
  LostMentions strays_;
  std::map<std::string, std::vector<const MergeLoss*>, std::less<>> losses_;
  Leaves local_, in_dcs_, counting_, at_bootstrap_;
};

}  // namespace

std::vector<EffectiveSetting> patroni_settings_of(const MemberInput& member,
                                                  const DynamicView& dynamic) {
  return Settings(member, dynamic).run();
}

}  // namespace patrol
