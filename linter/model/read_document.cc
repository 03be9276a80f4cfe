// Reads a text with the reader of its kind and takes from it what grouping needs.
#include "linter/model/read_document.h"

#include <cctype>
#include <utility>

#include "linter/base/text.h"
#include "linter/doc/yaml.h"
#include "linter/facts/facts.h"
#include "linter/model/etcd.h"
#include "linter/model/patroni_env.h"

namespace patrol {
namespace {

std::string scalar_text(const Value& value) {
  return value.is_scalar() && !value.is_null() ? std::string(value.text()) : std::string();
}

// Patroni strips slashes around the namespace and puts its own; "" means the root.
// Source: patroni 4.1.4 patroni/dcs/__init__.py AbstractDCS.__init__.
std::string normal_namespace(const Value& value) {
  if (!value || value.is_null()) return "/service/";
  std::string_view text = value.text();
  while (text.starts_with('/')) text.remove_prefix(1);
  while (text.ends_with('/')) text.remove_suffix(1);
  return text.empty() ? "/" : cat('/', text, '/');
}

KnownVersion postgres_of(const Value& root, const CollectOptions& options) {
  if (options.postgres) return {*options.postgres, true};
  for (const std::string_view key : {"bin_dir", "data_dir", "config_dir"})
    if (const auto major = postgres_in_path(root["postgresql"][key].text()))
      return {Version{*major, 0, 0}, true};
  return {Version{facts::newest_postgres, 0, 0}, false};
}

KnownVersion or_newest(const std::optional<Version>& version, Version newest) {
  return version ? KnownVersion{*version, true} : KnownVersion{newest, false};
}

void describe(PatroniDocument& document, const CollectOptions& options) {
  const Value root = document.root();
  document.name = scalar_text(root["name"]);
  document.scope = scalar_text(root["scope"]);
  document.space = normal_namespace(root["namespace"]);
  document.patroni = or_newest(options.patroni, facts::newest_patroni);
  document.postgres = postgres_of(root, options);
}

void read_lists(Collection& out, const Value& root, HbaList list, int major,
                const IncludeFiles& files) {
  for (const std::string_view path :
       {"bootstrap.pg_hba", "bootstrap.dcs.postgresql.pg_hba", "postgresql.pg_hba"}) {
    const Value value = root.at(path);
    if (!value.is_sequence()) continue;
    list.list = value;
    list.hba = read_hba_items(value.span().file, hba_lines(value), major, files);
    out.hba_lists.push_back(list);
  }
}

void read_patroni(Collection& out, FileId file, const CollectOptions& options) {
  PatroniDocument& document = out.patroni.emplace_back();
  document.file = file;
  document.tree = read_yaml(file, out.sources.text(file), YamlMode::tolerant);
  describe(document, options);
  read_lists(out, document.root(), {.member = &document}, document.postgres.version.major,
             options.files);
}

// PATRONI_CONFIGURATION holds a whole file. Its places are exact where the value stands unchanged
// in the environment file, else they all are that of the variable.
YamlTree whole_configuration(const EnvFile& env) {
  const EnvVariable* const variable = env.find("PATRONI_CONFIGURATION");
  if (variable == nullptr || variable->value.empty()) return {};
  YamlTree tree = read_yaml(env.file, variable->value, YamlMode::tolerant);
  for (Node& node : tree.nodes) {
    const std::uint32_t begin = variable->content_begin;
    node.span = variable->is_exact ? Span{env.file, node.span.begin + begin, node.span.end + begin}
                                   : variable->value_span;
    if (node.is_exact) node.content_begin += begin;
    node.is_exact = node.is_exact && variable->is_exact;
  }
  tree.pieces.clear();
  return tree;
}

void read_patroni_env(Collection& out, FileId file, const CollectOptions& options) {
  PatroniDocument& document = out.patroni.emplace_back();
  document.file = file;
  document.is_environment = true;
  document.env = read_env(file, out.sources.text(file));
  document.tree = patroni_tree(document.env);
  document.whole = whole_configuration(document.env);
  describe(document, options);
}

void read_dynamic(Collection& out, FileId file, const CollectOptions& options) {
  DynamicDocument& document = out.dynamic.emplace_back();
  document.file = file;
  document.tree = read_yaml(file, out.sources.text(file), YamlMode::tolerant);
  const int major = options.postgres ? options.postgres->major : facts::newest_postgres;
  read_lists(out, document.root(), {.dynamic = &document}, major, options.files);
}

void read_etcd(Collection& out, FileId file, bool is_yaml, const CollectOptions& options) {
  EtcdDocument& document = out.etcd.emplace_back();
  document.file = file;
  document.is_yaml = is_yaml;
  document.etcd = or_newest(options.etcd, Version{3, 5, 0});
  if (is_yaml) {
    document.tree = read_yaml(file, out.sources.text(file), YamlMode::tolerant);
    document.values = etcd_values(Value(document.tree, document.tree.root));
    return;
  }
  document.env = read_env(file, out.sources.text(file));
  document.values = etcd_values(document.env);
}

ConfDocument::Role conf_role(std::string_view path) {
  const std::string_view base = path.substr(path.find_last_of('/') + 1);
  if (contains(base, "base.conf")) return ConfDocument::Role::base;
  if (contains(base, "auto.conf")) return ConfDocument::Role::automatic;
  return base.starts_with("postgresql.conf") ? ConfDocument::Role::main
                                             : ConfDocument::Role::custom;
}

void read_conf_document(Collection& out, FileId file, const CollectOptions& options) {
  KnownVersion postgres = or_newest(options.postgres, Version{facts::newest_postgres, 0, 0});
  if (const auto major = postgres_in_path(out.sources.name(file)); major && !options.postgres)
    postgres = {Version{*major, 0, 0}, true};
  out.conf.push_back({.file = file,
                      .role = conf_role(out.sources.name(file)),
                      .conf = read_conf(file, out.sources.text(file), options.files),
                      .postgres = postgres});
}

}  // namespace

IncludeFiles beside_document(const IncludeFiles& files, std::string_view path) {
  IncludeFiles out;
  const std::string document(path);
  if (files.open)
    out.open = [open = files.open, document](std::string_view name, std::string_view from) {
      return open(name, from.empty() ? std::string_view(document) : from);
    };
  if (files.list)
    out.list = [list = files.list, document](std::string_view name, std::string_view from) {
      return list(name, from.empty() ? std::string_view(document) : from);
    };
  return out;
}

std::optional<int> postgres_in_path(std::string_view path) {
  for (const std::string_view mark :
       {"/postgresql/", "/postgresql-", "/pgsql-", "/pgsql/", "/postgres/", "/postgres-"}) {
    auto at = path.find(mark);
    if (at == std::string_view::npos) continue;
    at += mark.size();
    std::size_t end = at;
    while (end < path.size() && std::isdigit(static_cast<unsigned char>(path[end])) != 0) ++end;
    const bool is_whole = end == path.size() || path[end] == '/' || path[end] == '.';
    const auto number = to_integer(path.substr(at, end - at));
    if (is_whole && number && *number >= facts::oldest_postgres && *number <= 40)
      return static_cast<int>(*number);
  }
  return std::nullopt;
}

std::vector<HbaLineSource> hba_lines(const Value& list) {
  std::vector<HbaLineSource> lines;
  for (const Value& item : list.items()) {
    HbaLineSource line{.whole = item.span()};
    if (item.is_string()) {
      const Span content = item.part(0, item.text().size());
      line.text = item.text();
      line.is_exact = content.end - content.begin == item.text().size();
      line.content_begin = content.begin;
    }
    lines.push_back(line);
  }
  return lines;
}

void read_document(Collection& out, FileId file, DocumentKind kind, const CollectOptions& given) {
  CollectOptions options = given;
  options.files = beside_document(given.files, out.sources.name(file));
  const std::string_view text = out.sources.text(file);
  const int major = options.postgres ? options.postgres->major : facts::newest_postgres;
  switch (kind) {
    case DocumentKind::patroni:
      return read_patroni(out, file, options);
    case DocumentKind::patroni_env:
      return read_patroni_env(out, file, options);
    case DocumentKind::dynamic:
      return read_dynamic(out, file, options);
    case DocumentKind::etcd_env:
    case DocumentKind::etcd_yaml:
      return read_etcd(out, file, kind == DocumentKind::etcd_yaml, options);
    case DocumentKind::hba:
      out.hba.push_back({file, read_hba(file, text, major, options.files)});
      return;
    case DocumentKind::ident:
      out.ident.push_back({file, read_ident(file, text, major, options.files)});
      return;
    case DocumentKind::postgres_conf:
      return read_conf_document(out, file, options);
    case DocumentKind::haproxy:
    case DocumentKind::unit:
      return;  // recognised, so that nobody is told they are unknown
    case DocumentKind::unknown:
      out.unknown.push_back({file, YamlTree{}});
  }
}

}  // namespace patrol
