// Turns the observed texts into documents and joins them into one cluster.
#include "linter/model/live_documents.h"

#include <algorithm>
#include <map>
#include <set>
#include <utility>

#include "linter/base/json_layout.h"
#include "linter/base/text.h"
#include "linter/facts/facts.h"
#include "linter/model/read_document.h"

namespace patrol {
namespace {

std::string_view folder_of(std::string_view path) {
  const auto slash = path.find_last_of('/');
  return slash == std::string_view::npos ? std::string_view{} : path.substr(0, slash);
}

std::string_view base_of(std::string_view path) {
  return path.substr(path.find_last_of('/') + 1);
}

// "/a/./b/../c" as "/a/c".
std::string normal_path(std::string_view path) {
  std::vector<std::string_view> parts;
  for (const std::string_view part : split(path, '/')) {
    if (part.empty() || part == ".") continue;
    if (part != "..")
      parts.push_back(part);
    else if (!parts.empty())
      parts.pop_back();
  }
  std::string out;
  for (const std::string_view part : parts) out += cat('/', part);
  return out;
}

std::string beside(std::string_view name, std::string_view folder) {
  return normal_path(name.starts_with('/') ? std::string(name) : cat(folder, '/', name));
}

DocumentKind document_kind(FileKind kind) {
  switch (kind) {
    case FileKind::patroni:
      return DocumentKind::patroni;
    case FileKind::patroni_env:
      return DocumentKind::patroni_env;
    case FileKind::etcd_env:
      return DocumentKind::etcd_env;
    case FileKind::etcd_yaml:
      return DocumentKind::etcd_yaml;
    case FileKind::postgres_conf:
      return DocumentKind::postgres_conf;
    case FileKind::hba:
      return DocumentKind::hba;
    case FileKind::ident:
      return DocumentKind::ident;
    case FileKind::haproxy:
      return DocumentKind::haproxy;
    case FileKind::unit:
    case FileKind::certificate:
      break;
  }
  return DocumentKind::unit;  // never read, but known
}

std::optional<Version> version_of_number(int number) {
  if (number < 100000) return std::nullopt;
  return Version{number / 10000, number % 10000, 0};
}

const DcsMember* in_dcs(const ClusterObservation& live, std::string_view name) {
  if (!live.dcs) return nullptr;
  const auto found = std::find_if(live.dcs->members.begin(), live.dcs->members.end(),
                                  [&](const DcsMember& one) { return one.name == name; });
  return found == live.dcs->members.end() ? nullptr : &*found;
}

std::optional<Version> patroni_of(const ClusterObservation& live, const MemberObservation& member) {
  if (member.rest)
    if (auto version = parse_version(member.rest->patroni_version)) return version;
  const DcsMember* key = in_dcs(live, member.name);
  return key == nullptr ? std::nullopt : parse_version(key->patroni_version);
}

std::optional<Version> postgres_of(const MemberObservation& member) {
  if (member.server)
    if (auto version = version_of_number(member.server->version_num)) return version;
  return member.rest ? version_of_number(member.rest->server_version) : std::nullopt;
}

std::optional<Version> etcd_of(const ClusterObservation& live) {
  std::optional<Version> lowest;
  if (!live.etcd) return lowest;
  for (const EtcdEndpoint& endpoint : live.etcd->endpoints)
    if (const auto version = parse_version(endpoint.version);
        version && (!lowest || *version < *lowest))
      lowest = version;
  return lowest;
}

// Where members differ, what the oldest one does not have yet must not be advised.
void keep_lowest(std::optional<Version>& lowest, const std::optional<Version>& version) {
  if (version && (!lowest || *version < *lowest)) lowest = version;
}

/// The observed texts of one machine by their paths.
using Texts = std::map<std::string, FileId, std::less<>>;

/// Reads one observation; a class because every step shares the same tables.
class Reading {
 public:
  Reading(const ClusterObservation& live, const CollectOptions& options, Collection& out)
      : live_(live), options_(options), out_(out) {
    cluster_.live = &live;
    cluster_.sources = &out.sources;
  }

  void run() {
    const Sizes before = sizes();
    for (const MemberObservation& member : live_.members) read_member(member);
    for (std::size_t at = before.patroni; at < out_.patroni.size(); ++at)
      cluster_.patroni.push_back(&out_.patroni[at]);
    read_given();
    read_dynamic();
    place(before);
    set_versions();
    place_keys();
    out_.clusters.push_back(std::move(cluster_));
  }

 private:
  struct Sizes {
    std::size_t patroni, dynamic, etcd, hba, ident, conf, lists;
  };
  [[nodiscard]] Sizes sizes() const {
    return {out_.patroni.size(), out_.dynamic.size(), out_.etcd.size(),     out_.hba.size(),
            out_.ident.size(),   out_.conf.size(),    out_.hba_lists.size()};
  }

  FileId add_text(std::string name, std::string text, DocumentKind kind) {
    const FileId file = out_.sources.add(std::move(name), std::move(text));
    out_.kinds.resize(out_.sources.size(), DocumentKind::unknown);
    out_.kinds[static_cast<std::size_t>(file)] = kind;
    return file;
  }

  void read_member(const MemberObservation& member) {
    if (!member.files) return;
    Texts texts;
    std::vector<LiveFile> files;
    for (const ObservedFile& observed : *member.files) {
      if (!observed.text || texts.contains(observed.path)) continue;
      const FileId file = add_text(live_path(member.name, observed.path), observed.text->text(),
                                   document_kind(observed.kind));
      texts.emplace(normal_path(observed.path), file);
      files.push_back({file, observed.kind, &observed, &member});
    }
    CollectOptions options = options_for(member);
    options.files = includes(texts);
    // What pg_hba.conf includes is no policy of its own: the files that include come first.
    const auto first = std::stable_partition(files.begin(), files.end(), is_main);
    for (auto file = files.begin(); file != files.end(); ++file)
      if (file < first || !is_part_of_another(*file))
        read_document(out_, file->file, document_kind(file->kind), options);
    cluster_.live_files.insert(cluster_.live_files.end(), files.begin(), files.end());
  }

  static bool is_main(const LiveFile& file) {
    const std::string_view base = base_of(file.observed->path);
    const bool may_include = file.kind == FileKind::hba || file.kind == FileKind::ident;
    return !may_include || base == "pg_hba.conf" || base == "pg_ident.conf" ||
           is_named_by_server(file);
  }

  static bool is_named_by_server(const LiveFile& file) {
    if (file.member == nullptr || !file.member->server) return false;
    const PgServer& server = *file.member->server;
    return file.observed->path == server.hba_file || file.observed->path == server.ident_file;
  }

  [[nodiscard]] bool is_part_of_another(const LiveFile& file) const {
    return included_.contains(file.file);
  }

  IncludeFiles includes(const Texts& texts) {
    IncludeFiles files;
    files.open = [this, &texts](std::string_view name,
                                std::string_view from) -> std::optional<IncludedFile> {
      const auto found = texts.find(beside(name, folder_of(path_on_machine(from))));
      if (found == texts.end()) return std::nullopt;
      included_.insert(found->second);
      return IncludedFile{std::string(out_.sources.name(found->second)), found->second,
                          out_.sources.text(found->second)};
    };
    files.list = [&texts](std::string_view name,
                          std::string_view from) -> std::optional<std::vector<std::string>> {
      const std::string folder = beside(name, folder_of(path_on_machine(from)));
      std::vector<std::string> names;
      for (const auto& [path, file] : texts)
        if (folder_of(path) == folder) names.emplace_back(base_of(path));
      if (names.empty()) return std::nullopt;
      return names;
    };
    return files;
  }

  // The member that the auditor's own file can stand for, because its own is not known.
  [[nodiscard]] const MemberObservation* stands_for(const PatroniDocument& document) const {
    const MemberObservation* member = live_.member(document.name);
    if (member == nullptr || cluster_.live_file(member->name, FileKind::patroni) != nullptr)
      return nullptr;
    return member;
  }

  void read_given() {
    for (const ObservedFile& observed : live_.given) {
      if (!observed.text) continue;
      const DocumentKind kind = document_kind(observed.kind);
      LiveFile given{add_text(observed.path, observed.text->text(), kind), observed.kind, &observed,
                     nullptr};
      if (observed.kind == FileKind::patroni) read_given_member(given);
      cluster_.live_files.push_back(given);
    }
  }

  void read_given_member(LiveFile& given) {
    CollectOptions options = options_;
    options.files = {};
    read_document(out_, given.file, DocumentKind::patroni, options);
    PatroniDocument& document = out_.patroni.back();
    given.member = stands_for(document);
    if (given.member == nullptr) return;
    const CollectOptions known = options_for(*given.member);
    if (known.patroni) document.patroni = {*known.patroni, true};
    if (known.postgres) document.postgres = {*known.postgres, true};
    cluster_.patroni.push_back(&document);
  }

  void add_dynamic(std::string name, const MaskedText& text) {
    const FileId file = add_text(std::move(name), laid_out(text.text()), DocumentKind::dynamic);
    CollectOptions options = lowest_;
    options.files = {};
    read_document(out_, file, DocumentKind::dynamic, options);
  }

  void read_dynamic() {
    lowest_ = options_;
    lowest_.patroni.reset();
    lowest_.postgres.reset();
    for (const MemberObservation& member : live_.members) {
      keep_lowest(lowest_.patroni, patroni_of(live_, member));
      keep_lowest(lowest_.postgres, postgres_of(member));
    }
    if (!lowest_.patroni) lowest_.patroni = options_.patroni;
    if (!lowest_.postgres) lowest_.postgres = options_.postgres;
    if (live_.dcs) {
      if (!live_.dcs->config.text().empty())
        add_dynamic(cat("dcs:", live_.space, live_.scope, "/config"), live_.dcs->config);
      return;
    }
    for (const MemberObservation& member : live_.members)
      if (member.rest && !member.rest->config.text().empty())
        return add_dynamic(live_path(member.name, "/config"), member.rest->config);
  }

  void place(const Sizes& before) {
    const auto add = [](auto& documents, std::size_t from, auto& out) {
      for (std::size_t at = from; at < documents.size(); ++at) out.push_back(&documents[at]);
    };
    add(out_.dynamic, before.dynamic, cluster_.dynamic);
    add(out_.etcd, before.etcd, cluster_.etcd);
    add(out_.hba, before.hba, cluster_.hba);
    add(out_.ident, before.ident, cluster_.ident);
    add(out_.conf, before.conf, cluster_.conf);
    const auto& members = cluster_.patroni;
    for (std::size_t at = before.lists; at < out_.hba_lists.size(); ++at) {
      const HbaList& list = out_.hba_lists[at];
      if (list.member == nullptr ||
          std::find(members.begin(), members.end(), list.member) != members.end())
        cluster_.hba_lists.push_back(&list);
    }
  }

  [[nodiscard]] CollectOptions options_for(const MemberObservation& member) const {
    CollectOptions options = options_;
    options.files = {};
    if (const auto version = patroni_of(live_, member)) options.patroni = version;
    if (const auto version = postgres_of(member)) options.postgres = version;
    if (const auto version = etcd_of(live_)) options.etcd = version;
    return options;
  }

  void set_versions() {
    const auto known = [](const std::optional<Version>& version, Version newest) {
      return version ? KnownVersion{*version, true} : KnownVersion{newest, false};
    };
    const auto etcd = etcd_of(live_);
    cluster_.patroni_version = known(lowest_.patroni, facts::newest_patroni);
    cluster_.postgres_version = known(lowest_.postgres, Version{facts::newest_postgres, 0, 0});
    cluster_.etcd_version = known(etcd ? etcd : options_.etcd, Version{3, 5, 0});
  }

  void place_keys() {
    for (const PatroniDocument* member : cluster_.patroni)
      if (!member->is_environment)
        add_placed_keys(member->root(), member, out_.sources, cluster_.keys);
    for (const DynamicDocument* document : cluster_.dynamic)
      add_placed_keys(document->root(), nullptr, out_.sources, cluster_.keys);
  }

  const ClusterObservation& live_;
  const CollectOptions& options_;
  Collection& out_;
  Snapshot cluster_;
  CollectOptions lowest_;  // versions: the lowest of all members
  std::set<FileId> included_;
};

}  // namespace

void collect_observed(ClusterObservation observation, const CollectOptions& options,
                      Collection& out) {
  Reading(out.observations.emplace_back(std::move(observation)), options, out).run();
}

std::string live_path(std::string_view member, std::string_view path) {
  return cat(member, ':', path);
}

std::string_view path_on_machine(std::string_view live_path) {
  const auto mark = live_path.find(":/");
  return mark == std::string_view::npos ? live_path : live_path.substr(mark + 1);
}

}  // namespace patrol
