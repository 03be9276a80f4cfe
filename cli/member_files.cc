// Reads files, finds the members among them, gives each what decides about it.
#include "cli/member_files.h"

#include <algorithm>
#include <utility>

#include "linter/base/text.h"
#include "linter/doc/yaml.h"
#include "linter/facts/facts.h"
#include "linter/model/read_document.h"

namespace patrol::cli {
namespace {

bool read_version(const std::optional<std::string>& text, std::string_view flag,
                  std::optional<Version>& out, std::string& problem) {
  if (!text) return true;
  out = parse_version(*text);
  if (!out) problem = cat(flag, " wants a version such as 4.1 or 15");
  return out.has_value();
}

/// An absolute name among the given files, which may be a copy of a machine's tree; else the name.
std::string among(const std::vector<std::string>& paths, std::string_view name) {
  if (!name.starts_with('/')) return std::string(name);
  for (const std::string& path : paths) {
    const std::size_t at = path.find(name.substr(1));
    const bool is_start = at != std::string::npos && (at == 0 || path[at - 1] == '/');
    const std::size_t end = at + name.size() - 1;
    if (is_start && (end == path.size() || path[end] == '/')) return path.substr(0, end);
  }
  return std::string(name);
}

/// Reaches included files beside the document that names them.
IncludeFiles includes_among(Collection& collection, const std::vector<InputFile>& files) {
  IncludeFiles out = disk_includes(collection);
  std::vector<std::string> paths;
  std::transform(files.begin(), files.end(), std::back_inserter(paths),
                 [](const InputFile& file) { return file.path; });
  out.open = [open = out.open, paths](std::string_view name, std::string_view from) {
    const std::string path = among(paths, name);
    return open(path, path == name ? from : std::string_view{});
  };
  out.list = [list = out.list, paths](std::string_view name, std::string_view from) {
    const std::string path = among(paths, name);
    return list(path, path == name ? from : std::string_view{});
  };
  return out;
}

std::string_view folder_of(std::string_view path) {
  const auto slash = path.find_last_of('/');
  return slash == std::string_view::npos ? std::string_view{} : path.substr(0, slash);
}

// Nothing but what may stand at the root of a patroni.yml.
bool is_fragment(SourceSet& sources, FileId file) {
  const YamlTree tree = read_yaml(file, sources.text(file), YamlMode::strict);
  const auto entries = Value(tree, tree.root).members();
  return !entries.empty() && std::all_of(entries.begin(), entries.end(), [](const auto& entry) {
    const auto* row = facts::find_patroni_setting(entry.key.text());
    return row != nullptr && row->scope != facts::PatroniScope::dynamic;
  });
}

// A folder for Patroni may hold files that tell their kind only by their neighbours.
void read_fragment(FileId file, const CollectOptions& options, Collection& out) {
  const std::string_view path = out.sources.name(file);
  if (!path.ends_with(".yml") && !path.ends_with(".yaml")) return;
  for (Snapshot& cluster : out.clusters) {
    const bool is_beside = std::any_of(
        cluster.patroni.begin(), cluster.patroni.end(), [&](const PatroniDocument* document) {
          return !document->is_environment &&
                 folder_of(out.sources.name(document->file)) == folder_of(path);
        });
    if (!is_beside || !is_fragment(out.sources, file)) continue;
    read_document(out, file, DocumentKind::patroni, options);
    cluster.patroni.push_back(&out.patroni.back());
    return;
  }
}

// The file that custom_conf names may look like anything.
void read_custom(FileId file, const CollectOptions& options, Collection& out) {
  const std::string_view path = out.sources.name(file);
  for (const PatroniDocument& document : out.patroni) {
    const std::string_view named = document.root().at("postgresql.custom_conf").text();
    if (named.size() < 2 || !path.ends_with(named.substr(named.starts_with('/') ? 1 : 0))) continue;
    read_document(out, file, DocumentKind::postgres_conf, options);
    return;
  }
}

const DynamicDocument* read_dynamic(const std::string& path, ReadMembers& out) {
  auto text = read_file(path);
  if (!text) {
    out.problem = cat(path, ": ", text.error().detail);
    return nullptr;
  }
  const FileId file = out.collection.sources.add(path, std::move(*text));
  DynamicDocument& document = out.collection.dynamic.emplace_back();
  document.file = file;
  document.tree = read_yaml(file, out.collection.sources.text(file), YamlMode::tolerant);
  if (document.root() && !document.root().is_mapping())
    out.warnings.push_back(
        cat(path, " holds no mapping of settings: Patroni takes it for an empty configuration"));
  return &document;
}

std::string named_members(const std::vector<MemberInput>& inputs) {
  std::string out;
  for (const MemberInput& input : inputs)
    if (!input.name.empty()) out += cat(out.empty() ? "" : ", ", input.name);
  return out.empty() ? "no file names a member" : cat("there are ", out);
}

bool has_name(const MemberInput& input, const std::string& name) {
  return name.empty() || input.name == name;
}

void add_inputs(const MemberRequest& request, const DynamicDocument* dynamic, ReadMembers& out) {
  auto& clusters = out.collection.clusters;
  const auto members = std::count_if(clusters.begin(), clusters.end(), [](const Snapshot& cluster) {
    return !cluster.patroni.empty();
  });
  if (dynamic != nullptr && members > 1 && request.member.empty()) {
    out.problem = "--dynamic is about one cluster, but the files are of several; add --member";
    return;
  }
  for (const Snapshot& cluster : clusters) {
    MemberOptions options{.role = request.role};
    auto inputs = member_inputs(cluster, options);
    const bool is_asked = std::any_of(inputs.begin(), inputs.end(), [&](const MemberInput& input) {
      return has_name(input, request.member);
    });
    if (is_asked && dynamic != nullptr) {
      options.dynamic = dynamic;
      inputs = member_inputs(cluster, options);
    }
    std::move(inputs.begin(), inputs.end(), std::back_inserter(out.inputs));
  }
}

}  // namespace

void read_members(const MemberRequest& request, ReadMembers& out) {
  CollectOptions options;
  if (!read_version(request.patroni_version, "--patroni-version", options.patroni, out.problem) ||
      !read_version(request.postgres_version, "--postgres-version", options.postgres, out.problem))
    return;
  FoundFiles found =
      find_files(request.paths.empty() ? std::vector<std::string>{"."} : request.paths, {});
  out.failures = std::move(found.failures);
  options.files = includes_among(out.collection, found.files);
  for (InputFile& file : found.files) file.is_named = true;  // the unknown ones are looked at too
  collect(std::move(found.files), options, out.collection);
  for (const UnknownDocument& document : out.collection.unknown) {
    read_fragment(document.file, options, out.collection);
    read_custom(document.file, options, out.collection);
  }
  const DynamicDocument* dynamic = nullptr;
  if (!request.dynamic_file.empty()) dynamic = read_dynamic(request.dynamic_file, out);
  if (out.problem.empty()) add_inputs(request, dynamic, out);
  if (!out.problem.empty()) return;
  std::vector<const ConfDocument*> files;
  for (const ConfDocument& document : out.collection.conf) files.push_back(&document);
  attach_server_files(out.inputs, files);
  connect_upstreams(out.inputs);
  const std::string known = named_members(out.inputs);
  out.inputs.erase(
      std::remove_if(out.inputs.begin(), out.inputs.end(),
                     [&](const MemberInput& input) { return !has_name(input, request.member); }),
      out.inputs.end());
  if (!out.inputs.empty()) return;
  out.problem = request.member.empty() ? "no Patroni configuration among the files"
                                       : cat("no member is called ", request.member, "; ", known);
}

}  // namespace patrol::cli
