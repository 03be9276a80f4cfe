// Switches that trade away the data.
#include <array>

#include "rules/postgres/shared_parameters.h"

namespace patrol::rules {
namespace {

struct Switch {
  std::string_view name;
  bool unsafe = false;
  std::string_view why;
};
constexpr auto switches = std::to_array<Switch>({
    {"fsync", false, "after a crash of the host the data directory may be beyond repair"},
    {"full_page_writes", false, "torn pages after a crash stay torn, and pg_rewind refuses to run"},
    {"ignore_checksum_failure", true, "damaged pages are read as if they were whole"},
    {"ignore_invalid_pages", true, "recovery goes on although pages are missing"},
    {"zero_damaged_pages", true, "damaged pages are emptied, their rows are lost"},
});

void check(const Snapshot& cluster, Report& report) {
  for (const ParameterUse& use : parameter_uses(cluster)) {
    const auto truth = use.is_judgeable() ? parse_boolean(use.text) : std::nullopt;
    for (const Switch& one : switches) {
      if (!truth || *truth != one.unsafe || !equal_ignoring_case(one.name, use.name)) continue;
      report.add(use.at(), cat("`", one.name, "` is ", *truth ? "on" : "off"))
          .note(std::string(one.why))
          .fix("remove the line; the default is safe");
    }
  }
}

}  // namespace

extern constinit const Rule unsafe_switch{
    .id = "PGS030",
    .name = "unsafe-switch",
    .severity = Severity::warning,
    .summary = "a switch that protects the data is off, or one that gives it up is on",
    .why =
        "`fsync` and `full_page_writes` off, or one of the switches for the rescue of damaged "
        "clusters on: right for a throw-away test, wrong for a cluster that is replicated because "
        "its data counts.",
    .bad = R"(scope: main
postgresql:
  parameters:
    fsync: off  # finding: PGS030
)",
    .good = R"(scope: main
postgresql:
  parameters:
    fsync: on
    synchronous_commit: 'off'
)",
    .sources = {"PostgreSQL 18 documentation, Write Ahead Log and Developer Options"},
    .check = check,
};

}  // namespace patrol::rules
