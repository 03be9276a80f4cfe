// The command line, declared once; help texts are written for people who read nothing else.
#include "cli/arguments.h"

#include <sstream>
#include <string_view>
#include <utility>

#include <CLI/CLI.hpp>

#include "cli/hba_arguments.h"
#include "cli/live_arguments.h"
#include "cli/preview_arguments.h"
#include "cli/report_arguments.h"
#include "cli/version.h"
#include "cli/why_arguments.h"
#include "linter/base/text.h"

namespace patrol::cli {
namespace {

void add_lint(CLI::App& app, LintArguments& arguments) {
  CLI::App* command =
      app.add_subcommand("lint", "Say what is wrong in configuration files, where, and what to do");
  command
      ->add_option(
          "paths", arguments.paths,
          "Files and folders: patroni.yml, show-config output, etcd and PATRONI_ environment "
          "files, etcd YAML, pg_hba.conf, pg_ident.conf, postgresql*.conf")
      ->required();
  add_selection(*command, arguments);
  add_versions(*command, arguments);
  add_outputs(*command, arguments, Reports::of_files);
  add_settings(*command, arguments);
  command->add_flag("--fix", arguments.has_fixes, "Apply the safe fixes to the files");
  command->add_flag("--diff", arguments.shows_diff,
                    "Show what --fix would change, and change nothing");
}

void add_dump(CLI::App& app, DumpArguments& arguments) {
  CLI::App* command = app.add_subcommand("dump", "Print what was read from one file, as JSON");
  command->add_option("kind", arguments.kind, "yaml, env, hba, ident, conf, or facts")
      ->required()
      ->check(CLI::IsMember({"yaml", "env", "hba", "ident", "conf", "facts"}));
  command->add_option("file", arguments.file, "The file; for facts: postgres, patroni or etcd")
      ->required();
  command->add_option("--postgres-version", arguments.postgres_version,
                      "PostgreSQL major version (default: the newest)");
}

void add_grants(CLI::App& app, GrantsArguments& arguments) {
  CLI::App* command = app.add_subcommand(
      "grants", "Print the SQL of a role that may read what an audit needs, and nothing else");
  command->add_option("--role", arguments.role, "Its name (default: patrol)");
  command->add_option("--database", arguments.database,
                      "The database that audits log in to (default: postgres)");
  command->add_option("--format", arguments.format, "sql")->check(CLI::IsMember({"sql"}));
}

void add_others(CLI::App& app, ExplainArguments& explained, RulesArguments& rules) {
  app.add_subcommand("explain", "Explain one rule: why, a bad and a good example, sources")
      ->add_option("rule", explained.rule, "Code or name, such as TIM001 or ttl-budget")
      ->required();
  app.add_subcommand("rules", "List all rules")
      ->add_option("--format", rules.format, "text, markdown or json")
      ->check(CLI::IsMember({"text", "markdown", "json"}));
}

Parsed ended(const CLI::App& app, const CLI::ParseError& error) {
  std::ostringstream out;
  const int status = app.exit(error, out, out);
  return {std::nullopt, status == 0 ? status_clean : status_unreadable, out.str()};
}

}  // namespace

Parsed parse_arguments(int count, const char* const* words) {
  CLI::App app("Configuration linter and drift auditor for PostgreSQL clusters run by Patroni",
               "patrol");
  app.set_version_flag("--version", cat("patrol ", tool_version()));
  app.require_subcommand(1);
  app.footer(
      "Exit status: 0 nothing at or above --fail-on, 1 findings, 2 usage error or unreadable "
      "input,\n"
      "3 audit incomplete, 70 a bug in patrol.");
  LintArguments linted;
  DumpArguments dumped;
  HbaArguments hba_asked;
  WhyArguments why_asked;
  PreviewArguments previewed;
  SnapshotArguments snapped;
  GrantsArguments granted;
  DriftArguments drifted;
  ExplainArguments explained;
  RulesArguments rules;
  add_lint(app, linted);
  add_dump(app, dumped);
  add_hba(app, hba_asked);
  add_why(app, why_asked);
  add_preview(app, previewed);
  add_snapshot(app, snapped);
  add_grants(app, granted);
  add_drift(app, drifted);
  add_others(app, explained, rules);
  try {
    app.parse(count, words);
  } catch (const CLI::ParseError& error) {
    return ended(app, error);
  }
  if (app.got_subcommand("lint")) return {std::move(linted), 0, {}};
  if (app.got_subcommand("dump")) return {std::move(dumped), 0, {}};
  if (app.got_subcommand("hba")) return {std::move(hba_asked), 0, {}};
  if (app.got_subcommand("why")) return {std::move(why_asked), 0, {}};
  if (app.got_subcommand("preview")) return {std::move(previewed), 0, {}};
  if (app.got_subcommand("snapshot")) return {std::move(snapped), 0, {}};
  if (app.got_subcommand("grants")) return {std::move(granted), 0, {}};
  if (app.got_subcommand("drift")) return {std::move(drifted), 0, {}};
  if (app.got_subcommand("explain")) return {std::move(explained), 0, {}};
  return {std::move(rules), 0, {}};
}

}  // namespace patrol::cli
