// One member's patroni.yml, with the environment over it, as the sources of an audit.
#include <array>
#include <utility>

#include "auditor/collect/sources.h"
#include "linter/analysis/effective_merge.h"
#include "linter/base/text.h"
#include "linter/doc/env.h"
#include "linter/doc/yaml.h"
#include "linter/model/endpoints.h"
#include "linter/model/patroni_env.h"
#include "linter/model/python.h"

namespace patrol {
namespace {

std::string text_of(const Value& value) {
  return value && !value.is_null() && value.is_scalar() ? value.python_str() : std::string();
}

// As an environment file has them, so that the same reader serves.
std::string environment_text(const Environment& environment) {
  std::string text;
  for (const auto& [name, value] : environment) {
    if (!name.starts_with("PATRONI_") || value.empty()) continue;
    text += cat(name, "=\"");
    for (const char letter : value) {
      if (letter == '"' || letter == '\\' || letter == '`' || letter == '$') text.push_back('\\');
      text.push_back(letter);
    }
    text += "\"\n";
  }
  return text;
}

void read_sql(const Value& postgresql, SqlAccess& sql) {
  constexpr auto names =
      std::to_array<std::string_view>({"sslmode", "sslrootcert", "sslcert", "sslkey", "sslcrl",
                                       "sslcrldir", "gssencmode", "channel_binding"});
  const Value login = postgresql.at("authentication.superuser");
  sql.user = text_of(login["username"]);
  if (sql.user.empty()) sql.user = "postgres";
  sql.password = Credential(text_of(login["password"]));
  sql.ssl_password = Credential(text_of(login["sslpassword"]));
  if (const std::string database = text_of(postgresql["database"]); !database.empty())
    sql.database = database;
  for (const std::string_view name : names)
    if (std::string value = text_of(login[name]); !value.empty())
      sql.options.emplace_back(name, std::move(value));
}

// As patronictl asks the members. Source: patroni 4.1.4 patroni/request.py.
HttpTls read_rest(const Value& root) {
  const Value ctl = root["ctl"];
  HttpTls tls{.ca_file = text_of(ctl["cacert"]), .cert_file = text_of(ctl["certfile"])};
  if (tls.ca_file.empty()) tls.ca_file = text_of(root.at("restapi.cafile"));
  if (!tls.cert_file.empty()) tls.key_file = text_of(ctl["keyfile"]);
  tls.key_password = Credential(text_of(ctl["keyfile_password"]));
  tls.is_verified = !python_truth(ctl["insecure"]).value_or(false);
  return tls;
}

std::string place_of(const SourceSet& sources, const Span& span) {
  const LineColumn at = sources.position(span.file, span.begin);
  return cat(sources.name(span.file), ':', at.line, ':', at.column);
}

}  // namespace

std::string normal_space(std::string_view space) {
  std::string out = "/";
  for (const std::string_view part : split(space, '/'))
    if (!part.empty()) out.append(part).push_back('/');
  return out;
}

void read_patroni_settings(const Value& root, ClusterSources& sources) {
  sources.scope = text_of(root["scope"]);
  const Value space = root["namespace"];
  sources.space = normal_space(space ? text_of(space) : "service");
  sources.group = text_of(root.at("citus.group"));
  sources.dcs = dcs_target(root);
  read_sql(root["postgresql"], sources.sql);
  sources.rest = read_rest(root);
}

ReadSources sources_of_patroni(const std::string& path, const std::string& text,
                               const Environment& environment) {
  ReadSources out;
  SourceSet texts;
  const FileId file = texts.add(path, text);
  const FileId variables = texts.add("environment", environment_text(environment));
  const YamlTree tree = read_yaml(file, texts.text(file), YamlMode::strict);
  const YamlTree overrides = patroni_tree(read_env(variables, texts.text(variables)));
  const Value root(tree, tree.root);
  if (!tree.is_ok || !root.is_mapping()) {
    for (const YamlProblem& problem : tree.problems)
      out.problems.push_back(cat(place_of(texts, problem.at), ": ", problem.message));
    if (out.problems.empty()) out.problems.push_back(cat(path, ": not a mapping of settings"));
    return out;
  }
  const auto merged = merge_documents(std::array{root, Value(overrides, overrides.root)});
  ClusterSources& sources = out.clusters.emplace_back();
  read_patroni_settings({*merged.tree, merged.tree->root}, sources);
  if (sources.scope.empty()) out.problems.push_back(cat(path, ": no `scope` is set"));
  sources.name = sources.scope;
  sources.given.push_back({path, FileKind::patroni, text});
  return out;
}

void apply_options(const SourceOptions& options, ClusterSources& sources) {
  SqlAccess& sql = sources.sql;
  if (!options.sql_user.empty() && options.sql_user != sql.user) {
    // The file's password and certificate are another user's.
    sql.user = options.sql_user;
    sql.password = Credential();
    sql.ssl_password = Credential();
    std::erase_if(sql.options, [](const auto& option) {
      return option.first == "sslcert" || option.first == "sslkey";
    });
  }
  SshAccess& ssh = sources.ssh;
  if (!options.ssh_user.empty()) ssh.user = options.ssh_user;
  if (!options.ssh_key.empty()) ssh.key_file = options.ssh_key;
  if (!options.known_hosts.empty()) ssh.known_hosts = options.known_hosts;
  if (options.ssh_port) ssh.port = *options.ssh_port;
  ssh.is_sudo = ssh.is_sudo || options.is_sudo;
  sql.is_wanted = sql.is_wanted && !options.has_no_sql;
  ssh.is_wanted = ssh.is_wanted && !options.has_no_ssh;
}

}  // namespace patrol
