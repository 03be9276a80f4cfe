// Parameters that the target version no longer has.
#include "linter/model/layers.h"
#include "rules/postgres/shared_parameters.h"

namespace patrol::rules {
namespace {

// First major version without the parameter; 0 while the newest has it.
int removed_in(const ParameterUse& use) {
  const auto* successor = facts::find_successor(use.name);
  if (use.guc == nullptr) return successor == nullptr ? 0 : successor->removed_in;
  const int last = use.guc->spans.back().till;
  return last < facts::newest_postgres ? last + 1 : 0;
}

// Patroni turns the one into the other by itself.
bool is_converted(const ParameterUse& use) {
  return !use.is_in_file() && equal_ignoring_case(use.name, "wal_keep_segments");
}

// Then the new one counts, and wal-keep-twice tells.
bool has_both(const ParameterUse& use) {
  return is_converted(use) && parameter_in(use.value.parent(), "wal_keep_size");
}

std::string what_became(const ParameterUse& use) {
  const auto* successor = facts::find_successor(use.name);
  if (successor == nullptr) return {};
  if (successor->replacement.empty()) return std::string(successor->advice);
  const bool goes_on =
      successor->advice.starts_with("or ") || successor->advice.starts_with("and ");
  const std::string_view joint = successor->advice.empty() ? "" : goes_on ? " " : ", ";
  return cat("in its place: `", successor->replacement, "`", joint, successor->advice);
}

void tell(const ParameterUse& use, int removed, Report& report) {
  const bool is_old = removed < facts::oldest_postgres;
  auto finding = report.add(
      use.at_name(), is_old ? cat("`", shown(use.name), "` left PostgreSQL before 10")
                            : cat("`", shown(use.name), "` is gone since PostgreSQL ", removed));
  const bool is_sure = is_old || use.postgres.is_known;
  if (!is_sure || is_converted(use)) finding.severity(Severity::info);
  if (is_converted(use))
    finding.note("Patroni writes wal_keep_size of 16 MB for each segment instead");
  else
    finding.note(use.is_in_file() ? "PostgreSQL refuses to start with it"
                                  : "Patroni leaves it out: \"Removing unexpected parameter\"");
  if (const auto became = what_became(use); !became.empty() && !is_converted(use))
    finding.note(became);
  const auto* successor = facts::find_successor(use.name);
  finding.fix(successor == nullptr || successor->replacement.empty()
                  ? std::string("remove it")
                  : cat("use `", successor->replacement, "`"));
}

void check(const Snapshot& cluster, Report& report) {
  for (const ParameterUse& use : parameter_uses(cluster)) {
    const int removed = removed_in(use);
    const int major = use.postgres.version.major;
    const bool is_hidden = facts::find_hidden_guc(use.name, major) != nullptr;
    const bool is_other = has_both(use) || use.layer == ParameterUse::Layer::recovery ||
                          use.is_left_out() || facts::is_recovery_parameter(use.name);
    if (removed != 0 && major >= removed && !is_hidden && !is_other) tell(use, removed, report);
  }
}

}  // namespace

extern constinit const Rule parameter_removed{
    .id = "PGS003",
    .name = "parameter-removed",
    .severity = Severity::error,
    .summary = "a parameter was removed before the target version",
    .why =
        "A parameter that the major version no longer knows is dropped by Patroni, with one line "
        "in the log; in a file of PostgreSQL it keeps the server from starting. That is the most "
        "frequent surprise of a major upgrade. Where the version is not known, the finding is only "
        "an information.",
    .bad = R"(scope: main
postgresql:
  bin_dir: /usr/lib/postgresql/16/bin
  parameters:
    vacuum_defer_cleanup_age: 1000  # finding: PGS003
)",
    .good = R"(scope: main
postgresql:
  bin_dir: /usr/lib/postgresql/15/bin
  parameters:
    vacuum_defer_cleanup_age: 1000
)",
    .sources = {"release notes of PostgreSQL 10 to 18", "pg_settings of PostgreSQL 10 to 18",
                "patroni 4.1.4 patroni/postgresql/validator.py"},
    .check = check,
};

}  // namespace patrol::rules
