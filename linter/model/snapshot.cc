// Views over the documents of a cluster.
#include "linter/model/snapshot.h"

#include <algorithm>

namespace patrol {

Span EtcdValue::part(std::size_t begin, std::size_t end) const {
  if (!is_exact) return span;
  const auto from = content_begin + static_cast<std::uint32_t>(std::min(begin, value.size()));
  const auto to = content_begin + static_cast<std::uint32_t>(std::min(end, value.size()));
  return {span.file, from, std::max(from, to)};
}

const EtcdValue* EtcdDocument::find(std::string_view flag) const {
  const auto found = std::find_if(values.begin(), values.end(),
                                  [&](const EtcdValue& value) { return value.flag == flag; });
  return found == values.end() ? nullptr : &*found;
}

const LiveFile* Snapshot::live_file(FileId file) const {
  const auto found = std::find_if(live_files.begin(), live_files.end(),
                                  [&](const LiveFile& one) { return one.file == file; });
  return found == live_files.end() ? nullptr : &*found;
}

const LiveFile* Snapshot::live_file(std::string_view member, FileKind kind) const {
  const auto found = std::find_if(live_files.begin(), live_files.end(), [&](const LiveFile& one) {
    return one.kind == kind && one.member != nullptr && one.member->name == member;
  });
  return found == live_files.end() ? nullptr : &*found;
}

std::string_view Snapshot::owner_of(FileId file) const {
  const LiveFile* found = live_file(file);
  return found == nullptr || found->member == nullptr ? std::string_view{} : found->member->name;
}

std::vector<DynamicSection> Snapshot::dynamic_sections() const {
  std::vector<DynamicSection> sections;
  for (const PatroniDocument* member : patroni) {
    const Value dcs = member->root()["bootstrap"]["dcs"];
    if (dcs.is_mapping()) sections.push_back({.root = dcs, .member = member});
  }
  for (const DynamicDocument* document : dynamic)
    if (document->root().is_mapping()) sections.push_back({.root = document->root()});
  return sections;
}

}  // namespace patrol
