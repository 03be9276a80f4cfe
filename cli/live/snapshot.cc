// `patrol snapshot`: what was observed, as a file.
#include <cstdio>
#include <string>

#include "cli/arguments.h"
#include "cli/files.h"
#include "cli/live/live.h"
#include "linter/base/text.h"
#include "linter/model/snapshot_json.h"

namespace patrol::cli {
namespace {

int complain(const Failure& failure) {
  std::fprintf(stderr, "patrol: %s\n",
               printable(cat(failure.attempted, ": ", failure.detail)).c_str());
  return status_unreadable;
}

// A slip such as `-o patroni.yml` must not cost anybody a file.
bool may_replace(const std::string& path) {
  const auto old = read_file(path, largest_snapshot);
  if (!old) return old.error().kind == FailureKind::not_found;
  return trim(*old).empty() || contains(std::string_view(*old).substr(0, 100), "patrol_snapshot");
}

template <typename T>
bool is_refused(const Observed<T>& observed) {
  return !observed && observed.error().cause != Cause::not_asked;
}

// Servers before 15 have no such view, and nothing is lost by it.
bool is_refused_view(const Observed<std::vector<PgIdentRule>>& rules) {
  return is_refused(rules) && rules.error().cause != Cause::missing;
}

// Surfaces that were asked and gave no answer; what nobody wanted is no gap of a snapshot.
bool has_gap(const MemberObservation& member) {
  return is_refused(member.server) || is_refused(member.settings) ||
         is_refused(member.file_settings) || is_refused(member.hba_rules) ||
         is_refused_view(member.ident_rules) || is_refused(member.replication) ||
         is_refused(member.receiver) || is_refused(member.slots) || is_refused(member.roles) ||
         is_refused(member.rest) || is_refused(member.host) || is_refused(member.files);
}

bool has_gap(const ClusterObservation& cluster) {
  if (is_refused(cluster.dcs) || is_refused(cluster.etcd)) return true;
  for (const MemberObservation& member : cluster.members)
    if (has_gap(member)) return true;
  return cluster.members.empty();
}

}  // namespace

int snapshot(const SnapshotArguments& arguments) {
  if (arguments.shows_probes) {
    std::fputs(list_probes().c_str(), stdout);
    return status_clean;
  }
  if (!arguments.output.empty() && !may_replace(arguments.output))
    return complain({FailureKind::usage, cat("write ", arguments.output),
                     "the file is there and holds no snapshot"});
  const auto clusters = observe(arguments);
  if (!clusters) return complain(clusters.error());
  const std::string text = write_snapshot(*clusters);
  if (arguments.output.empty()) {
    std::fputs(text.c_str(), stdout);
  } else if (const auto written = write_file(arguments.output, text, FileMode::own); !written) {
    return complain(written.error());
  }
  for (const ClusterObservation& cluster : *clusters)
    if (has_gap(cluster)) return status_incomplete;
  return status_clean;
}

}  // namespace patrol::cli
