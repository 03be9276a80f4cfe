// The fields of each observation, once, for the writer and the reader of snapshots. A visitor is
// called with the name and the field; what is not listed here is not saved.
#pragma once

#include "linter/model/observation.h"
#include "linter/model/snapshot_fields_postgres.h"

namespace patrol {

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
