// The fields of each observation, once, for the writer and the reader of snapshots. A visitor is
// called with the name and the field; what is not listed here is not saved.
#pragma once

#include "linter/model/observation.h"

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

template <typename Visitor>
void visit_fields(Visitor& see, RestStatus& value) {
  see("http_status", value.http_status);
  see("state", value.state);
  see("role", value.role);
  see("patroni_version", value.patroni_version);
  see("scope", value.scope);
  see("name", value.name);
  see("server_version", value.server_version);
  see("timeline", value.timeline);
  see("replication_state", value.replication_state);
  see("is_pending_restart", value.is_pending_restart);
  see("is_paused", value.is_paused);
  see("is_failsafe_active", value.is_failsafe_active);
  see("is_cluster_unlocked", value.is_cluster_unlocked);
  see("dcs_last_seen", value.dcs_last_seen);
  see("system_identifier", value.system_identifier);
  see("tags", value.tags);
  see("health", value.health);
  see("config", value.config);
}

template <typename Visitor>
void visit_fields(Visitor& see, DcsMember& value) {
  see("name", value.name);
  see("conn_url", value.conn_url);
  see("api_url", value.api_url);
  see("state", value.state);
  see("role", value.role);
  see("patroni_version", value.patroni_version);
  see("timeline", value.timeline);
  see("xlog_location", value.xlog_location);
  see("is_pending_restart", value.is_pending_restart);
  see("tags", value.tags);
}

template <typename Visitor>
void visit_fields(Visitor& see, DcsState& value) {
  see("kind", value.kind);
  see("answered", value.answered);
  see("is_stale", value.is_stale);
  see("initialize", value.initialize);
  see("leader", value.leader);
  see("config", value.config);
  see("history", value.history);
  see("failover", value.failover);
  see("sync_leader", value.sync_leader);
  see("sync_standbys", value.sync_standbys);
  see("last_position", value.last_position);
  see("slots", value.slots);
  see("members", value.members);
}

template <typename Visitor>
void visit_fields(Visitor& see, EtcdMember& value) {
  see("id", value.id);
  see("name", value.name);
  see("peer_urls", value.peer_urls);
  see("client_urls", value.client_urls);
  see("is_learner", value.is_learner);
}

template <typename Visitor>
void visit_fields(Visitor& see, EtcdEndpoint& value) {
  see("url", value.url);
  see("error", value.error);
  see("is_healthy", value.is_healthy);
  see("version", value.version);
  see("member_id", value.member_id);
  see("leader_id", value.leader_id);
  see("db_size", value.db_size);
  see("db_size_in_use", value.db_size_in_use);
  see("raft_term", value.raft_term);
  see("raft_index", value.raft_index);
  see("errors", value.errors);
}

template <typename Visitor>
void visit_fields(Visitor& see, EtcdState& value) {
  see("cluster_id", value.cluster_id);
  see("members", value.members);
  see("members_error", value.members_error);
  see("endpoints", value.endpoints);
  see("alarms", value.alarms);
  see("alarms_error", value.alarms_error);
}

template <typename Visitor>
void visit_fields(Visitor& see, ObservedFile& value) {
  see("path", value.path);
  see("kind", value.kind);
  see("text", value.text);
  see("owner", value.owner);
  see("group", value.group);
  see("mode", value.mode);
  see("size", value.size);
  see("modified", value.modified);
}

template <typename Visitor>
void visit_fields(Visitor& see, ObservedDirectory& value) {
  see("path", value.path);
  see("owner", value.owner);
  see("group", value.group);
  see("mode", value.mode);
  see("is_mount_root", value.is_mount_root);
  see("mount_point", value.mount_point);
  see("file_system", value.file_system);
  see("free_bytes", value.free_bytes);
}

template <typename Visitor>
void visit_fields(Visitor& see, ObservedCertificate& value) {
  see("path", value.path);
  see("subject", value.subject);
  see("not_before", value.not_before);
  see("not_after", value.not_after);
}

template <typename Visitor>
void visit_fields(Visitor& see, HostFacts& value) {
  see("hostname", value.hostname);
  see("user", value.user);
  see("clock_offset", value.clock_offset);
  see("clock_error", value.clock_error);
  see("memory_bytes", value.memory_bytes);
  see("directories", value.directories);
  see("certificates", value.certificates);
  see("commands", value.commands);
  see("addresses", value.addresses);
}

template <typename Visitor>
void visit_fields(Visitor& see, MemberObservation& value) {
  see("name", value.name);
  see("address", value.address);
  see("api", value.api);
  see("ssh", value.ssh);
  see("server", value.server);
  see("settings", value.settings);
  see("file_settings", value.file_settings);
  see("hba_rules", value.hba_rules);
  see("ident_rules", value.ident_rules);
  see("replication", value.replication);
  see("receiver", value.receiver);
  see("slots", value.slots);
  see("roles", value.roles);
  see("rest", value.rest);
  see("host", value.host);
  see("files", value.files);
}

template <typename Visitor>
void visit_fields(Visitor& see, ClusterObservation& value) {
  see("scope", value.scope);
  see("namespace", value.space);
  see("taken_at", value.taken_at);
  see("is_leader_changed", value.is_leader_changed);
  see("leader_at_begin", value.leader_at_begin);
  see("leader_at_end", value.leader_at_end);
  see("dcs", value.dcs);
  see("etcd", value.etcd);
  see("members", value.members);
  see("given", value.given);
}

}  // namespace patrol
