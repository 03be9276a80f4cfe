// Bounds of the write-ahead log that contradict each other.
#include "rules/postgres/shared_parameters.h"

namespace patrol::rules {
namespace {

void check(const Snapshot& cluster, Report& report) {
  for (const ParameterView& view : parameter_views(cluster)) {
    const ParameterUse* most = view.find("max_wal_size");
    const ParameterUse* least = view.find("min_wal_size");
    const auto maximum = view.number("max_wal_size");
    const auto minimum = view.number("min_wal_size");
    const ParameterUse* place = most != nullptr ? most : least;
    if (place == nullptr || !maximum || !minimum || *maximum >= *minimum) continue;
    auto finding = report.add(place->at(), cat("`max_wal_size` is ", view.human("max_wal_size"),
                                               ", `min_wal_size` ", view.human("min_wal_size")));
    if (least != nullptr && least != place) finding.label(least->at(), "this is more");
    finding.note("the server starts without a message and checkpoints too often")
        .fix("raise `max_wal_size` above `min_wal_size`");
  }
}

}  // namespace

extern constinit const Rule wal_sizes{
    .id = "PGS022",
    .name = "wal-sizes",
    .severity = Severity::warning,
    .summary = "`max_wal_size` is below `min_wal_size`",
    .why =
        "The server accepts the contradiction without a word: it keeps more WAL than it may use "
        "before a checkpoint, and checkpoints far too often.",
    .bad = R"(scope: main
postgresql:
  parameters:
    min_wal_size: 4GB
    max_wal_size: 1GB  # finding: PGS022
)",
    .good = R"(scope: main
postgresql:
  parameters:
    min_wal_size: 1GB
    max_wal_size: 4GB
)",
    .sources = {"PostgreSQL 10 to 18 started with 34 sets of options"},
    .check = check,
};

}  // namespace patrol::rules
