// Everything known about one cluster at one moment: the documents with their trees. What rules
// receive. A plain value that borrows the texts from a SourceSet.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "linter/base/source.h"
#include "linter/base/version.h"
#include "linter/doc/conf.h"
#include "linter/doc/env.h"
#include "linter/doc/hba.h"
#include "linter/doc/ident.h"
#include "linter/doc/node.h"

namespace patrol {

/// A version and whether a document or the user said so; otherwise it is the newest we know.
struct KnownVersion {
  Version version;
  bool is_known = false;
};

/// One member's Patroni settings: a patroni.yml, or PATRONI_* variables read into the same tree.
struct PatroniDocument {
  FileId file{};
  YamlTree tree;
  bool is_environment = false;  // other settings may stand in a file that was not given
  bool is_fragment = false;  // lacks what every member file has (name and postgresql): part of one
  std::string name;          // "" when not given
  std::string scope;
  std::string space;  // `namespace` as Patroni uses it, "/service/" by default
  KnownVersion patroni;
  KnownVersion postgres;

  [[nodiscard]] Value root() const { return {tree, tree.root}; }
};

/// What `patronictl show-config` prints, or the body of GET /config: the DCS's own copy.
struct DynamicDocument {
  FileId file{};
  YamlTree tree;
  [[nodiscard]] Value root() const { return {tree, tree.root}; }
};

/// One setting of an etcd member, from an environment file or a YAML file.
struct EtcdValue {
  std::string flag;  // "initial-cluster"; the raw name when unknown
  std::string value;
  std::string setting;  // as the document names it: "ETCD_INITIAL_CLUSTER" or "initial-cluster"
  Span name_span;
  Span span;              // of the value
  bool is_exact = false;  // value[i] stands at content_begin + i
  std::uint32_t content_begin = 0;
  bool is_opaque = false;  // a template placeholder
  [[nodiscard]] Span part(std::size_t begin, std::size_t end) const;
};

struct EtcdDocument {
  FileId file{};
  bool is_yaml = false;
  EnvFile env;                    // when it is an environment file
  YamlTree tree;                  // when it is YAML
  std::vector<EtcdValue> values;  // those that count: last duplicate, nothing dropped
  KnownVersion etcd;

  [[nodiscard]] const EtcdValue* find(std::string_view flag) const;
};

struct HbaDocument {
  FileId file{};
  HbaFile hba;
};
struct IdentDocument {
  FileId file{};
  IdentFile ident;
};
struct ConfDocument {
  enum class Role { main, base, automatic, custom };
  FileId file{};
  Role role = Role::main;
  ConfFile conf;
};

/// A pg_hba list inside a Patroni or dynamic document, read line by line.
struct HbaList {
  Value list;        // the YAML sequence
  HbaFile hba;       // line n is item n - 1
  int document = 0;  // index in `patroni`, or in `dynamic`
  bool is_dynamic_document = false;
};

/// The dynamic configuration wherever it stands: `bootstrap.dcs` of a member or a show-config file.
struct DynamicSection {
  Value root;
  bool is_bootstrap = false;                // applied once, when the cluster is created
  const PatroniDocument* member = nullptr;  // set when is_bootstrap
};

struct Snapshot {
  const SourceSet* sources = nullptr;
  std::vector<PatroniDocument> patroni;
  std::vector<DynamicDocument> dynamic;
  std::vector<EtcdDocument> etcd;
  std::vector<HbaDocument> hba;
  std::vector<IdentDocument> ident;
  std::vector<ConfDocument> conf;
  std::vector<HbaList> hba_lists;  // of patroni and dynamic, in that order
  KnownVersion patroni_version;    // lowest of the members, for documents without a member
  KnownVersion postgres_version;
  KnownVersion etcd_version;

  [[nodiscard]] std::vector<DynamicSection> dynamic_sections() const;
};

}  // namespace patrol
