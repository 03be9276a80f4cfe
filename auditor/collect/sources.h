// What to ask where: the plain value that a patroni.yml, an inventory and the options of a command
// become before anything is asked.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "auditor/transport/credential.h"
#include "auditor/transport/http.h"
#include "linter/base/result.h"
#include "linter/doc/node.h"
#include "linter/model/observation.h"

namespace patrol {

/// The store that holds the cluster's keys.
struct DcsTarget {
  std::string kind;                  // "etcd3", "etcd", "consul", "zookeeper"; empty: none is named
  std::vector<std::string> servers;  // "http://10.77.0.11:2379"; of ZooKeeper "10.77.0.11:2181"
  HttpAccess access;
  std::string datacenter;                                     // Consul's
  std::vector<std::pair<std::string, Credential>> auth_data;  // ZooKeeper's, by scheme
  bool is_proxied = false;             // the servers stand for all members of etcd
  std::optional<Unavailable> refusal;  // why it cannot be asked at all
};

/// As whom PostgreSQL is asked.
struct SqlAccess {
  bool is_wanted = true;
  std::string user;
  Credential password;
  std::string database = "postgres";
  std::vector<std::pair<std::string, std::string>> options;  // as PgTarget has them
  Credential ssl_password;
};

/// As whom the machines are asked; not at all without a user or a key.
struct SshAccess {
  bool is_wanted = true;
  std::string user, key_file, known_hosts;
  int port = 22;
  bool is_sudo = false;
};

/// One member as far as it is known before it is asked.
struct MemberTarget {
  std::string name;
  std::string host;  // of PostgreSQL
  int port = 5432;
  std::string api;  // "http://10.77.0.11:8008"
  std::string ssh_host;
  int ssh_port = 0;  // 0: that of the cluster
};

/// A file of the auditor's own machine.
struct GivenFile {
  std::string path;
  FileKind kind{};
  std::string text;
};

struct ClusterSources {
  std::string name;  // for people; the scope where nothing else is given
  std::string scope;
  std::string space = "/service/";
  std::string group;  // of Citus; empty for none
  DcsTarget dcs;
  SqlAccess sql;
  SshAccess ssh;
  HttpTls rest;
  std::vector<MemberTarget> members;  // given: nothing has to be discovered
  std::vector<GivenFile> given;
};

/// Variables of our own process, "PATRONI_SCOPE" and so on.
using Environment = std::vector<std::pair<std::string, std::string>>;

/// How the files are reached that a source names.
using FileReader = std::function<Result<std::string>(const std::string& path)>;

struct ReadSources {
  std::vector<ClusterSources> clusters;
  std::vector<std::string> problems;  // "inventory.yml:3:5: …"; with any, nothing is asked
};

/// From one member's patroni.yml, overridden by the PATRONI_* variables as Patroni itself does.
[[nodiscard]] ReadSources sources_of_patroni(const std::string& path, const std::string& text,
                                             const Environment& environment);
/// From an inventory of one or more clusters.
[[nodiscard]] ReadSources sources_of_inventory(const std::string& path, const std::string& text,
                                               const Environment& environment,
                                               const FileReader& read);

/// Options of the command line: each wins over what the files say.
struct SourceOptions {
  std::string sql_user;
  std::string ssh_user, ssh_key, known_hosts;
  std::optional<int> ssh_port;
  bool is_sudo = false;
  bool has_no_sql = false, has_no_ssh = false;
};
void apply_options(const SourceOptions& options, ClusterSources& sources);

// Parts that both readers share.

/// The store that a document names: the first of its sections in Patroni's order.
[[nodiscard]] DcsTarget dcs_target(const Value& root);
/// Everything that a member's (merged) patroni.yml tells.
void read_patroni_settings(const Value& root, ClusterSources& sources);

/// "/service/", whatever slashes were written.
[[nodiscard]] std::string normal_space(std::string_view space);
/// "http://[fd00::1]:2379".
[[nodiscard]] std::string server_url(std::string_view scheme, std::string_view host,
                                     std::optional<long long> port);

}  // namespace patrol
