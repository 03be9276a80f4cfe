// The parameters as the server ends up with them: command line over postgresql.auto.conf over
// postgresql.conf over what it includes over compiled-in defaults.
#include <algorithm>
#include <set>
#include <utility>

#include "linter/analysis/effective_parts.h"
#include "linter/analysis/effective_value.h"
#include "linter/base/text.h"
#include "linter/facts/lookup.h"
#include "linter/model/conf_verdict.h"
#include "linter/model/python.h"

namespace patrol {
namespace {

using facts::ControlledParameter;
using facts::Guc;

/// One place that the server reads a value from.
struct Candidate {
  ValueLayer layer{};
  ValueLayer origin = ValueLayer::built_in;
  std::string text;     // for the server
  std::string written;  // by the user
  std::optional<Span> at;
  std::string path;
  std::vector<std::string> remarks;
};
/// Strongest first.
using Candidates = std::vector<Candidate>;

constexpr std::size_t most_conf_settings = 20'000;

Mention lost(const Candidate& candidate, LossRule rule, std::string reason) {
  return {candidate.layer,  candidate.written, candidate.at, candidate.path, rule,
          std::move(reason)};
}

/// Collects what speaks for every name, in lower case, and settles each.
class Server {
 public:
  Server(const MemberInput& member, const DynamicView& dynamic, PatroniParameters parameters)
      : member_(member), dynamic_(dynamic), patroni_(std::move(parameters)) {}

  std::vector<EffectiveSetting> run() {
    lost_ = std::move(patroni_.lost);
    force_feedback();
    add_command_line();
    add_automatic();
    add_edits();
    add_written();
    add_included();
    return settle_all();
  }

 private:
  [[nodiscard]] Candidate candidate_of(const HeldParameter& held, ValueLayer layer) const {
    Candidate out;
    out.layer = layer;
    out.origin = held.origin;
    out.text = out.written = held.text;
    if (held.value && held.layer != ValueLayer::computed) out.written = written_text(held.value);
    out.at = held.at;
    out.path = held.path;
    out.remarks = held.remarks;
    return out;
  }

  // A slot that every member keeps, so that it outlives a failover.
  [[nodiscard]] bool has_logical_slot() const {
    const Value& root = dynamic_.root;
    const Value use = root.at("postgresql.use_slots");
    if (use && !python_truth(use).value_or(true)) return false;
    for (const auto& slot : root["slots"].members()) {
      const bool is_logical = !slot.value["type"] || slot.value["type"].text() == "logical";
      if (is_logical && slot.value["database"] && slot.value["plugin"]) return true;
    }
    return false;
  }

  // Permanent logical slots live on replicas only with feedback; Patroni sets it on all members.
  void force_feedback() {
    if (member_.postgres < 11 || is_standby_cluster(dynamic_.root) || !has_logical_slot()) return;
    if (!facts::has_habit(member_.patroni, facts::PatroniHabit::forces_feedback_for_slots)) return;
    if (python_truth(member_.root().at("tags.nofailover")).value_or(false)) return;
    const std::string name = "hot_standby_feedback";
    if (const auto old = patroni_.held.find(name); old != patroni_.held.end())
      lost_[name].push_back(lost(candidate_of(old->second, old->second.layer), LossRule::computed,
                                 "Patroni forces it on while there are permanent logical slots"));
    HeldParameter held;
    held.name = name;
    held.text = "on";
    held.layer = ValueLayer::computed;
    held.remarks.emplace_back("forced on by Patroni for the permanent logical slots");
    patroni_.held[name] = std::move(held);
  }

  void add_command_line() {
    for (const ControlledParameter& row : facts::controlled_parameters()) {
      const auto held = patroni_.held.find(row.name);
      if (!row.is_on_command_line || held == patroni_.held.end()) continue;
      Candidate candidate = candidate_of(held->second, ValueLayer::command_line);
      warn_of_lowered(row, candidate);
      raise(row, candidate);
      candidates_[std::string(row.name)].push_back(std::move(candidate));
    }
  }

  // A server in recovery is started with no less than pg_controldata says.
  void raise(const ControlledParameter& row, Candidate& candidate) const {
    if (!row.is_raised_from_controldata || member_.postgres < row.raised_from_postgres) return;
    for (const UpstreamValue& upstream : member_.upstream) {
      const auto own = to_integer(candidate.text);
      if (upstream.name != row.name || !own || upstream.value <= *own) continue;
      candidate.remarks.push_back(cat("the server that it follows runs with ", upstream.value,
                                      ", and Patroni starts a standby with no less"));
      candidate.text = cat(upstream.value);
    }
  }

  // Documents do not tell whether the primary was restarted since a value was lowered.
  void warn_of_lowered(const ControlledParameter& row, Candidate& candidate) const {
    const bool is_kept = row.is_raised_from_controldata && member_.has_dynamic &&
                         member_.role == MemberRole::replica &&
                         member_.postgres >= row.raised_from_postgres;
    if (!is_kept) return;
    const Value first = member_.root().at("bootstrap.dcs.postgresql.parameters")[row.name];
    const auto before = python_int(first);
    const auto now = to_integer(candidate.text);
    if (!before || !now || *before <= *now) return;
    candidate.remarks.push_back(cat("it began with ", *before, " (bootstrap.dcs): a standby keeps ",
                                    "that until the primary was restarted with ", *now));
  }

  void add_conf(const ConfDocument* document, ValueLayer layer, const auto& is_wanted) {
    if (document == nullptr || document->conf.settings.size() > most_conf_settings) return;
    for (const ConfVerdict& verdict : judge_conf(document->conf, member_.postgres)) {
      if (!is_wanted(*verdict.setting)) continue;
      Candidate candidate;
      candidate.layer = candidate.origin = layer;
      candidate.text = candidate.written = verdict.setting->value;
      candidate.at = verdict.setting->value_span;
      candidate.path = verdict.setting->name;
      const std::string name = lower(verdict.name);
      if (verdict.is_overridden)
        lost_[name].push_back(
            lost(candidate, LossRule::weaker, "a later line of the file sets it again"));
      else if (!verdict.is_known)
        lost_[name].push_back(lost(candidate, LossRule::server_refused,
                                   "PostgreSQL knows no such parameter and refuses to start"));
      else
        candidates_[name].push_back(std::move(candidate));
    }
  }

  static bool any_line(const ConfSetting& /*setting*/) { return true; }

  void add_automatic() {
    const bool is_swept = member_.role == MemberRole::replica && member_.postgres >= 12;
    add_conf(member_.automatic, ValueLayer::auto_conf, [&](const ConfSetting& setting) {
      if (!is_swept || !facts::is_recovery_parameter(setting.name)) return true;
      Candidate candidate;
      candidate.layer = ValueLayer::auto_conf;
      candidate.written = setting.value;
      candidate.at = setting.value_span;
      candidate.path = setting.name;
      lost_[lower(setting.name)].push_back(
          lost(candidate, LossRule::not_read,
               "Patroni removes recovery settings from postgresql.auto.conf"));
      return false;
    });
  }

  // Patroni writes `name = 'value'` in order; whatever stands behind the first other line is not
  // its own.
  void add_edits() {
    if (member_.main == nullptr) return;
    const std::string_view text = member_.sources->text(member_.main->file);
    if (!contains(text.substr(0, 200), "overwritten by Patroni")) {
      if (member_.base == nullptr && member_.custom == nullptr)
        add_conf(member_.main, ValueLayer::base_conf, any_line);
      return;
    }
    auto first_edit = static_cast<std::uint32_t>(text.size());
    for (const ConfSetting& setting : member_.main->conf.settings) {
      if (setting.name_span.file != member_.main->file || is_patroni_line(setting, text)) continue;
      first_edit = std::min(first_edit, setting.name_span.begin);
    }
    add_conf(member_.main, ValueLayer::conf_edit, [&](const ConfSetting& setting) {
      return setting.name_span.file == member_.main->file && setting.name_span.begin >= first_edit;
    });
  }

  static bool is_patroni_line(const ConfSetting& setting, std::string_view text) {
    const std::size_t begin = setting.name_span.begin;
    const std::size_t value = setting.value_span.begin;
    if (value >= text.size() || begin + setting.name.size() + 3 != value) return false;
    return text.substr(begin + setting.name.size(), 4) == " = '";
  }

  void add_written() {
    for (const auto& [name, held] : patroni_.held) {
      const auto* row = facts::find_controlled_parameter(name);
      if (row != nullptr && row->is_on_command_line) continue;
      place_written(name, held, write_parameter(name, held, member_.patroni, member_.postgres));
    }
    for (const auto& [name, held] : patroni_.recovery)
      place_written(name, held, write_recovery(name, held, member_.postgres));
    add_file_names();
  }

  void place_written(const std::string& name, const HeldParameter& held,
                     const WrittenParameter& written) {
    Candidate candidate = candidate_of(held, held.layer);
    if (!written.is_written) {
      const LossRule rule = held.is_null ? LossRule::nulled : LossRule::dropped;
      if (held.at) lost_[name].push_back(lost(candidate, rule, written.remark));
      return;
    }
    candidate.text = written.text;
    if (!written.remark.empty()) candidate.remarks.push_back(written.remark);
    candidates_[name].push_back(std::move(candidate));
  }

  [[nodiscard]] std::string config_folder() const {
    const Value postgresql = member_.root()["postgresql"];
    const std::string_view folder = postgresql["config_dir"].text();
    return std::string(folder.empty() ? postgresql["data_dir"].text() : folder);
  }

  static std::string join_path(std::string_view folder, std::string_view name) {
    if (name.starts_with('/') || folder.empty()) return std::string(name);
    return folder.ends_with('/') ? cat(folder, name) : cat(folder, '/', name);
  }

  // hba_file and ident_file always point into the configuration directory unless set.
  void add_file_names() {
    const std::string folder = config_folder();
    for (const auto& [name, file] :
         {std::pair("hba_file", "pg_hba.conf"), std::pair("ident_file", "pg_ident.conf")}) {
      auto& own = candidates_[name];
      const auto is_written = [](const Candidate& one) {
        return one.layer == ValueLayer::local || one.layer == ValueLayer::environment ||
               one.layer == ValueLayer::dynamic;
      };
      const auto set = std::find_if(own.begin(), own.end(), is_written);
      if (set != own.end()) {
        set->text = join_path(folder, set->text);
        continue;
      }
      Candidate candidate;
      candidate.layer = ValueLayer::computed;
      candidate.text = join_path(folder, file);
      own.push_back(std::move(candidate));
    }
    Candidate data;
    data.layer = ValueLayer::computed;
    data.text = member_.root().at("postgresql.data_dir").text();
    candidates_["data_directory"] = {data};
    data.text = join_path(folder, "postgresql.conf");
    candidates_["config_file"] = {data};
  }

  void add_included() {
    const bool has_custom = static_cast<bool>(member_.root().at("postgresql.custom_conf")
                                                  ? member_.root().at("postgresql.custom_conf")
                                                  : dynamic_.root.at("postgresql.custom_conf"));
    add_conf(member_.custom, ValueLayer::custom_conf, any_line);
    if (!has_custom) return add_conf(member_.base, ValueLayer::base_conf, any_line);
    if (member_.base == nullptr) return;
    for (const ConfSetting& setting : member_.base->conf.settings) {
      Candidate candidate;
      candidate.layer = ValueLayer::base_conf;
      candidate.written = setting.value;
      candidate.at = setting.value_span;
      candidate.path = setting.name;
      lost_[lower(setting.name)].push_back(
          lost(candidate, LossRule::not_read, "custom_conf is included instead of this file"));
    }
  }

  std::vector<EffectiveSetting> settle_all() {
    std::vector<EffectiveSetting> out;
    std::set<std::string, std::less<>> done;
    for (const Guc& guc : facts::gucs()) {
      const std::string name = lower(guc.name);
      const bool is_mentioned = candidates_.contains(name) || lost_.contains(name);
      if (guc.in(member_.postgres) == nullptr && !is_mentioned) continue;
      if (!guc.module.empty() && !is_mentioned) continue;
      out.push_back(settle(guc.name, &guc));
      done.insert(name);
    }
    for (const auto& [name, candidates] : candidates_)
      if (done.insert(name).second) out.push_back(settle(name, nullptr));
    for (const auto& [name, mentions] : lost_)
      if (done.insert(name).second) out.push_back(settle(name, nullptr));
    finish(out);
    return out;
  }

  EffectiveSetting settle(std::string_view name, const Guc* guc) {
    EffectiveSetting setting;
    setting.name = name;
    setting.is_parameter = true;
    const facts::GucSpan* span = guc == nullptr ? nullptr : guc->in(member_.postgres);
    if (span != nullptr) setting.unit = span->unit;
    bool is_decided = false;
    for (const Candidate& candidate : candidates_[lower(name)]) {
      if (is_decided) {
        setting.ignored.push_back(lost(candidate, LossRule::weaker, weaker_reason(setting)));
        continue;
      }
      is_decided = decide(setting, candidate, span == nullptr ? nullptr : guc);
    }
    if (!is_decided && span != nullptr) set_default(setting, *span);
    for (Mention& mention : lost_[lower(name)]) setting.ignored.push_back(std::move(mention));
    sort_mentions(setting);
    return setting;
  }

  bool decide(EffectiveSetting& setting, const Candidate& candidate, const Guc* guc) const {
    const ServerValue value = guc == nullptr ? ServerValue{candidate.text, {}, true}
                                             : server_value(*guc, member_.postgres, candidate.text);
    if (!value.is_accepted) {
      setting.ignored.push_back(lost(candidate, LossRule::server_refused,
                                     cat("PostgreSQL refuses it: the value ", value.reason)));
      return false;
    }
    setting.value = value.text;
    setting.layer = candidate.layer;
    setting.origin = candidate.origin;
    setting.at = candidate.at;
    setting.path = candidate.path;
    setting.written = candidate.written;
    setting.remarks = candidate.remarks;
    setting.is_undecided = contains(candidate.text, "{{") || contains(candidate.text, "${");
    return true;
  }

  static std::string weaker_reason(const EffectiveSetting& winner) {
    switch (winner.layer) {
      case ValueLayer::command_line:
        return "the server's command line, which Patroni writes, beats every file";
      case ValueLayer::auto_conf:
        return "postgresql.auto.conf (ALTER SYSTEM) beats postgresql.conf";
      case ValueLayer::conf_edit:
        return "a later line of postgresql.conf beats it until Patroni writes the file again";
      case ValueLayer::custom_conf:
        return "the file that custom_conf names sets it too";
      default:
        return "Patroni's postgresql.conf includes this file first and sets it again";
    }
  }

  void set_default(EffectiveSetting& setting, const facts::GucSpan& span) const {
    const bool is_other = member_.is_debian && !span.debian_boot.empty();
    setting.value = is_other ? span.debian_boot : span.boot;
    setting.layer = ValueLayer::built_in;
    if (const Guc* guc = facts::find_guc(setting.name))
      if (const auto shown = server_value(*guc, member_.postgres, setting.value); shown.is_accepted)
        setting.value = shown.text;
  }

  static void sort_mentions(EffectiveSetting& setting) {
    std::stable_sort(setting.ignored.begin(), setting.ignored.end(),
                     [](const Mention& left, const Mention& right) {
                       return std::pair(left.layer, left.at.value_or(Span{})) <
                              std::pair(right.layer, right.at.value_or(Span{}));
                     });
  }

  // What the server computes of other settings, then the order.
  void finish(std::vector<EffectiveSetting>& out) const {
    std::sort(out.begin(), out.end(), [](const auto& left, const auto& right) {
      return facts::is_less_ignoring_case(left.name, right.name);
    });
    compute_at_start(out, member_.postgres);
  }

  const MemberInput& member_;
  const DynamicView& dynamic_;
  PatroniParameters patroni_;
  LostMentions lost_;
  std::map<std::string, Candidates, std::less<>> candidates_;
};

}  // namespace

std::vector<EffectiveSetting> server_settings(const MemberInput& member, const DynamicView& dynamic,
                                              PatroniParameters parameters) {
  return Server(member, dynamic, std::move(parameters)).run();
}

}  // namespace patrol
