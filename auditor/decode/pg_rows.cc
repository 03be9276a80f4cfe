// One function a view: its rows -> values of the observation.
#include "auditor/decode/pg_rows.h"

#include <algorithm>
#include <tuple>

#include "auditor/collect/probes_sql.h"
#include "auditor/decode/pg_cells.h"
#include "linter/base/text.h"

namespace patrol {
namespace {

Unavailable malformed(std::string_view what) {
  return {Cause::malformed, cat("PostgreSQL's answer makes no sense: ", what), {}};
}

PgServer server_of(const PgRow& row, bool is_tls) {
  PgServer out;
  out.version_num = row.small("version_num");
  out.version = row.text("version");
  out.is_in_recovery = row.flag("is_in_recovery");
  out.data_directory = row.text("data_directory");
  out.config_file = row.text("config_file");
  out.hba_file = row.text("hba_file");
  out.ident_file = row.text("ident_file");
  out.system_identifier = row.text("system_identifier");
  out.timeline = row.integer("timeline").value_or(0);
  out.data_checksum_version = row.integer("data_checksum_version").value_or(0);
  out.is_wal_log_hints = row.flag("wal_log_hints");
  out.wal_position = row.integer("wal_position");
  out.received = row.integer("received");
  out.last_replay = row.number("last_replay");
  out.is_replay_paused = row.flag("is_replay_paused");
  out.started = row.number("started").value_or(0);
  out.loaded = row.number("loaded").value_or(0);
  out.now = row.number("now").value_or(0);
  out.user = row.text("user");
  out.is_superuser = row.flag("is_superuser");
  out.has_hidden_settings = row.flag("has_hidden_settings");
  out.is_tls = is_tls;
  return out;
}

// boot_val and reset_val come only where they differ from the value in force.
PgSetting setting_of(const PgRow& row, SecretNumbers& numbers) {
  PgSetting out;
  out.name = row.text("name");
  const std::string value = row.text("setting");
  out.setting = MaskedText(out.name, value, numbers);
  out.unit = row.text("unit");
  out.vartype = row.text("vartype");
  out.context = row.text("context");
  out.source = row.is_null("source") ? "default" : row.text("source");
  out.sourcefile = row.text("sourcefile");
  out.sourceline = row.small("sourceline");
  const auto other = [&](std::string_view column) {
    return MaskedText(out.name, row.is_null(column) ? value : row.text(column), numbers);
  };
  out.boot_val = other("boot_val");
  out.reset_val = other("reset_val");
  out.is_pending_restart = row.flag("pending_restart");
  return out;
}

PgFileSetting file_setting_of(const PgRow& row, SecretNumbers& numbers) {
  PgFileSetting out;
  out.sourcefile = row.text("sourcefile");
  out.sourceline = row.small("sourceline");
  out.seqno = row.small("seqno");
  out.name = row.text("name");
  out.setting = MaskedText(out.name, row.text("setting"), numbers);
  out.is_applied = row.flag("applied");
  out.error = MaskedText(row.text("error"), numbers).text();
  return out;
}

PgHbaRule hba_rule_of(const PgRow& row, SecretNumbers& numbers) {
  PgHbaRule out;
  out.file_name = row.text("file_name");
  out.line_number = row.small("line_number");
  out.type = row.text("type");
  out.database = row.list("database");
  out.user_name = row.list("user_name");
  out.address = row.text("address");
  out.netmask = row.text("netmask");
  out.auth_method = row.text("auth_method");
  for (const std::string& option : row.list("options")) {
    // A value may hold blanks, which end it for masking that does not know the name.
    const auto equals = std::min(option.find('='), option.size());
    const MaskedText value(option.substr(0, equals),
                           option.substr(std::min(equals + 1, option.size())), numbers);
    const std::string head = option.substr(0, std::min(equals + 1, option.size()));
    out.options.emplace_back(cat(head, value.text()), numbers);
  }
  out.error = MaskedText(row.text("error"), numbers).text();
  return out;
}

PgIdentRule ident_rule_of(const PgRow& row, SecretNumbers& numbers) {
  PgIdentRule out;
  out.file_name = row.text("file_name");
  out.line_number = row.small("line_number");
  out.map_name = row.text("map_name");
  out.sys_name = row.text("sys_name");
  out.pg_username = row.text("pg_username");
  out.error = MaskedText(row.text("error"), numbers).text();
  return out;
}

PgStandby standby_of(const PgRow& row, SecretNumbers& /*numbers*/) {
  PgStandby out;
  out.application_name = row.text("application_name");
  out.usename = row.text("usename");
  out.client_addr = row.text("client_addr");
  out.state = row.text("state");
  out.sync_state = row.text("sync_state");
  out.sent_lag = row.integer("sent_lag");
  out.replay_lag = row.integer("replay_lag");
  return out;
}

PgReceiver receiver_of(const PgRow& row, SecretNumbers& numbers) {
  PgReceiver out;
  out.status = row.text("status");
  out.slot_name = row.text("slot_name");
  out.sender_host = row.text("sender_host");
  out.sender_port = row.small("sender_port");
  out.received_timeline = row.integer("received_tli").value_or(0);
  out.conninfo = MaskedText(row.text("conninfo"), numbers);
  return out;
}

PgSlot slot_of(const PgRow& row, SecretNumbers& /*numbers*/) {
  PgSlot out;
  out.name = row.text("slot_name");
  out.type = row.text("slot_type");
  out.plugin = row.text("plugin");
  out.database = row.text("database");
  out.is_active = row.flag("active");
  out.is_temporary = row.flag("temporary");
  out.wal_status = row.text("wal_status");
  out.retained = row.integer("retained");
  return out;
}

PgRole role_of(const PgRow& row, SecretNumbers& /*numbers*/) {
  PgRole out;
  out.name = row.text("rolname");
  out.is_superuser = row.flag("rolsuper");
  out.can_login = row.flag("rolcanlogin");
  out.can_replicate = row.flag("rolreplication");
  out.connection_limit = row.small("rolconnlimit", -1);
  out.valid_until = row.number("valid_until");
  out.member_of = row.list("member_of");
  return out;
}

// Answers by name, with the reason and the remedy where there is none.
class Answers {
 public:
  Answers(const PgAnswers& all, SecretNumbers& numbers) : all_(&all), numbers_(&numbers) {
    const auto found = rows("server", {"user"});
    if (found && (*found)->size() > 0) user_ = PgRow(**found, 0).text("user");
  }

  using Found = tl::expected<const PgRows*, Unavailable>;

  [[nodiscard]] Found rows(std::string_view name,
                           std::initializer_list<std::string_view> columns) const {
    const auto found = std::find_if(all_->answers.begin(), all_->answers.end(),
                                    [&](const PgAnswer& one) { return one.name == name; });
    if (found == all_->answers.end()) return tl::unexpected(not_in_version(name));
    if (!found->rows) return tl::unexpected(refused(name, found->rows.error()));
    const std::string_view lacking = missing_column(*found->rows, columns);
    if (!lacking.empty()) return tl::unexpected(malformed(cat(name, " without ", lacking)));
    return &*found->rows;
  }

  /// Every row of a view by one function.
  template <typename T>
  [[nodiscard]] Observed<std::vector<T>> list(std::string_view name,
                                              std::initializer_list<std::string_view> columns,
                                              T (*read)(const PgRow&, SecretNumbers&)) const {
    const auto found = rows(name, columns);
    if (!found) return found.error();
    std::vector<T> out;
    for (std::size_t i = 0; i < (*found)->size(); ++i)
      out.push_back(read(PgRow(**found, i), *numbers_));
    return out;
  }

  // A row whose columns are all hidden.
  [[nodiscard]] Unavailable hidden(std::string_view name) const {
    return refused(name, {Cause::denied, cat("permission denied for the columns of ", name), {}});
  }

 private:
  [[nodiscard]] Unavailable not_in_version(std::string_view name) const {
    return {
        Cause::missing, cat("PostgreSQL ", all_->version_num / 10000, " has no view ", name), {}};
  }
  [[nodiscard]] Unavailable refused(std::string_view name, Unavailable why) const {
    if (why.cause != Cause::denied) return why;
    const auto grants = grant_statements(sql_rights(name), user_.empty() ? "patrol" : user_);
    if (!grants.empty()) why.remedy = cat("run on the primary: ", join(grants, "; "));
    return why;
  }

  const PgAnswers* all_;
  SecretNumbers* numbers_;
  std::string user_;
};

void fill_server(const Answers& answers, bool is_tls, MemberObservation& member) {
  const auto found = answers.rows("server", {"version_num", "is_in_recovery", "system_identifier"});
  if (!found) {
    member.server = found.error();
    return;
  }
  if ((*found)->size() != 1) {
    member.server = malformed("server in other than one row");
    return;
  }
  PgServer server = server_of(PgRow(**found, 0), is_tls);
  if (member.receiver && *member.receiver)
    server.timeline = std::max(server.timeline, (*member.receiver)->received_timeline);
  member.server = std::move(server);
}

void fill_replication(const Answers& answers, MemberObservation& member) {
  member.replication =
      answers.list("pg_stat_replication", {"application_name", "state"}, standby_of);
  if (!member.replication) return;
  for (const PgStandby& standby : *member.replication)
    if (standby.state.empty()) {  // some versions hide the names too, others do not
      member.replication = answers.hidden("pg_stat_replication");
      break;
    }
}

void fill_receiver(const Answers& answers, MemberObservation& member, SecretNumbers& numbers) {
  const auto found = answers.rows("pg_stat_wal_receiver", {"status", "conninfo"});
  if (!found)
    member.receiver = found.error();
  else if ((*found)->size() == 0)
    member.receiver = std::optional<PgReceiver>();
  else if (const PgRow row(**found, 0); row.is_null("status"))
    member.receiver = answers.hidden("pg_stat_wal_receiver");
  else
    member.receiver = std::optional(receiver_of(row, numbers));
}

void fill_roles(const Answers& answers, MemberObservation& member) {
  member.roles = answers.list("pg_roles", {"rolname", "rolsuper", "member_of"}, role_of);
  if (member.roles && member.roles->size() > std::size_t{most_roles})
    member.roles = Unavailable{Cause::malformed, cat("more than ", most_roles, " roles"), {}};
}

template <typename T>
void sort_by_name(Observed<std::vector<T>>& list) {
  if (list)
    std::sort(list->begin(), list->end(),
              [](const T& left, const T& right) { return left.name < right.name; });
}

void sort_all(MemberObservation& member) {
  sort_by_name(member.settings);
  sort_by_name(member.slots);
  sort_by_name(member.roles);
  if (member.file_settings)
    std::stable_sort(member.file_settings->begin(), member.file_settings->end(),
                     [](const PgFileSetting& left, const PgFileSetting& right) {
                       return left.seqno < right.seqno;
                     });
  if (member.replication)
    std::sort(member.replication->begin(), member.replication->end(),
              [](const PgStandby& left, const PgStandby& right) {
                return std::tie(left.application_name, left.client_addr) <
                       std::tie(right.application_name, right.client_addr);
              });
}

void refuse_all(const Unavailable& why, MemberObservation& member) {
  member.server = why;
  member.settings = why;
  member.file_settings = why;
  member.hba_rules = why;
  member.ident_rules = why;
  member.replication = why;
  member.receiver = why;
  member.slots = why;
  member.roles = why;
}

}  // namespace

void decode_pg(const Observed<PgAnswers>& answers, SecretNumbers& numbers,
               MemberObservation& member) {
  if (!answers) return refuse_all(answers.error(), member);
  const Answers by_name(*answers, numbers);
  member.settings = by_name.list("pg_settings", {"name", "setting", "source"}, setting_of);
  member.file_settings = by_name.list("pg_file_settings", {"name", "setting"}, file_setting_of);
  member.hba_rules =
      by_name.list("pg_hba_file_rules", {"type", "database", "user_name"}, hba_rule_of);
  member.ident_rules =
      by_name.list("pg_ident_file_mappings", {"map_name", "sys_name"}, ident_rule_of);
  fill_replication(by_name, member);
  fill_receiver(by_name, member, numbers);
  member.slots = by_name.list("pg_replication_slots", {"slot_name", "active"}, slot_of);
  fill_roles(by_name, member);
  fill_server(by_name, answers->is_tls, member);
  sort_all(member);
}

}  // namespace patrol
