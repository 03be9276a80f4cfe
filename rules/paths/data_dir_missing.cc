// Patroni cannot start without a data directory.
#include <algorithm>

#include "linter/engine/rule.h"
#include "linter/facts/facts.h"
#include "linter/model/slip.h"

namespace patrol::rules {
namespace {

constexpr std::string_view setting = "postgresql.data_dir";

bool is_set_in_environment(const Snapshot& cluster) {
  return std::any_of(cluster.patroni.begin(), cluster.patroni.end(),
                     [](const PatroniDocument* member) { return member->is_environment; });
}

// A fragment of a folder of files, or a file for patronictl, has none of these.
bool describes_a_server(const Value& postgresql) {
  return postgresql.is_mapping() && (postgresql["listen"] || postgresql["connect_address"]) &&
         postgresql["authentication"];
}

void check_section(const PatroniDocument& member, const Value& postgresql, Report& report) {
  const Value data_dir = postgresql["data_dir"];
  const bool is_empty =
      data_dir && (data_dir.is_null() || (data_dir.is_string() && data_dir.text().empty()));
  if (data_dir && !is_empty) return;
  const facts::PatroniSetting* fact = facts::find_patroni_setting(setting);
  auto finding =
      report.add(is_empty ? at(data_dir) : missing_in(postgresql, "data_dir"),
                 is_empty ? "`postgresql.data_dir` is empty" : "`postgresql.data_dir` is not set");
  if (fact != nullptr && !fact->environment_variable.empty())
    finding.note(cat("Patroni stops at start with `KeyError: 'data_dir'` unless ",
                     fact->environment_variable, " is set"));
  // Whoever takes the name from the environment may take this from there too.
  if (member.name.empty() && !is_empty) finding.severity(Severity::info);
  finding.fix("name the data directory");
}

void check(const Snapshot& cluster, Report& report) {
  if (is_set_in_environment(cluster)) return;
  for (const PatroniDocument* member : cluster.patroni) {
    const Value postgresql = member->root()["postgresql"];
    if (!is_whole_text(member->tree) || is_misspelt_in(postgresql, "data_dir")) continue;
    if (describes_a_server(postgresql)) check_section(*member, postgresql, report);
  }
}

}  // namespace

extern constinit const Rule data_dir_missing{
    .id = "PTH001",
    .name = "data-dir-missing",
    .severity = Severity::error,
    .summary = "`postgresql.data_dir` is not set",
    .why = "The data directory is the one path without a default.",
    .bad = R"(name: pg1
postgresql:  # finding: PTH001
  listen: 10.0.0.1:5432
  connect_address: 10.0.0.1:5432
  authentication:
    superuser: {username: postgres}
)",
    .good = R"(name: pg1
postgresql:
  listen: 10.0.0.1:5432
  connect_address: 10.0.0.1:5432
  data_dir: /var/lib/postgresql/16/main
  authentication:
    superuser: {username: postgres}
)",
    .sources = {"patroni 4.1.4 docs/yaml_configuration.rst postgresql",
                "patroni 4.1.4 patroni/postgresql/__init__.py"},
    .check = check,
};

}  // namespace patrol::rules
