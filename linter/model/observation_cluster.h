// What Patroni's REST API, the DCS and etcd said about a cluster.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "linter/base/masked_text.h"
#include "linter/model/observation_postgres.h"

namespace patrol {

/// Patroni's words for a role differ by version; `leader` also for "master" and "primary".
enum class ObservedRole : std::uint8_t { unknown, leader, standby_leader, replica };

/// GET /patroni of a member, whatever its HTTP status, and the status of its health endpoints.
struct RestStatus {
  int http_status = 0;
  std::string state;  // "running", "streaming", "starting", "stopped", …
  ObservedRole role = ObservedRole::unknown;
  std::string patroni_version;
  std::string scope;
  std::string name;  // 3.0 and later say it
  int server_version = 0;
  std::int64_t timeline = 0;
  std::string replication_state;
  bool is_pending_restart = false;
  bool is_paused = false;
  bool is_failsafe_active = false;
  bool is_cluster_unlocked = false;
  std::optional<UnixTime> dcs_last_seen;
  std::string system_identifier;
  std::vector<std::pair<std::string, std::string>> tags;  // values as JSON
  std::map<std::string, int> health;                      // "/primary" -> 503
  MaskedText config;                                      // body of GET /config; "" when not given
};

/// One key below members/.
struct DcsMember {
  std::string name;
  std::string conn_url;  // without credentials
  std::string api_url;
  std::string state;
  ObservedRole role = ObservedRole::unknown;
  std::string patroni_version;
  std::int64_t timeline = 0;
  std::optional<std::int64_t> xlog_location;
  bool is_pending_restart = false;
  std::vector<std::pair<std::string, std::string>> tags;  // values as JSON
};

struct DcsState {
  std::string kind;        // "etcd3", "etcd", "consul", "zookeeper"
  std::string answered;    // the endpoint that gave the keys
  bool is_stale = false;   // from one server's own store, because no majority answered
  std::string initialize;  // the system identifier; empty before bootstrap
  std::string leader;      // the member that holds the lock; empty for none
  MaskedText config;       // the dynamic configuration as stored, JSON
  MaskedText history;      // JSON
  MaskedText failover;     // a scheduled or running one, JSON; empty for none
  std::string sync_leader;
  std::vector<std::string> sync_standbys;
  std::optional<std::int64_t> last_position;                // of the leader
  std::vector<std::pair<std::string, std::int64_t>> slots;  // permanent ones with positions
  std::vector<DcsMember> members;                           // by name
};

struct EtcdMember {
  std::string id;    // hexadecimal
  std::string name;  // empty: added but never started
  std::vector<std::string> peer_urls;
  std::vector<std::string> client_urls;
  bool is_learner = false;
};

/// One client URL that was asked.
struct EtcdEndpoint {
  std::string url;
  std::string error;  // why it gave no status; empty when it did
  bool is_healthy = false;
  std::string version;
  std::string member_id;
  std::string leader_id;
  std::int64_t db_size = 0;
  std::int64_t db_size_in_use = 0;
  std::int64_t raft_term = 0;
  std::int64_t raft_index = 0;
  std::vector<std::string> errors;
};

struct EtcdState {
  std::string cluster_id;
  std::vector<EtcdMember> members;      // by name, then id
  std::string members_error;            // why the members are not known; empty when they are
  std::vector<EtcdEndpoint> endpoints;  // every client URL of members and files
  std::vector<std::string> alarms;      // "NOSPACE 8e9e05c52164694d"
  std::string alarms_error;             // why the alarms are not known; empty when they are
};

}  // namespace patrol
