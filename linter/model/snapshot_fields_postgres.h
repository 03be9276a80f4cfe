// The fields of what PostgreSQL said, for snapshot_fields.h.
#pragma once

#include "linter/model/observation_postgres.h"

namespace patrol {

template <typename Visitor>
void visit_fields(Visitor& see, PgServer& value) {
  see("version_num", value.version_num);
  see("version", value.version);
  see("is_in_recovery", value.is_in_recovery);
  see("data_directory", value.data_directory);
  see("config_file", value.config_file);
  see("hba_file", value.hba_file);
  see("ident_file", value.ident_file);
  see("system_identifier", value.system_identifier);
  see("timeline", value.timeline);
  see("data_checksum_version", value.data_checksum_version);
  see("is_wal_log_hints", value.is_wal_log_hints);
  see("wal_position", value.wal_position);
  see("received", value.received);
  see("last_replay", value.last_replay);
  see("is_replay_paused", value.is_replay_paused);
  see("started", value.started);
  see("loaded", value.loaded);
  see("now", value.now);
  see("user", value.user);
  see("is_superuser", value.is_superuser);
  see("has_hidden_settings", value.has_hidden_settings);
  see("is_tls", value.is_tls);
}

template <typename Visitor>
void visit_fields(Visitor& see, PgSetting& value) {
  see("name", value.name);
  see("setting", value.setting);
  see("unit", value.unit);
  see("vartype", value.vartype);
  see("context", value.context);
  see("source", value.source);
  see("sourcefile", value.sourcefile);
  see("sourceline", value.sourceline);
  see("boot_val", value.boot_val);
  see("reset_val", value.reset_val);
  see("is_pending_restart", value.is_pending_restart);
}

template <typename Visitor>
void visit_fields(Visitor& see, PgFileSetting& value) {
  see("sourcefile", value.sourcefile);
  see("sourceline", value.sourceline);
  see("seqno", value.seqno);
  see("name", value.name);
  see("setting", value.setting);
  see("is_applied", value.is_applied);
  see("error", value.error);
}

template <typename Visitor>
void visit_fields(Visitor& see, PgHbaRule& value) {
  see("file_name", value.file_name);
  see("line_number", value.line_number);
  see("type", value.type);
  see("database", value.database);
  see("user_name", value.user_name);
  see("address", value.address);
  see("netmask", value.netmask);
  see("auth_method", value.auth_method);
  see("options", value.options);
  see("error", value.error);
}

template <typename Visitor>
void visit_fields(Visitor& see, PgIdentRule& value) {
  see("file_name", value.file_name);
  see("line_number", value.line_number);
  see("map_name", value.map_name);
  see("sys_name", value.sys_name);
  see("pg_username", value.pg_username);
  see("error", value.error);
}

template <typename Visitor>
void visit_fields(Visitor& see, PgStandby& value) {
  see("application_name", value.application_name);
  see("usename", value.usename);
  see("client_addr", value.client_addr);
  see("state", value.state);
  see("sync_state", value.sync_state);
  see("sent_lag", value.sent_lag);
  see("replay_lag", value.replay_lag);
}

template <typename Visitor>
void visit_fields(Visitor& see, PgReceiver& value) {
  see("status", value.status);
  see("slot_name", value.slot_name);
  see("sender_host", value.sender_host);
  see("sender_port", value.sender_port);
  see("received_timeline", value.received_timeline);
  see("conninfo", value.conninfo);
}

template <typename Visitor>
void visit_fields(Visitor& see, PgSlot& value) {
  see("name", value.name);
  see("type", value.type);
  see("plugin", value.plugin);
  see("database", value.database);
  see("is_active", value.is_active);
  see("is_temporary", value.is_temporary);
  see("wal_status", value.wal_status);
  see("retained", value.retained);
}

template <typename Visitor>
void visit_fields(Visitor& see, PgRole& value) {
  see("name", value.name);
  see("is_superuser", value.is_superuser);
  see("can_login", value.can_login);
  see("can_replicate", value.can_replicate);
  see("connection_limit", value.connection_limit);
  see("valid_until", value.valid_until);
  see("member_of", value.member_of);
}

}  // namespace patrol
