// What one PostgreSQL server said of itself, view by view. Columns keep their names of the views.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "linter/base/masked_text.h"

namespace patrol {

/// Seconds since 1970, in UTC, with fractions.
using UnixTime = double;

/// Versions, role, control data and clocks. Positions in the WAL are bytes.
struct PgServer {
  int version_num = 0;  // 150020
  std::string version;  // "15.20 (Debian …)"
  bool is_in_recovery = false;
  std::string data_directory;  // the four paths are empty where the right is missing
  std::string config_file;
  std::string hba_file;
  std::string ident_file;
  std::string system_identifier;
  std::int64_t timeline = 0;  // of the control file's last checkpoint; of the receiver if higher
  std::int64_t data_checksum_version = 0;
  bool is_wal_log_hints = false;
  std::optional<std::int64_t> wal_position;  // current on a primary, replayed on a standby
  std::optional<std::int64_t> received;      // on a standby
  std::optional<UnixTime> last_replay;       // commit time of what was replayed last
  bool is_replay_paused = false;
  UnixTime started = 0;
  UnixTime loaded = 0;  // pg_conf_load_time(): the last reload, successful or not
  UnixTime now = 0;     // the server's clock
  std::string user;     // as whom we asked
  bool is_superuser = false;
  bool has_hidden_settings = false;  // without pg_read_all_settings: some rows, all files and lines
  bool is_tls = false;               // our own connection
};

struct PgSetting {
  std::string name;
  MaskedText setting;
  std::string unit;
  std::string vartype;
  std::string context;
  std::string source;
  std::string sourcefile;  // empty without the right to see it
  int sourceline = 0;
  MaskedText boot_val;
  MaskedText reset_val;
  bool is_pending_restart = false;
};

struct PgFileSetting {
  std::string sourcefile;
  int sourceline = 0;
  int seqno = 0;
  std::string name;
  MaskedText setting;
  bool is_applied = false;  // "would be applied by a reload", not "is in force"
  std::string error;
};

/// A line of the file as it is on disk now; what is in force was read at `PgServer::loaded`.
struct PgHbaRule {
  std::string file_name;  // 16 and later
  int line_number = 0;
  std::string type;
  std::vector<std::string> database;
  std::vector<std::string> user_name;
  std::string address;
  std::string netmask;
  std::string auth_method;
  std::vector<MaskedText> options;
  std::string error;
};

struct PgIdentRule {
  std::string file_name;
  int line_number = 0;
  std::string map_name;
  std::string sys_name;
  std::string pg_username;
  std::string error;
};

/// One row of pg_stat_replication.
struct PgStandby {
  std::string application_name;
  std::string usename;
  std::string client_addr;
  std::string state;
  std::string sync_state;
  std::optional<std::int64_t> sent_lag;    // bytes behind our own position
  std::optional<std::int64_t> replay_lag;  // the same
};

/// pg_stat_wal_receiver; a standby without a receiver has none.
struct PgReceiver {
  std::string status;
  std::string slot_name;
  std::string sender_host;
  int sender_port = 0;
  std::int64_t received_timeline = 0;
  MaskedText conninfo;
};

struct PgSlot {
  std::string name;
  std::string type;  // physical, logical
  std::string plugin;
  std::string database;
  bool is_active = false;
  bool is_temporary = false;
  std::string wal_status;                // 13 and later: reserved, extended, unreserved, lost
  std::optional<std::int64_t> retained;  // bytes of WAL held back
};

struct PgRole {
  std::string name;
  bool is_superuser = false;
  bool can_login = false;
  bool can_replicate = false;
  int connection_limit = -1;
  std::optional<UnixTime> valid_until;
  std::vector<std::string> member_of;  // direct
};

}  // namespace patrol
