// Names that no version of PostgreSQL knows.
#include <algorithm>

#include "rules/postgres/shared_parameters.h"

namespace patrol::rules {
namespace {

bool is_name(std::string_view name) {
  return facts::find_guc(name) != nullptr || facts::find_successor(name) != nullptr ||
         facts::is_recovery_parameter(name);
}

bool is_hidden(const ParameterUse& use) {
  for (int major = facts::oldest_postgres; major <= facts::newest_postgres; ++major)
    if (facts::find_hidden_guc(use.name, major) != nullptr) return true;
  return false;
}

std::vector<std::string_view> names_of(int major) {
  std::vector<std::string_view> names;
  for (const facts::Guc& guc : facts::gucs())
    if (guc.module.empty() && guc.in(major) != nullptr) names.push_back(guc.name);
  return names;
}

// Blanks and hyphens are easily written for underscores.
std::optional<std::string_view> meant_name(std::string name, int major) {
  std::replace_if(
      name.begin(), name.end(), [](char letter) { return letter == ' ' || letter == '-'; }, '_');
  const auto names = names_of(std::min(major, facts::newest_postgres));
  return nearest_name(name, names);
}

void tell(const ParameterUse& use, Report& report) {
  const int major = use.postgres.version.major;
  auto finding =
      report.add(use.at_name(), cat("`", shown(use.name), "` is no parameter of PostgreSQL"));
  if (use.postgres.is_known && major > facts::newest_postgres) finding.severity(Severity::info);
  finding.note(use.is_in_file()
                   ? "PostgreSQL refuses to start; a reload then changes nothing at all"
                   : "Patroni leaves it out: \"Removing unexpected parameter\" in its log");
  const auto meant = meant_name(use.name, major);
  if (!meant) return;
  const Spot name = use.at_name();
  finding.fix(cat("write `", *meant, "`"), Safety::needs_review,
              {{std::get<Span>(name.at), std::string(*meant)}});
}

void check(const Snapshot& cluster, Report& report) {
  for (const ParameterUse& use : parameter_uses(cluster)) {
    const bool is_plain = use.layer != ParameterUse::Layer::recovery && !contains(use.name, ".");
    if (is_plain && !is_name(use.name) && !is_hidden(use)) tell(use, report);
  }
}

}  // namespace

extern constinit const Rule parameter_unknown{
    .id = "PGS001",
    .name = "parameter-unknown",
    .severity = Severity::error,
    .summary = "a name among the parameters is none of PostgreSQL",
    .why =
        "Patroni removes names that are neither in its own table nor known to the server, with a "
        "line in the log; the writer believes the parameter to be set. In a file of PostgreSQL one "
        "such name keeps the server from starting. Names with a point are left alone: they belong "
        "to extensions.",
    .bad = R"(scope: main
postgresql:
  parameters:
    shared_bufers: 4GB  # finding: PGS001
)",
    .good = R"(scope: main
postgresql:
  parameters:
    shared_buffers: 4GB
    my_extension.mode: fast
)",
    .sources = {"patroni 4.1.4 patroni/postgresql/validator.py _get_postgres_guc_validators",
                "pg_settings of PostgreSQL 10 to 18"},
    .check = check,
};

}  // namespace patrol::rules
