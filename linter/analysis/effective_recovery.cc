// Recovery settings: where Patroni takes them from, and which of them it writes on a replica.
// Source: patroni 4.1.4 patroni/postgresql/config.py _adjust_recovery_parameters and
// build_recovery_params, patroni/ha.py _get_node_to_follow.
#include <algorithm>
#include <array>

#include "linter/analysis/effective_parts.h"
#include "linter/base/text.h"
#include "linter/model/python.h"

namespace patrol {
namespace {

constexpr int recovery_in_conf = 12;  // before, recovery.conf held them

bool is_own(std::string_view name) {
  return name.starts_with("recovery_target") || name == "primary_conninfo" ||
         name == "primary_slot_name" || name == "standby_mode";
}

HeldParameter computed(std::string_view name, std::string text) {
  HeldParameter held;
  held.name = name;
  held.text = std::move(text);
  held.layer = ValueLayer::computed;
  return held;
}

class Recovery {
 public:
  Recovery(const MemberInput& member, const DynamicView& dynamic, PatroniParameters& out)
      : member_(member), dynamic_(dynamic), out_(out) {}

  void run() {
    collect();
    rename_trigger();
    if (is_in_recovery())
      write();
    else
      drop_all(LossRule::other_role,
               "Patroni writes recovery settings on replicas only; a primary that was a replica "
               "before may still hold the line");
  }

 private:
  // The leader of a standby cluster is a replica to the server.
  [[nodiscard]] bool is_standby_leader() const {
    return is_standby_cluster(dynamic_.written ? dynamic_.written : dynamic_.root) &&
           (member_.role == MemberRole::leader || member_.is_alone);
  }
  [[nodiscard]] bool is_in_recovery() const {
    return member_.role == MemberRole::replica || is_standby_leader();
  }

  void lose(const std::string& name, const HeldParameter& held, LossRule rule,
            std::string_view reason) {
    out_.lost[name].push_back(
        {held.layer, held.text, held.at, held.path, rule, std::string(reason)});
  }

  void drop_all(LossRule rule, std::string_view reason) {
    for (const auto& [name, held] : found_) lose(name, held, rule, reason);
  }

  void add_section(const Value& section, ValueLayer layer) {
    for (const auto& entry : section.members()) {
      HeldParameter held;
      held.name = entry.key.text();
      held.value = entry.value;
      held.text = python_text(entry.value);
      held.is_null = entry.value.is_null();
      held.layer = held.origin = layer;
      held.at = entry.value.span();
      held.path = entry.value.path();
      found_[lower(held.name)] = std::move(held);
    }
  }

  // From `parameters`, where they replace recovery_conf as a whole; else from the member's own
  // recovery_conf, which replaces the one in the DCS as a whole.
  void collect() {
    HeldParameters stray;
    for (auto held = out_.held.begin(); held != out_.held.end();) {
      const bool is_recovery = facts::is_recovery_parameter(held->first);
      if (is_recovery) stray.insert(*held);
      held = is_recovery ? out_.held.erase(held) : std::next(held);
    }
    const Value local = member_.root().at("postgresql.recovery_conf");
    const Value dynamic = dynamic_.root.at("postgresql.recovery_conf");
    note_bootstrap();
    add_section(dynamic, ValueLayer::dynamic);
    if (local) {
      drop_all(LossRule::replaced, cat("recovery_conf in ", place_of(member_, local),
                                       " replaces the one in the DCS as a whole"));
      found_.clear();
      add_section(local, local_layer(member_, local));
    }
    if (stray.empty()) return;
    drop_all(LossRule::replaced,
             "recovery settings among `parameters` replace recovery_conf as a whole");
    found_ = std::move(stray);
  }

  void note_bootstrap() {
    if (!member_.has_dynamic || dynamic_.fate == DynamicFate::kept) return;
    for (const auto& entry : member_.root().at("bootstrap.dcs.postgresql.recovery_conf").members())
      out_.lost[lower(entry.key.text())].push_back(
          mention_of(ValueLayer::dynamic, entry.value, LossRule::once, once_reason()));
  }

  // The old and the new name of one setting.
  void rename_trigger() {
    const bool is_new = member_.postgres >= recovery_in_conf;
    const std::string good = is_new ? "promote_trigger_file" : "trigger_file";
    const auto wrong = found_.find(is_new ? "trigger_file" : "promote_trigger_file");
    if (wrong == found_.end()) return;
    HeldParameter held = wrong->second;
    found_.erase(wrong);
    held.name = good;
    found_.try_emplace(good, std::move(held));
  }

  void write() {
    for (const auto& [name, held] : found_) {
      if (is_own(name))
        lose(name, held, LossRule::computed, "Patroni sets it by itself on a replica");
      else if (facts::is_recovery_parameter(name))
        out_.recovery[name] = held;
      else
        lose(name, held, LossRule::dropped, "no recovery setting; Patroni leaves it out");
    }
    if (member_.postgres >= recovery_in_conf) add_own();
    override_by_standby_cluster();
  }

  void add_own() {
    out_.recovery["recovery_target_timeline"] = computed("recovery_target_timeline", "latest");
    for (const std::string name : {"recovery_target", "recovery_target_lsn", "recovery_target_name",
                                   "recovery_target_time", "recovery_target_xid"})
      out_.recovery[name] = computed(name, "");
    HeldParameter conninfo = computed("primary_conninfo", "");
    conninfo.remarks.emplace_back("Patroni writes the address of the member that it follows");
    out_.recovery["primary_conninfo"] = std::move(conninfo);
    if (!has_slot()) return;
    out_.recovery["primary_slot_name"] = computed("primary_slot_name", slot_name());
  }

  [[nodiscard]] bool has_slot() const {
    if (is_standby_leader())
      return python_truth(dynamic_.root.at("standby_cluster.primary_slot_name")).value_or(false);
    const bool by_word = facts::has_habit(member_.patroni, facts::PatroniHabit::slots_by_word);
    const Value use = (by_word ? dynamic_.written : dynamic_.root).at("postgresql.use_slots");
    if (!use) return true;
    return by_word ? patroni_bool(use).value_or(false) : python_truth(use).value_or(true);
  }

  // Letters, digits and underscores; everything else by its code.
  [[nodiscard]] std::string slot_name() const {
    if (is_standby_leader())
      return dynamic_.root.at("standby_cluster.primary_slot_name").python_str();
    std::string out;
    for (const char letter : lower(member_.name)) {
      const bool is_word = (letter >= 'a' && letter <= 'z') || (letter >= '0' && letter <= '9');
      out.push_back(is_word ? letter : '_');
    }
    return out.substr(0, 63);
  }

  void override_by_standby_cluster() {
    const Value& root = dynamic_.root;
    if (!is_standby_cluster(root)) return;
    for (const std::string name :
         {"restore_command", "archive_cleanup_command", "recovery_min_apply_delay"}) {
      const Value value = root["standby_cluster"][name];
      if (!python_truth(value).value_or(false)) continue;
      if (name == "recovery_min_apply_delay" && !is_standby_leader()) continue;
      const auto old = out_.recovery.find(name);
      if (old != out_.recovery.end())
        lose(name, old->second, LossRule::weaker, "the one under standby_cluster beats it");
      HeldParameter held = computed(name, python_text(value));
      held.value = value;
      held.layer = held.origin = ValueLayer::dynamic;
      held.at = value.span();
      held.path = value.path();
      out_.recovery[name] = std::move(held);
    }
  }

  const MemberInput& member_;
  const DynamicView& dynamic_;
  PatroniParameters& out_;
  HeldParameters found_;
};

}  // namespace

void hold_recovery(const MemberInput& member, const DynamicView& dynamic, PatroniParameters& out) {
  Recovery(member, dynamic, out).run();
}

}  // namespace patrol
