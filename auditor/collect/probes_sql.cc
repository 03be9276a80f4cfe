// The queries, one per surface and shape of its view. PostgreSQL 11 to 18.
#include "auditor/collect/probes_sql.h"

#include <array>
#include <utility>

#include "linter/base/text.h"

namespace patrol {
namespace {

// Every login may see these, but the four paths need pg_read_all_settings; they are NULL without.
constexpr SqlProbe server{
    {"server",
     "SELECT pg_catalog.current_setting('server_version_num') AS version_num,"
     " pg_catalog.current_setting('server_version') AS version,"
     " pg_catalog.pg_is_in_recovery() AS is_in_recovery,"
     " s.data_directory, s.config_file, s.hba_file, s.ident_file, s.wal_log_hints,"
     " y.system_identifier, c.timeline_id AS timeline,"
     " i.data_page_checksum_version AS data_checksum_version,"
     " pg_catalog.pg_wal_lsn_diff(CASE WHEN pg_catalog.pg_is_in_recovery()"
     " THEN pg_catalog.pg_last_wal_replay_lsn() ELSE pg_catalog.pg_current_wal_lsn() END,"
     " '0/0') AS wal_position,"
     " pg_catalog.pg_wal_lsn_diff(pg_catalog.pg_last_wal_receive_lsn(), '0/0') AS received,"
     " EXTRACT(epoch FROM pg_catalog.pg_last_xact_replay_timestamp()) AS last_replay,"
     " CASE WHEN pg_catalog.pg_is_in_recovery() THEN pg_catalog.pg_is_wal_replay_paused()"
     " ELSE false END AS is_replay_paused,"
     " EXTRACT(epoch FROM pg_catalog.pg_postmaster_start_time()) AS started,"
     " EXTRACT(epoch FROM pg_catalog.pg_conf_load_time()) AS loaded,"
     " EXTRACT(epoch FROM pg_catalog.clock_timestamp()) AS now,"
     " current_user AS user, pg_catalog.current_setting('is_superuser') AS is_superuser,"
     " NOT pg_catalog.pg_has_role('pg_read_all_settings', 'USAGE') AS has_hidden_settings"
     " FROM pg_catalog.pg_control_system() AS y, pg_catalog.pg_control_checkpoint() AS c,"
     " pg_catalog.pg_control_init() AS i,"
     " (SELECT pg_catalog.max(setting) FILTER (WHERE name = 'data_directory') AS data_directory,"
     " pg_catalog.max(setting) FILTER (WHERE name = 'config_file') AS config_file,"
     " pg_catalog.max(setting) FILTER (WHERE name = 'hba_file') AS hba_file,"
     " pg_catalog.max(setting) FILTER (WHERE name = 'ident_file') AS ident_file,"
     " pg_catalog.max(setting) FILTER (WHERE name = 'wal_log_hints') AS wal_log_hints"
     " FROM pg_catalog.pg_settings) AS s",
     11},
    Surface::server,
    {"pg_read_all_settings", {}, {}},
    "version, role, control data and load times; the paths only with the right"};

// Without the right, places and the settings kept from plain logins are missing. What equals the
// value in force is left out, and so is the usual source: half of the bytes.
constexpr SqlProbe settings{
    {"pg_settings",
     "SELECT name, setting, unit, vartype, context, nullif(source, 'default') AS source, "
     "sourcefile,"
     " sourceline, CASE WHEN boot_val IS DISTINCT FROM setting THEN coalesce(boot_val, '') END"
     " AS boot_val, CASE WHEN reset_val IS DISTINCT FROM setting THEN coalesce(reset_val, '') END"
     " AS reset_val, nullif(pending_restart, false) AS pending_restart FROM pg_catalog.pg_settings",
     11},
    Surface::settings,
    {"pg_read_all_settings", {}, {}},
    "every parameter with its value and source; files, lines and paths only with the right"};

constexpr SqlProbe file_settings{
    {"pg_file_settings",
     "SELECT sourcefile, sourceline, seqno, name, setting, applied, error"
     " FROM pg_catalog.pg_file_settings",
     11},
    Surface::file_settings,
    {{}, "pg_file_settings", "pg_show_all_file_settings()"},
    "the configuration files as the server would read them now"};

constexpr SqlProbe hba_rules{
    {"pg_hba_file_rules",
     "SELECT NULL AS file_name, line_number, type, array_to_json(database) AS database,"
     " array_to_json(user_name) AS user_name, address, netmask, auth_method,"
     " array_to_json(options) AS options, error FROM pg_catalog.pg_hba_file_rules",
     11, 15},
    Surface::hba_rules,
    {{}, "pg_hba_file_rules", "pg_hba_file_rules()"},
    "pg_hba.conf as the server would read it now"};

constexpr SqlProbe hba_rules_with_files{
    {"pg_hba_file_rules",
     "SELECT file_name, line_number, type, array_to_json(database) AS database,"
     " array_to_json(user_name) AS user_name, address, netmask, auth_method,"
     " array_to_json(options) AS options, error FROM pg_catalog.pg_hba_file_rules",
     16},
    Surface::hba_rules,
    {{}, "pg_hba_file_rules", "pg_hba_file_rules()"},
    "pg_hba.conf and what it includes, as the server would read them now"};

constexpr SqlProbe ident_rules{
    {"pg_ident_file_mappings",
     "SELECT NULL AS file_name, line_number, map_name, sys_name, pg_username, error"
     " FROM pg_catalog.pg_ident_file_mappings",
     15, 15},
    Surface::ident_rules,
    {{}, "pg_ident_file_mappings", "pg_ident_file_mappings()"},
    "pg_ident.conf as the server would read it now; there is no such view before 15"};

constexpr SqlProbe ident_rules_with_files{
    {"pg_ident_file_mappings",
     "SELECT file_name, line_number, map_name, sys_name, pg_username, error"
     " FROM pg_catalog.pg_ident_file_mappings",
     16},
    Surface::ident_rules,
    {{}, "pg_ident_file_mappings", "pg_ident_file_mappings()"},
    "pg_ident.conf and what it includes, as the server would read them now"};

constexpr SqlProbe replication{
    {"pg_stat_replication",
     "SELECT application_name, usename, host(client_addr) AS client_addr, state, sync_state,"
     " pg_catalog.pg_wal_lsn_diff(p.here, sent_lsn) AS sent_lag,"
     " pg_catalog.pg_wal_lsn_diff(p.here, replay_lsn) AS replay_lag"
     " FROM pg_catalog.pg_stat_replication, (SELECT CASE WHEN pg_catalog.pg_is_in_recovery()"
     " THEN pg_catalog.pg_last_wal_receive_lsn() ELSE pg_catalog.pg_current_wal_lsn() END AS here)"
     " AS p",
     11},
    Surface::replication,
    {"pg_read_all_stats", {}, {}},
    "who streams from here; without the right the rows are there and empty"};

constexpr SqlProbe receiver{
    {"pg_stat_wal_receiver",
     "SELECT status, slot_name, sender_host, sender_port, received_tli, conninfo"
     " FROM pg_catalog.pg_stat_wal_receiver WHERE pid IS NOT NULL",
     11},
    Surface::receiver,
    {"pg_read_all_stats", {}, {}},
    "from where this server streams; without the right the row is there and empty"};

constexpr SqlProbe slots{
    {"pg_replication_slots",
     "SELECT slot_name, slot_type, plugin, database, active, temporary, NULL AS wal_status,"
     " pg_catalog.pg_wal_lsn_diff(CASE WHEN pg_catalog.pg_is_in_recovery()"
     " THEN pg_catalog.pg_last_wal_replay_lsn() ELSE pg_catalog.pg_current_wal_lsn() END,"
     " restart_lsn) AS retained FROM pg_catalog.pg_replication_slots",
     11, 12},
    Surface::slots,
    {},
    "replication slots and the WAL they hold back"};

constexpr SqlProbe slots_with_status{
    {"pg_replication_slots",
     "SELECT slot_name, slot_type, plugin, database, active, temporary, wal_status,"
     " pg_catalog.pg_wal_lsn_diff(CASE WHEN pg_catalog.pg_is_in_recovery()"
     " THEN pg_catalog.pg_last_wal_replay_lsn() ELSE pg_catalog.pg_current_wal_lsn() END,"
     " restart_lsn) AS retained FROM pg_catalog.pg_replication_slots",
     13},
    Surface::slots,
    {},
    "replication slots, whether their WAL is still there, and how much they hold back"};

// pg_authid, where the passwords are, is never read. One row more than decode takes is enough for
// it to know that there are too many.
constexpr SqlProbe roles{
    {"pg_roles",
     "SELECT rolname, rolsuper, rolcanlogin, rolreplication, rolconnlimit,"
     " EXTRACT(epoch FROM rolvaliduntil) AS valid_until,"
     " (SELECT json_agg(g.rolname ORDER BY g.rolname) FROM pg_catalog.pg_auth_members AS m"
     " JOIN pg_catalog.pg_roles AS g ON g.oid = m.roleid WHERE m.member = r.oid) AS member_of"
     " FROM pg_catalog.pg_roles AS r LIMIT 20001",
     11},
    Surface::roles,
    {},
    "roles and their direct memberships, for +role in pg_hba.conf"};

// pg_settings first: it must show the session as the server makes it.
constexpr std::array probes = {settings,
                               server,
                               file_settings,
                               hba_rules,
                               hba_rules_with_files,
                               ident_rules,
                               ident_rules_with_files,
                               replication,
                               receiver,
                               slots,
                               slots_with_status,
                               roles};

template <std::size_t... I>
constexpr std::array<PgQuery, sizeof...(I)> queries_of(std::index_sequence<I...> /*each*/) {
  return {probes[I].query...};
}
constexpr auto queries = queries_of(std::make_index_sequence<probes.size()>());

}  // namespace

std::span<const SqlProbe> sql_probes() {
  return probes;
}

SqlRights sql_rights(std::string_view name) {
  for (const SqlProbe& probe : probes)
    if (probe.query.name() == name) return probe.rights;
  return {};
}

std::string quoted_identifier(std::string_view name) {
  std::string out = "\"";
  for (const char letter : name) {
    if (letter == '"') out += '"';
    out += letter;
  }
  return out + '"';
}

std::vector<std::string> grant_statements(const SqlRights& rights, std::string_view role) {
  const std::string to = cat(" TO ", quoted_identifier(role));
  std::vector<std::string> out;
  if (!rights.role.empty()) out.push_back(cat("GRANT ", rights.role, to));
  if (!rights.view.empty()) out.push_back(cat("GRANT SELECT ON pg_catalog.", rights.view, to));
  if (!rights.function.empty())
    out.push_back(cat("GRANT EXECUTE ON FUNCTION pg_catalog.", rights.function, to));
  return out;
}

std::span<const PgQuery> sql_queries() {
  return queries;
}

}  // namespace patrol
