// Goes through the rows of a member and keeps the most specific reason for what differs.
#include "linter/analysis/observed_drifts.h"

#include <algorithm>
#include <set>
#include <utility>

#include "linter/analysis/observed_rows.h"
#include "linter/base/text.h"
#include "linter/facts/facts.h"

namespace patrol {
namespace {

bool is_from_member(ValueLayer layer) {
  return layer == ValueLayer::local || layer == ValueLayer::environment;
}

// The layer that a value was taken from: those on the command line come from elsewhere.
ValueLayer layer_of(const EffectiveSetting& setting) {
  return setting.layer == ValueLayer::command_line ? setting.origin : setting.layer;
}

const ObservedFile* read_file_of(const MemberObservation& member, FileKind kind,
                                 std::string_view name) {
  if (!member.files) return nullptr;
  for (const ObservedFile& file : *member.files)
    if (file.kind == kind && file.text && (name.empty() || file.path.ends_with(name))) return &file;
  return nullptr;
}

/// One member; a class because every step shares the same tables.
class MemberDrifts {
 public:
  MemberDrifts(const Snapshot& cluster, const MemberObservation& member,
               const Prediction& prediction, std::vector<ParameterDrift>& out)
      : cluster_(cluster),
        member_(member),
        prediction_(prediction),
        major_(major_of(cluster, member)),
        disk_(values_on_disk(member)),
        out_(out) {}

  void run() {
    add_refused_lines();
    if (!member_.settings) return;
    for (const PgSetting& row : *member_.settings) {
      if (refused_.contains(lower(row.name))) continue;
      if (is_comparable(row)) judge(row);
    }
  }

 private:
  void add_refused_lines() {
    if (!member_.file_settings) return;
    for (const PgFileSetting& row : *member_.file_settings) {
      if (!is_refused(row, member_, major_)) continue;
      ParameterDrift drift = drift_of(Drift::refused_line, row.name);
      drift.cause = line_promise(cluster_, member_, row);
      drift.detail = row.error;
      if (const PgSetting* setting = member_.setting(row.name)) {
        drift.name = setting->name;
        drift.value = human(*setting);
      }
      refused_.insert(lower(row.name));
      out_.push_back(std::move(drift));
      if (blocking_ == none && blocks_all(row)) blocking_ = out_.size() - 1;
    }
  }

  void judge(const PgSetting& row) {
    const EffectiveSetting* wanted = prediction(row);
    if (wanted != nullptr) add_ignored(row, *wanted);
    const PgFileSetting* disk = disk_row(row);
    if (row.is_pending_restart) return add_pending(row, wanted, disk);
    if (is_vain(row, wanted, disk)) return add_vain(row, *disk);
    if (add_not_loaded(row, disk)) return;
    if (add_alter_system(row, wanted, disk)) return;
    if (wanted != nullptr && add_edit(row, *wanted)) return;
    if (wanted != nullptr && !is_same(row, wanted->value)) add_difference(row, *wanted);
  }

  // ---- what is known of a row -------------------------------------------------------------------

  [[nodiscard]] const EffectiveSetting* prediction(const PgSetting& row) const {
    if (prediction_.configuration == nullptr) return nullptr;
    const EffectiveSetting* setting = prediction_.configuration->find(row.name);
    if (setting == nullptr || !setting->is_parameter) return nullptr;
    // Without the member's own file only what it cannot say is certain.
    const auto* controlled = facts::find_controlled_parameter(row.name);
    const bool is_certain = controlled != nullptr && !controlled->is_computed;
    if (!prediction_.has_file && !is_certain) return nullptr;
    return setting->is_undecided || setting->is_secret ? nullptr : setting;
  }

  [[nodiscard]] const PgFileSetting* disk_row(const PgSetting& row) const {
    const auto found = disk_.find(lower(row.name));
    return found == disk_.end() ? nullptr : found->second.row;
  }

  [[nodiscard]] bool is_same(const PgSetting& row, std::string_view value) const {
    return is_same_in_force(row.name, major_, row.setting.text(), value);
  }
  [[nodiscard]] std::string human(const PgSetting& row) const {
    return human_in_force(row.name, major_, row.setting.text());
  }

  [[nodiscard]] ParameterDrift drift_of(Drift kind, std::string name) const {
    ParameterDrift drift;
    drift.kind = kind;
    drift.member = &member_;
    drift.name = std::move(name);
    return drift;
  }
  [[nodiscard]] ParameterDrift drift_of(Drift kind, const PgSetting& row) const {
    ParameterDrift drift = drift_of(kind, row.name);
    drift.value = human(row);
    drift.needs_restart = row.context == "postmaster";
    return drift;
  }

  [[nodiscard]] Promise promise_of(const EffectiveSetting& setting) const {
    return {human_in_force(setting.name, major_, setting.value), setting.at, setting.path,
            layer_of(setting), ""};
  }
  // What would count without the line that counts.
  [[nodiscard]] std::optional<Promise> next_promise(const EffectiveSetting& setting) const {
    for (const Mention& mention : setting.ignored)
      if (mention.rule == LossRule::weaker && mention.layer != setting.layer)
        return Promise{human_in_force(setting.name, major_, mention.value), mention.at,
                       mention.path, mention.layer, ""};
    return std::nullopt;
  }

  void keep(ParameterDrift drift, const PgSetting& row, std::string_view wanted) {
    const auto before = to_integer(row.setting.text());
    const auto after = to_integer(wanted);
    if (before && after) drift.raised_by = *after - *before;
    out_.push_back(std::move(drift));
  }

  // ---- reasons, most specific first -------------------------------------------------------------

  void add_ignored(const PgSetting& row, const EffectiveSetting& wanted) {
    for (const Mention& mention : wanted.ignored) {
      if (mention.rule != LossRule::controlled || is_same(row, mention.value)) continue;
      ParameterDrift drift = drift_of(Drift::ignored_local, row);
      drift.promise = Promise{human_in_force(row.name, major_, mention.value), mention.at,
                              mention.path, mention.layer, ""};
      if (wanted.at) drift.cause = promise_of(wanted);
      out_.push_back(std::move(drift));
    }
  }

  // A standby is started with what its primary has, whatever Patroni writes to the file.
  [[nodiscard]] bool is_floor_of_standby(const PgSetting& row) const {
    const auto* controlled = facts::find_controlled_parameter(row.name);
    return controlled != nullptr && controlled->is_raised_from_controldata && member_.server &&
           member_.server->is_in_recovery;
  }

  // A line in a file for something on the command line waits for ever.
  [[nodiscard]] bool is_vain(const PgSetting& row, const EffectiveSetting* wanted,
                             const PgFileSetting* disk) const {
    const bool is_same_as_wanted = wanted == nullptr || is_same(row, wanted->value);
    return row.source == "command line" && disk != nullptr && is_same_as_wanted &&
           (is_automatic_conf(disk->sourcefile) ||
            (wanted != nullptr && !is_floor_of_standby(row))) &&
           !is_same(row, disk->setting.text());
  }

  void add_pending(const PgSetting& row, const EffectiveSetting* wanted,
                   const PgFileSetting* disk) {
    if (is_vain(row, wanted, disk)) return add_vain(row, *disk);
    ParameterDrift drift = drift_of(Drift::pending_restart, row);
    std::string value;
    if (wanted != nullptr && !is_same(row, wanted->value)) {
      drift.promise = promise_of(*wanted);
      value = wanted->value;
    } else if (disk != nullptr && !is_same(row, disk->setting.text())) {
      drift.promise = line_promise(cluster_, member_, *disk);
      value = disk->setting.text();
    } else if (disk == nullptr && member_.file_settings) {
      drift.promise =
          Promise{human_in_force(row.name, major_, row.boot_val.text()), {}, "", {}, ""};
      value = row.boot_val.text();
    }
    const bool is_automatic = disk != nullptr && is_automatic_conf(disk->sourcefile);
    if (is_automatic && drift.promise && drift.promise->layer != ValueLayer::auto_conf)
      drift.cause = line_promise(cluster_, member_, *disk);
    keep(std::move(drift), row, value);
  }

  void add_vain(const PgSetting& row, const PgFileSetting& disk) {
    const bool is_automatic = is_automatic_conf(disk.sourcefile);
    ParameterDrift drift = drift_of(is_automatic ? Drift::alter_system : Drift::conf_edit, row);
    drift.cause = line_promise(cluster_, member_, disk);
    drift.has_effect = false;
    out_.push_back(std::move(drift));
  }

  // A line that is gone takes its value with it at the next reload.
  bool add_not_loaded(const PgSetting& row, const PgFileSetting* disk) {
    if (!member_.file_settings || row.source == "command line") return false;
    const bool is_gone = disk == nullptr && row.source == "configuration file";
    if (disk == nullptr && !is_gone) return false;
    const std::string_view next = is_gone ? row.boot_val.text() : disk->setting.text();
    if (is_same(row, next)) return false;
    if (blocking_ != none) {
      if (!is_gone) out_[blocking_].waiting.push_back(row.name);
      return true;
    }
    ParameterDrift drift = drift_of(Drift::not_loaded, row);
    if (is_gone) {
      drift.promise = Promise{human_in_force(row.name, major_, next), {}, row.name, {}, ""};
      drift.cause = source_promise(cluster_, member_, row);
    } else {
      drift.promise = line_promise(cluster_, member_, *disk);
    }
    keep(std::move(drift), row, next);
    return true;
  }

  [[nodiscard]] bool is_set_by_alter_system(const PgSetting& row,
                                            const EffectiveSetting* wanted) const {
    if (!row.sourcefile.empty()) return is_automatic_conf(row.sourcefile);
    return row.source == "configuration file" && wanted != nullptr &&
           wanted->layer == ValueLayer::auto_conf;
  }

  bool add_alter_system(const PgSetting& row, const EffectiveSetting* wanted,
                        const PgFileSetting* disk) {
    const bool is_on_disk = disk != nullptr && is_automatic_conf(disk->sourcefile);
    const bool is_set =
        is_on_disk ? row.source == "configuration file" : is_set_by_alter_system(row, wanted);
    if (!is_set) return false;
    ParameterDrift drift = drift_of(Drift::alter_system, row);
    drift.cause = is_on_disk ? line_promise(cluster_, member_, *disk)
                             : source_promise(cluster_, member_, row);
    if (wanted != nullptr && wanted->layer == ValueLayer::auto_conf) {
      if (wanted->at) drift.cause = promise_of(*wanted);
      drift.promise = next_promise(*wanted);
    } else if (const auto found = disk_.find(lower(row.name));
               found != disk_.end() && found->second.before != nullptr) {
      drift.promise = line_promise(cluster_, member_, *found->second.before);
    }
    if (drift.promise && is_same(row, drift.promise->value)) drift.promise.reset();
    out_.push_back(std::move(drift));
    return true;
  }

  bool add_edit(const PgSetting& row, const EffectiveSetting& wanted) {
    const bool is_own_line = wanted.layer == ValueLayer::conf_edit && is_same(row, wanted.value);
    if (!is_own_line) return false;
    ParameterDrift drift = drift_of(Drift::conf_edit, row);
    drift.cause = promise_of(wanted);
    drift.promise = next_promise(wanted);
    out_.push_back(std::move(drift));
    return true;
  }

  // ---- what no file of the server explains
  // --------------------------------------------------------

  // A standby starts with what its primary had, until that one was restarted too.
  [[nodiscard]] bool is_kept_for_primary(const PgSetting& row,
                                         const EffectiveSetting& wanted) const {
    if (!is_floor_of_standby(row)) return false;
    const auto mine = to_integer(row.setting.text());
    const auto promised = to_integer(wanted.value);
    return mine && promised && *mine > *promised;
  }

  // A line in a file that nobody could read explains more than we can see.
  [[nodiscard]] bool is_from_unread_file(const PgSetting& row) const {
    if (row.source != "configuration file") return false;
    return row.sourcefile.empty() || file_at(cluster_, member_, row.sourcefile) == nullptr;
  }

  // Patroni writes postgresql.conf when it reads its file anew.
  [[nodiscard]] bool is_file_newer() const {
    const ObservedFile* own = read_file_of(member_, FileKind::patroni, "");
    const ObservedFile* written =
        read_file_of(member_, FileKind::postgres_conf, "/postgresql.conf");
    return own != nullptr && written != nullptr && own->modified && written->modified &&
           *own->modified > *written->modified;
  }

  [[nodiscard]] Drift kind_of(const PgSetting& row, const EffectiveSetting& wanted) const {
    const ValueLayer layer = layer_of(wanted);
    if (is_from_member(layer)) return is_file_newer() ? Drift::not_reloaded : Drift::not_local;
    if (layer == ValueLayer::dynamic) return Drift::not_dynamic;
    const bool is_own_file = file_at(cluster_, member_, row.sourcefile) != nullptr &&
                             row.sourcefile.ends_with("/postgresql.conf");
    return is_own_file ? Drift::conf_edit : Drift::unexplained;
  }

  void add_difference(const PgSetting& row, const EffectiveSetting& wanted) {
    const bool is_default = wanted.layer == ValueLayer::built_in && row.source == "default";
    if (is_default || wanted.layer == ValueLayer::computed) return;
    if (is_kept_for_primary(row, wanted)) return;
    const Drift kind = kind_of(row, wanted);
    if (kind == Drift::unexplained && is_from_unread_file(row)) return;
    ParameterDrift drift = drift_of(kind, row);
    drift.promise = promise_of(wanted);
    drift.cause = source_promise(cluster_, member_, row);
    drift.detail = row.source;
    keep(std::move(drift), row, wanted.value);
  }

  const Snapshot& cluster_;
  const MemberObservation& member_;
  Prediction prediction_;
  int major_;
  static constexpr std::size_t none = static_cast<std::size_t>(-1);
  std::size_t blocking_ = none;  // in out_: the line that keeps the server from loading its files
  DiskValues disk_;
  std::set<std::string, std::less<>> refused_;
  std::vector<ParameterDrift>& out_;
};

}  // namespace

void add_member_drifts(const Snapshot& cluster, const MemberObservation& member,
                       const Prediction& prediction, std::vector<ParameterDrift>& out) {
  MemberDrifts(cluster, member, prediction, out).run();
}

}  // namespace patrol
