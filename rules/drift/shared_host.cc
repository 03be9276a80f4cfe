// Finds directories by the paths that settings give them.
#include "rules/drift/shared_host.h"

#include <algorithm>

namespace patrol::rules {
namespace {

std::string_view without_slash(std::string_view path) {
  while (path.size() > 1 && path.ends_with('/')) path.remove_suffix(1);
  return path;
}

std::string data_path(const Snapshot& cluster, const MemberObservation& member) {
  if (member.server && !member.server->data_directory.empty()) return member.server->data_directory;
  const PatroniDocument* file = file_of(cluster, member);
  const Value path = file == nullptr ? Value() : file->root().at("postgresql.data_dir");
  return path.is_string() ? std::string(path.text()) : std::string();
}

}  // namespace

const ObservedDirectory* data_directory(const Snapshot& cluster, const MemberObservation& member) {
  if (!member.host) return nullptr;
  const std::string path = data_path(cluster, member);
  const auto& all = member.host->directories;
  const auto found = std::find_if(all.begin(), all.end(), [&](const ObservedDirectory& one) {
    return !path.empty() && without_slash(one.path) == without_slash(path);
  });
  return found == all.end() ? nullptr : &*found;
}

void label_data_dir(const PatroniDocument* file, FindingBuilder& finding) {
  if (file == nullptr) return;
  const Value path = file->root().at("postgresql.data_dir");
  if (path) finding.label(at(path), "the data directory");
}

}  // namespace patrol::rules
