// Which rules, for which versions, how severe, in which formats.
#include "cli/report_arguments.h"

#include <string>
#include <vector>

#include <CLI/CLI.hpp>

#include "linter/base/text.h"
#include "linter/render/render.h"

namespace patrol::cli {

void add_selection(CLI::App& command, ReportArguments& arguments) {
  command
      .add_option("--select", arguments.select,
                  "Only these rules: codes, names or groups (TIM001, ttl-budget, TIM)")
      ->delimiter(',')
      ->allow_extra_args(false);
  command.add_option("--ignore", arguments.ignore, "Leave these rules out")
      ->delimiter(',')
      ->allow_extra_args(false);
  command
      .add_option("--fail-on", arguments.fail_on,
                  "Lowest severity that makes the exit status 1 (default: error)")
      ->check(CLI::IsMember({"error", "warning", "info", "never"}));
}

void add_versions(CLI::App& command, ReportArguments& arguments) {
  command.add_option("--patroni-version", arguments.patroni_version,
                     "Patroni version the files are meant for (2.0 to 4.1; default: the newest)");
  command.add_option(
      "--postgres-version", arguments.postgres_version,
      "PostgreSQL major version (11 to 18; default: what bin_dir tells, else the newest)");
  command.add_option("--etcd-version", arguments.etcd_version,
                     "etcd version (3.2 to 3.6; default: 3.5)");
}

void add_outputs(CLI::App& command, ReportArguments& arguments, Reports reports) {
  std::vector<std::string> names;
  for (const std::string_view name : format_names())
    if (reports == Reports::of_clusters || !is_for_clusters_only(*format_named(name)))
      names.emplace_back(name);
  std::string list = names.front();
  for (std::size_t at = 1; at < names.size(); ++at)
    list += cat(at + 1 == names.size() ? " or " : ", ", names[at]);
  command.add_option("--format", arguments.formats, cat(list, "; may be given several times"))
      ->check(CLI::IsMember(names))
      ->allow_extra_args(false);
  command
      .add_option(
          "--output", arguments.outputs,
          "File for the format at the same position; a format without one goes to standard output")
      ->allow_extra_args(false);
  command.add_flag("-q,--quiet", arguments.is_quiet, "Text output: only findings, no summary line");
}

void add_settings(CLI::App& command, ReportArguments& arguments) {
  command.add_option("--settings", arguments.settings_file,
                     "Settings file (default: .patrol.yml here or above)");
  command.add_flag("--no-settings", arguments.ignores_settings, "Read no settings file");
}

}  // namespace patrol::cli
