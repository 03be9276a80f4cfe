// Everything known about one cluster at one moment: the documents with their trees, and what was
// observed of a running one. What rules receive.
#pragma once

#include <memory>
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
#include "linter/model/observation.h"
#include "linter/model/placed_key.h"

namespace patrol {

struct ObservedParameters;

/// A version and whether a document or the user said so; otherwise it is the newest we know.
struct KnownVersion {
  Version version;
  bool is_known = false;
};

/// One member's Patroni settings: a patroni.yml, or PATRONI_* variables read into the same tree.
struct PatroniDocument {
  FileId file{};
  YamlTree tree;
  EnvFile env;                  // when is_environment
  bool is_environment = false;  // other settings may stand in a file that was not given
  std::string name;             // "" when not given
  std::string scope;
  std::string space;  // `namespace` as Patroni uses it, "/service/" by default
  KnownVersion patroni;
  KnownVersion postgres;

  YamlTree whole;  // the text of PATRONI_CONFIGURATION, which counts only where there is no file

  [[nodiscard]] Value root() const { return {tree, tree.root}; }
  [[nodiscard]] Value whole_root() const { return {whole, whole.root}; }
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

/// A file that was given by name and is none of the kinds; its tree is there if it is YAML.
struct UnknownDocument {
  FileId file{};
  YamlTree tree;
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
  KnownVersion postgres;
};

/// A `pg_hba:` list inside a Patroni or dynamic document, read line by line: line n of the policy
/// is item n - 1 of the list.
struct HbaList {
  Value list;
  HbaFile hba;
  const PatroniDocument* member = nullptr;   // the document it stands in: this
  const DynamicDocument* dynamic = nullptr;  // or this
};

/// The dynamic configuration wherever it stands: `bootstrap.dcs` of a member (applied once, when
/// the cluster is created) or the DCS's own copy.
struct DynamicSection {
  Value root;
  const PatroniDocument* member = nullptr;  // set for bootstrap.dcs
  [[nodiscard]] bool is_bootstrap() const { return member != nullptr; }
};

/// Another cluster of the same run, for mistakes that split one cluster in two.
struct Neighbour {
  std::string scope;
  std::string space;
  Value scope_value;             // of its first member
  std::vector<std::string> dcs;  // endpoints as written, "host:port"
  std::size_t members = 0;
  std::string first_name;  // of its first member
  bool is_standby_cluster = false;
};

/// A file that came with what was observed, and whose it is.
struct LiveFile {
  FileId file{};
  FileKind kind{};
  const ObservedFile* observed = nullptr;
  const MemberObservation* member = nullptr;  // null: the auditor's own, of no member
};

/// Documents live in the Collection the snapshot came from.
struct Snapshot {
  const SourceSet* sources = nullptr;
  std::vector<const PatroniDocument*> patroni;
  std::vector<const DynamicDocument*> dynamic;
  std::vector<const EtcdDocument*> etcd;
  std::vector<const HbaDocument*> hba;
  std::vector<const IdentDocument*> ident;
  std::vector<const ConfDocument*> conf;
  std::vector<const HbaList*> hba_lists;
  std::vector<const UnknownDocument*> unknown;
  /// Of all members' files and dynamic configurations, each key with what Patroni makes of it.
  /// Environment files are left out: what Patroni does not know is not in their trees.
  std::vector<PlacedKey> keys;
  std::vector<Neighbour> neighbours;  // same namespace and DCS, other scope
  KnownVersion patroni_version;       // of the members, else of the flags, else the newest
  KnownVersion postgres_version;
  KnownVersion etcd_version;
  const ClusterObservation* live = nullptr;  // what was observed; null for documents alone
  std::vector<LiveFile> live_files;          // every text of `live`, in the order of members

  /// What analysis/observed_parameters.h made of it; filled when it is first asked for.
  mutable std::shared_ptr<const ObservedParameters> parameters;

  /// Null for files that nobody observed: everything where `live` is null, and the DCS's keys.
  [[nodiscard]] const LiveFile* live_file(FileId file) const;
  /// The member's first file of that kind; null when it is not there or could not be read.
  [[nodiscard]] const LiveFile* live_file(std::string_view member, FileKind kind) const;
  /// "server-1" for its files; "" for all others.
  [[nodiscard]] std::string_view owner_of(FileId file) const;
  [[nodiscard]] std::vector<DynamicSection> dynamic_sections() const;
};

}  // namespace patrol
