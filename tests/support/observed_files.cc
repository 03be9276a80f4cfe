#include "tests/support/observed_files.h"

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <optional>
#include <utility>

#include "linter/model/recognise.h"
#include "linter/model/snapshot_json.h"

namespace patrol::test {
namespace {

constexpr std::string_view snapshot_name = "snapshot.json";

ClusterObservation read_one(const InputFile& file) {
  auto clusters = read_snapshot(file.text);
  if (clusters && clusters->size() == 1) return std::move(clusters->front());
  std::fprintf(stderr, "%s: %s\n", file.path.c_str(),
               clusters ? "not one cluster" : clusters.error().detail.c_str());
  std::abort();
}

FileKind kind_of(const InputFile& file) {
  switch (recognise(file.path, file.text)) {
    case DocumentKind::patroni_env:
      return FileKind::patroni_env;
    case DocumentKind::etcd_env:
      return FileKind::etcd_env;
    case DocumentKind::etcd_yaml:
      return FileKind::etcd_yaml;
    case DocumentKind::hba:
      return FileKind::hba;
    case DocumentKind::ident:
      return FileKind::ident;
    case DocumentKind::postgres_conf:
      return FileKind::postgres_conf;
    case DocumentKind::haproxy:
      return FileKind::haproxy;
    case DocumentKind::unit:
      return FileKind::unit;
    default:
      return FileKind::patroni;
  }
}

struct Owned {
  std::string member;
  std::string path;
};

std::optional<Owned> owner_of(const std::string& path, const ClusterObservation& cluster) {
  if (const auto mark = path.find(":/"); mark != std::string::npos)
    return Owned{path.substr(0, mark), path.substr(mark + 1)};
  const auto slash = path.find('/');
  if (slash == std::string::npos || cluster.member(path.substr(0, slash)) == nullptr)
    return std::nullopt;
  return Owned{path.substr(0, slash), path.substr(slash)};
}

MemberObservation& member_called(ClusterObservation& cluster, const std::string& name) {
  const auto at =
      std::lower_bound(cluster.members.begin(), cluster.members.end(), name,
                       [](const auto& member, const auto& other) { return member.name < other; });
  if (at != cluster.members.end() && at->name == name) return *at;
  MemberObservation added;
  added.name = name;
  return *cluster.members.insert(at, std::move(added));
}

void add_file(ClusterObservation& cluster, const InputFile& file, SecretNumbers& numbers) {
  if (file.path == "dcs" || file.path == "dcs.json" || file.path == "dcs.yml") {
    if (!cluster.dcs) cluster.dcs = DcsState{};
    cluster.dcs->config = MaskedText(file.text, numbers);
    return;
  }
  ObservedFile observed;
  observed.path = file.path;
  observed.kind = kind_of(file);
  observed.text = MaskedText(file.text, numbers);
  observed.size = static_cast<std::int64_t>(file.text.size());
  const auto owner = owner_of(file.path, cluster);
  if (!owner) {
    cluster.given.push_back(std::move(observed));
    return;
  }
  observed.path = owner->path;
  auto& files = member_called(cluster, owner->member).files;
  if (!files) files = std::vector<ObservedFile>{};
  // The snapshot may have told everything about a file but its text.
  const auto known = std::find_if(files->begin(), files->end(), [&](const ObservedFile& one) {
    return one.path == observed.path;
  });
  if (known == files->end())
    files->push_back(std::move(observed));
  else
    known->text = std::move(observed.text);
}

}  // namespace

bool is_observed(const std::vector<InputFile>& files) {
  return std::any_of(files.begin(), files.end(),
                     [](const InputFile& file) { return file.path == snapshot_name; });
}

ClusterObservation observation_of(const std::vector<InputFile>& files) {
  const auto snapshot = std::find_if(
      files.begin(), files.end(), [](const InputFile& file) { return file.path == snapshot_name; });
  ClusterObservation cluster = read_one(*snapshot);
  SecretNumbers numbers;
  for (const InputFile& file : files)
    if (file.path != snapshot_name) add_file(cluster, file, numbers);
  return cluster;
}

}  // namespace patrol::test
