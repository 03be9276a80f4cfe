// Everything that was observed of one running cluster: a plain value, saved and read as JSON
// (model/snapshot_json.h). Rules compare it with the documents that came with it.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "linter/base/masked_text.h"
#include "linter/model/observation_cluster.h"
#include "linter/model/observation_postgres.h"
#include "linter/model/observed.h"

namespace patrol {

/// What a configuration file is for; the collector knows, nothing has to be guessed of the text.
enum class FileKind : std::uint8_t {
  patroni,
  patroni_env,
  etcd_env,
  etcd_yaml,
  postgres_conf,
  hba,
  ident,
  haproxy,
  unit,
  certificate,
};
[[nodiscard]] std::string_view to_string(FileKind kind);
[[nodiscard]] std::optional<FileKind> parse_file_kind(std::string_view word);

struct ObservedFile {
  std::string path;  // absolute, on its machine
  FileKind kind{};
  Observed<MaskedText> text;
  std::string owner, group;
  int mode = 0;  // permission bits; 0 where unknown
  std::int64_t size = 0;
  std::optional<UnixTime> modified;
};

/// A directory that matters: the data directory, its WAL, the archive.
struct ObservedDirectory {
  std::string path;
  std::string owner, group;
  int mode = 0;
  bool is_mount_root = false;
  std::string mount_point;
  std::string file_system;
  std::optional<std::int64_t> free_bytes;
};

struct ObservedCertificate {
  std::string path;
  std::string subject;
  std::optional<UnixTime> not_before, not_after;
};

struct HostFacts {
  std::string hostname;
  std::string user;  // as whom we asked
  std::optional<double>
      clock_offset;  // the host's clock minus ours, in seconds; half the way taken off
  std::optional<double> clock_error;  // at most this much wrong
  std::optional<std::int64_t> memory_bytes;
  std::vector<ObservedDirectory> directories;
  std::vector<ObservedCertificate> certificates;
  std::vector<std::string> commands;  // command lines of running patroni, postgres and etcd, masked
  std::vector<std::string> addresses;
};

struct MemberObservation {
  std::string name;     // as in the DCS
  std::string address;  // "10.77.0.11:5432"
  std::string api;      // "http://10.77.0.11:8008/patroni"
  std::string ssh;      // "10.77.0.11:22"; empty when not asked
  Observed<PgServer> server;
  Observed<std::vector<PgSetting>> settings;  // by name
  Observed<std::vector<PgFileSetting>> file_settings;
  Observed<std::vector<PgHbaRule>> hba_rules;
  Observed<std::vector<PgIdentRule>> ident_rules;
  Observed<std::vector<PgStandby>> replication;
  Observed<std::optional<PgReceiver>> receiver;
  Observed<std::vector<PgSlot>> slots;
  Observed<std::vector<PgRole>> roles;
  Observed<RestStatus> rest;
  Observed<HostFacts> host;
  Observed<std::vector<ObservedFile>> files;  // those that could not be read are in it, with why

  [[nodiscard]] const PgSetting* setting(
      std::string_view wanted) const;                           // null: unknown or not there
  [[nodiscard]] const ObservedFile* file(FileKind kind) const;  // the first of that kind
};

struct ClusterObservation {
  std::string scope;
  std::string space;  // namespace, with slashes: "/service/"
  UnixTime taken_at = 0;
  Observed<DcsState> dcs;
  Observed<EtcdState> etcd;                // not asked where the DCS is none
  std::vector<MemberObservation> members;  // by name
  std::vector<ObservedFile> given;         // files of the auditor: the -c file, haproxy.cfg
  bool is_leader_changed = false;          // while we asked
  std::string leader_at_begin, leader_at_end;

  [[nodiscard]] const MemberObservation* member(std::string_view wanted) const;
  /// The member that holds the lock, else the only one that says it leads; null when not known.
  [[nodiscard]] const MemberObservation* leader() const;
};

/// The reason why a surface of a member is not known; null when it is, and for surfaces of the
/// cluster.
[[nodiscard]] const Unavailable* missing(const MemberObservation& member, Surface surface);
/// The same for the cluster's surfaces, dcs and etcd.
[[nodiscard]] const Unavailable* missing(const ClusterObservation& cluster, Surface surface);

}  // namespace patrol
