// From texts to snapshots: each text is recognised, read, and joined with the others of its
// cluster.
#pragma once

#include <deque>
#include <optional>
#include <string>
#include <vector>

#include "linter/base/source.h"
#include "linter/base/version.h"
#include "linter/doc/include_files.h"
#include "linter/model/recognise.h"
#include "linter/model/snapshot.h"

namespace patrol {

struct InputFile {
  std::string path;
  std::string text;
  bool is_named = true;  // given by name, not found in a folder
};

struct CollectOptions {
  std::optional<Version> patroni;
  std::optional<Version> postgres;
  std::optional<Version> etcd;
  IncludeFiles files;  // how pg_hba.conf and postgresql.conf reach what they include
};

/// Owns texts and documents; snapshots point into it, so it can be moved but not copied.
struct Collection {
  SourceSet sources;
  std::deque<PatroniDocument> patroni;
  std::deque<DynamicDocument> dynamic;
  std::deque<EtcdDocument> etcd;
  std::deque<HbaDocument> hba;
  std::deque<IdentDocument> ident;
  std::deque<ConfDocument> conf;
  std::deque<HbaList> hba_lists;
  std::deque<UnknownDocument> unknown;
  std::deque<ClusterObservation> observations;  // of running clusters (model/live_documents.h)
  std::vector<Snapshot> clusters;
  std::vector<DocumentKind> kinds;  // by FileId of the input files
  std::size_t skipped = 0;          // files of folders that are none of the kinds

  Collection() = default;
  Collection(const Collection&) = delete;
  Collection& operator=(const Collection&) = delete;
  Collection(Collection&&) = delete;
  Collection& operator=(Collection&&) = delete;
  ~Collection() = default;
};

/// Reads all files into `out` (which must be empty).
void collect(std::vector<InputFile> files, const CollectOptions& options, Collection& out);

}  // namespace patrol
