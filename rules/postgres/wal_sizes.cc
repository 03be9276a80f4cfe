// Bounds of the write-ahead log that contradict each other.
#include "rules/postgres/shared_parameters.h"

namespace patrol::rules {
namespace {

constexpr double two_segments = 32;  // in MB, of 16 MB each

// initdb may have been told another size of segments.
bool has_own_segments(const ParameterView& view) {
  if (view.member == nullptr) return false;
  for (const Value& item : view.member->root().at("bootstrap.initdb").items()) {
    if (item.is_scalar() && contains(item.text(), "wal-segsize")) return true;
    if (item["wal-segsize"]) return true;
  }
  return false;
}

void check_segments(const ParameterView& view, std::string_view name, Report& report) {
  const ParameterUse* use = view.find(name);
  const auto size = view.number(name);
  if (use == nullptr || !size || *size >= two_segments || has_own_segments(view)) return;
  report.add(use->at(), cat("`", name, "` is ", view.human(name), ", less than two segments"))
      .severity(Severity::error)
      .note("PostgreSQL refuses to start; a segment has 16 MB unless initdb was told otherwise")
      .fix("write at least 32MB");
}

void check_order(const ParameterView& view, Report& report) {
  const ParameterUse* most = view.find("max_wal_size");
  const ParameterUse* least = view.find("min_wal_size");
  const auto maximum = view.number("max_wal_size");
  const auto minimum = view.number("min_wal_size");
  const ParameterUse* place = most != nullptr ? most : least;
  if (place == nullptr || !maximum || !minimum || *maximum >= *minimum) return;
  if (*maximum < two_segments) return;
  auto finding = report.add(place->at(), cat("`max_wal_size` is ", view.human("max_wal_size"),
                                             ", `min_wal_size` ", view.human("min_wal_size")));
  if (least != nullptr && least != place) finding.label(least->at(), "this is more");
  finding.note("the server starts without a message and checkpoints too often")
      .fix("raise `max_wal_size` above `min_wal_size`");
}

void check(const Snapshot& cluster, Report& report) {
  for (const ParameterView& view : parameter_views(cluster)) {
    check_segments(view, "min_wal_size", report);
    check_segments(view, "max_wal_size", report);
    check_order(view, report);
  }
}

}  // namespace

extern constinit const Rule wal_sizes{
    .id = "PGS022",
    .name = "wal-sizes",
    .severity = Severity::warning,
    .summary = "`max_wal_size` is below `min_wal_size`, or one of them below two segments",
    .why =
        "Below two segments of WAL the server does not start. A maximum below the minimum it "
        "accepts without a word: it keeps more WAL than it may use before a checkpoint, and "
        "checkpoints far too often.",
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
