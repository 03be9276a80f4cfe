// A quoted value that holds a line end has usually lost its closing quote.
#include <algorithm>

#include "linter/engine/rule.h"
#include "rules/env/shared_env.h"

namespace patrol::rules {
namespace {

void check(const Snapshot& cluster, Report& report) {
  for (const EnvFile* file : env_files(cluster))
    for (const EnvVariable& variable : file->variables) {
      const auto line_end = variable.value.find('\n');
      if (line_end == std::string::npos || variable.is_overridden) continue;
      const bool has_assignment = variable.value.find('=', line_end) != std::string::npos;
      if (!has_assignment) continue;
      const bool is_reported =
          std::any_of(file->problems.begin(), file->problems.end(), [&](const EnvProblem& problem) {
            return problem.kind == EnvProblem::Kind::unclosed_quote &&
                   problem.name == variable.name;
          });
      if (is_reported) continue;
      report
          .add({variable.name_span, variable.name},
               cat('`', variable.name, "` runs over its line and takes in the next assignment"))
          .note("the closing quote is missing; the next quote of the file ends the value instead")
          .fix("close the quote on the same line");
    }
}

}  // namespace

extern constinit const Rule value_over_lines{
    .id = "ENV004",
    .name = "value-over-lines",
    .severity = Severity::error,
    .summary = "a quoted value swallows the assignment on the next line",
    .why =
        "A line end is allowed inside quotes. Where the closing quote is missing, the next "
        "assignment becomes part of the value and is not set.",
    .bad = R"(--- etcd.env
ETCD_NAME="etcd1  # finding: ENV004
ETCD_DATA_DIR="/var/lib/etcd/main"
)",
    .good = R"(--- etcd.env
ETCD_NAME="etcd1"
ETCD_DATA_DIR="/var/lib/etcd/main"
)",
    .sources = {"systemd 252 src/basic/env-file.c"},
    .check = check,
};

}  // namespace patrol::rules
