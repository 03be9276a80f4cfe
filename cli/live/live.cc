// Options -> sources -> the collector; or a saved snapshot.
#include "cli/live/live.h"

#include <cstdio>
#include <cstring>
#include <unistd.h>
#include <utility>

#include "auditor/collect/collect.h"
#include "auditor/collect/sources.h"
#include "cli/deadline.h"
#include "cli/files.h"
#include "linter/base/text.h"
#include "linter/model/snapshot_json.h"

namespace patrol::cli {
namespace {

Environment own_environment() {
  Environment environment;
  for (char** entry = environ; entry != nullptr && *entry != nullptr; ++entry) {
    const std::string_view text = *entry;
    const auto equals = text.find('=');
    if (equals == std::string_view::npos) continue;
    environment.emplace_back(text.substr(0, equals), text.substr(equals + 1));
  }
  return environment;
}

SourceOptions options_of(const LiveArguments& arguments) {
  return {.sql_user = arguments.sql_user,
          .ssh_user = arguments.ssh_user,
          .ssh_key = arguments.ssh_key,
          .known_hosts = arguments.known_hosts,
          .ssh_port = arguments.ssh_port,
          .is_sudo = arguments.is_sudo,
          .has_no_sql = arguments.has_no_sql,
          .has_no_ssh = arguments.has_no_ssh};
}

Result<ReadSources> read_sources(const LiveArguments& arguments) {
  const std::string& path = arguments.config.empty() ? arguments.inventory : arguments.config;
  if (path.empty())
    return tl::unexpected(Failure{FailureKind::usage, "find out what to ask",
                                  "give -c patroni.yml, --inventory FILE or --from SNAPSHOT"});
  auto text = read_file(path);
  if (!text) return tl::unexpected(std::move(text.error()));
  if (!arguments.config.empty()) return sources_of_patroni(path, *text, own_environment());
  return sources_of_inventory(path, *text, own_environment(),
                              [](const std::string& named) { return read_file(named); });
}

Result<std::vector<ClusterSources>> find_sources(const LiveArguments& arguments) {
  auto read = read_sources(arguments);
  if (!read) return tl::unexpected(std::move(read.error()));
  for (const std::string& problem : read->problems)
    std::fprintf(stderr, "patrol: %s\n", printable(problem).c_str());
  if (!read->problems.empty())
    return tl::unexpected(Failure{FailureKind::malformed, "find out what to ask",
                                  cat(read->problems.size(), " mistakes in the files")});
  for (ClusterSources& sources : read->clusters) {
    apply_options(options_of(arguments), sources);
    if (arguments.haproxy.empty()) continue;
    auto text = read_file(arguments.haproxy);
    if (!text) return tl::unexpected(std::move(text.error()));
    sources.given.push_back({arguments.haproxy, FileKind::haproxy, std::move(*text)});
  }
  return std::move(read->clusters);
}

void show_timing(const std::string& cluster, const std::string& member, const std::string& source,
                 const Traffic& traffic) {
  std::fprintf(stderr, "%-20s %-20s %-5s %5d %9.1f %9lld\n", printable(cluster).c_str(),
               printable(member).c_str(), source.c_str(), traffic.round_trips, traffic.milliseconds,
               static_cast<long long>(traffic.bytes_received));
}

void show_timings(const std::vector<Collected>& all) {
  std::fprintf(stderr, "%-20s %-20s %-5s %5s %9s %9s\n", "cluster", "member", "from", "trips", "ms",
               "bytes");
  for (const Collected& one : all) {
    for (const Timing& timing : one.timings)
      show_timing(timing.cluster, timing.member, timing.source, timing.traffic);
    show_timing(one.cluster.scope, "", "all", one.longest);
  }
}

Result<std::vector<ClusterObservation>> read_saved(const std::string& path) {
  auto text = read_file(path, largest_snapshot);
  if (!text) return tl::unexpected(std::move(text.error()));
  return read_snapshot(*text);
}

}  // namespace

Result<std::vector<ClusterObservation>> observe(const LiveArguments& arguments) {
  if (!arguments.snapshot.empty()) return read_saved(arguments.snapshot);
  const auto deadline = parse_deadline(arguments.deadline);
  if (!deadline)
    return tl::unexpected(Failure{FailureKind::usage, "read --deadline", "not a time"});
  auto sources = find_sources(arguments);
  if (!sources) return tl::unexpected(std::move(sources.error()));
  std::vector<Collected> all = collect_clusters(*sources, {.deadline = *deadline});
  if (arguments.shows_timings) show_timings(all);
  std::vector<ClusterObservation> clusters;
  clusters.reserve(all.size());
  for (Collected& one : all) clusters.push_back(std::move(one.cluster));
  return clusters;
}

int live(const LiveCommand& command, const char* const* /*words*/) {
  if (const auto* arguments = std::get_if<SnapshotArguments>(&command)) return snapshot(*arguments);
  if (const auto* arguments = std::get_if<DriftArguments>(&command)) return drift(*arguments);
  return grants(std::get<GrantsArguments>(command));
}

}  // namespace patrol::cli
