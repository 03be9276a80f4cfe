// An inventory: clusters with their logins, and members where the DCS shall not be asked for them.
#include <algorithm>
#include <array>
#include <set>
#include <span>
#include <utility>

#include "auditor/collect/sources.h"
#include "linter/base/text.h"
#include "linter/doc/yaml.h"
#include "linter/facts/ports.h"
#include "linter/model/endpoints.h"
#include "linter/model/python.h"

namespace patrol {
namespace {

using Names = std::span<const std::string_view>;

constexpr auto cluster_keys =
    std::to_array<std::string_view>({"name", "config", "dcs", "scope", "namespace", "group", "sql",
                                     "ssh", "rest", "haproxy", "members"});
constexpr auto sql_keys = std::to_array<std::string_view>(
    {"user", "database", "sslmode", "sslrootcert", "sslcert", "sslkey", "sslcrl", "sslcrldir",
     "gssencmode", "channel_binding"});
constexpr auto ssh_keys =
    std::to_array<std::string_view>({"user", "key", "port", "sudo", "known_hosts"});
constexpr auto rest_keys = std::to_array<std::string_view>({"cacert", "cert", "key", "insecure"});
constexpr auto member_keys =
    std::to_array<std::string_view>({"name", "host", "port", "api", "ssh_host", "ssh_port"});

std::string folder_of(const std::string& path) {
  const auto slash = path.rfind('/');
  return slash == std::string::npos ? std::string() : path.substr(0, slash + 1);
}

class InventoryReader {
 public:
  InventoryReader(const std::string& path, const std::string& text, const Environment& environment,
                  const FileReader& read)
      : environment_(environment), read_(read), folder_(folder_of(path)) {
    file_ = texts_.add(path, text);
    tree_ = read_yaml(file_, texts_.text(file_), YamlMode::strict);
  }

  ReadSources run() {
    for (const YamlProblem& problem : tree_.problems) add(problem.at, problem.message);
    const Value root(tree_, tree_.root);
    if (!tree_.is_ok && out_.problems.empty()) add(Span{file_, 0, 0}, "this is no YAML");
    if (!out_.problems.empty()) return std::move(out_);
    const Value clusters = root.is_mapping() && root["clusters"] ? root["clusters"] : root;
    if (root.is_mapping() && root["clusters"])
      check_keys(root, std::array<std::string_view, 1>{"clusters"});
    if (clusters.is_mapping())
      read_cluster(clusters);
    else if (clusters.is_sequence())
      for (const Value& cluster : clusters.items()) read_cluster(cluster);
    if (out_.clusters.empty() && out_.problems.empty())
      add(root.span(), "an inventory is a list of clusters");
    return std::move(out_);
  }

 private:
  void add(const Span& at, std::string_view message) {
    const LineColumn place = texts_.position(file_, at.begin);
    out_.problems.push_back(
        cat(texts_.name(file_), ':', place.line, ':', place.column, ": ", message));
  }

  // False when it is no mapping.
  bool check_keys(const Value& map, Names known) {
    if (!map.is_mapping()) {
      add(map.span(), "a mapping is wanted here");
      return false;
    }
    for (const auto& [key, value, merged, overridden] : map.members()) {
      const std::string name = key.python_str();
      if (std::find(known.begin(), known.end(), name) != known.end()) continue;
      const auto near = nearest_name(name, known);
      if (name == "password")
        add(key.span(), "passwords belong in PGPASSFILE, ~/.pgpass or patroni.yml");
      else
        add(key.span(), cat("unknown key `", name, '`',
                            near ? cat("; did you mean `", *near, "`?") : std::string()));
    }
    return true;
  }

  std::string text_of(const Value& value) {
    if (!value || value.is_null()) return {};
    if (value.is_scalar()) return value.python_str();
    add(value.span(), "a text is wanted here");
    return {};
  }

  int port_of(const Value& value, int otherwise) {
    if (!value || value.is_null()) return otherwise;
    const auto port = value.integer();
    if (port && *port >= 1 && *port <= 65535) return static_cast<int>(*port);
    add(value.span(), "a port is a number from 1 to 65535");
    return otherwise;
  }

  bool flag_of(const Value& value) {
    if (!value || value.is_null()) return false;
    if (const auto flag = value.boolean()) return *flag;
    add(value.span(), "true or false is wanted here");
    return false;
  }

  // Relative to the inventory; "~/" is the home folder.
  std::string path_of(const Value& value) {
    std::string path = text_of(value);
    if (path.empty() || path.starts_with('/')) return path;
    if (!path.starts_with("~/")) return folder_ + path;
    for (const auto& [name, home] : environment_)
      if (name == "HOME") return home + path.substr(1);
    return path;
  }

  std::optional<std::string> file_of(const Value& value) {
    auto text = read_(path_of(value));
    if (text) return std::move(*text);
    add(value.span(), cat(text.error().attempted, ": ", text.error().detail));
    return std::nullopt;
  }

  void read_config(const Value& value, ClusterSources& sources) {
    const auto text = file_of(value);
    if (!text) return;
    ReadSources read = sources_of_patroni(path_of(value), *text, environment_);
    for (std::string& problem : read.problems) out_.problems.push_back(std::move(problem));
    if (!read.clusters.empty()) sources = std::move(read.clusters.front());
  }

  void read_sql(const Value& map, ClusterSources& sources) {
    if (!map || !check_keys(map, sql_keys)) return;
    SqlAccess& sql = sources.sql;
    apply_options({.sql_user = text_of(map["user"])}, sources);
    if (map["database"]) sql.database = text_of(map["database"]);
    for (const std::string_view name : sql_keys) {
      if (name == "user" || name == "database" || !map[name]) continue;
      const bool is_path = name.starts_with("ssl") && name != "sslmode";
      std::erase_if(sql.options, [&](const auto& option) { return option.first == name; });
      sql.options.emplace_back(name, is_path ? path_of(map[name]) : text_of(map[name]));
    }
  }

  void read_ssh(const Value& map, SshAccess& ssh) {
    if (!map || !check_keys(map, ssh_keys)) return;
    ssh.user = text_of(map["user"]);
    ssh.key_file = path_of(map["key"]);
    ssh.known_hosts = path_of(map["known_hosts"]);
    ssh.port = port_of(map["port"], 22);
    ssh.is_sudo = flag_of(map["sudo"]);
  }

  void read_rest(const Value& map, HttpTls& tls) {
    if (!map || !check_keys(map, rest_keys)) return;
    tls.ca_file = path_of(map["cacert"]);
    tls.cert_file = path_of(map["cert"]);
    tls.key_file = path_of(map["key"]);
    tls.is_verified = !flag_of(map["insecure"]);
  }

  // "10.77.0.11:8008" or a URL.
  std::string api_of(const Value& value) {
    const std::string text = text_of(value);
    return text.empty() || contains(text, "://") ? text : cat("http://", text);
  }

  void read_members(const Value& list, ClusterSources& sources) {
    if (!list) return;
    if (!list.is_sequence()) return add(list.span(), "`members` is a list");
    std::set<std::string> names;
    for (const Value& item : list.items()) {
      if (!check_keys(item, member_keys)) continue;
      MemberTarget member{.name = text_of(item["name"]),
                          .host = text_of(item["host"]),
                          .port = port_of(item["port"], facts::postgres_port),
                          .api = api_of(item["api"]),
                          .ssh_host = text_of(item["ssh_host"]),
                          .ssh_port = port_of(item["ssh_port"], 0)};
      if (member.name.empty()) add(item.span(), "a member needs a `name`");
      if (!member.name.empty() && !names.insert(member.name).second)
        add(item["name"].span(), cat("member `", member.name, "` is listed twice"));
      sources.members.push_back(std::move(member));
    }
  }

  void read_cluster(const Value& map) {
    if (!check_keys(map, cluster_keys)) return;
    ClusterSources sources;
    sources.sql.user = "postgres";
    if (map["config"])
      read_config(map["config"], sources);
    else
      sources.dcs = dcs_target(Value());
    if (map["dcs"]) read_dcs(map["dcs"], sources);
    if (map["scope"]) sources.scope = text_of(map["scope"]);
    if (map["namespace"]) sources.space = normal_space(text_of(map["namespace"]));
    if (map["group"]) sources.group = text_of(map["group"]);
    read_sql(map["sql"], sources);
    read_ssh(map["ssh"], sources.ssh);
    read_rest(map["rest"], sources.rest);
    read_members(map["members"], sources);
    if (map["haproxy"])
      if (auto text = file_of(map["haproxy"]))
        sources.given.push_back({path_of(map["haproxy"]), FileKind::haproxy, std::move(*text)});
    finish(map, std::move(sources));
  }

  void read_dcs(const Value& map, ClusterSources& sources) {
    if (!map.is_mapping()) return add(map.span(), "a mapping such as `etcd3: {hosts: …}`");
    if (dcs_sections(map).empty())
      return add(map.span(), "no DCS in it; write `etcd3: {hosts: [10.0.0.1:2379]}`");
    sources.dcs = dcs_target(map);
  }

  void finish(const Value& map, ClusterSources sources) {
    sources.name = map["name"] ? text_of(map["name"]) : sources.scope;
    if (sources.scope.empty())
      add(map.span(), "the cluster needs a `scope`, or a `config` with one");
    if (sources.members.empty() && sources.dcs.refusal)
      add(map.span(), cat("the members cannot be found: ", sources.dcs.refusal->detail));
    out_.clusters.push_back(std::move(sources));
  }

  SourceSet texts_;
  FileId file_{};
  YamlTree tree_;
  const Environment& environment_;
  const FileReader& read_;
  std::string folder_;
  ReadSources out_;
};

}  // namespace

ReadSources sources_of_inventory(const std::string& path, const std::string& text,
                                 const Environment& environment, const FileReader& read) {
  return InventoryReader(path, text, environment, read).run();
}

}  // namespace patrol
