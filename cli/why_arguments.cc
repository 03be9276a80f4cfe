// Options of `patrol why`.
#include "cli/why_arguments.h"

namespace patrol::cli {

void add_why(CLI::App& app, WhyArguments& arguments) {
  CLI::App* command = app.add_subcommand(
      "why", "Say where a value comes from, which others are ignored, and how to change it");
  command->add_flag("--all", arguments.is_all, "All settings; then every word is a path");
  command->add_option("words", arguments.words,
                      "A setting of Patroni (ttl, postgresql.listen) or a parameter of PostgreSQL, "
                      "then files and folders as for lint (default: this folder)");
  command->add_option("--dynamic", arguments.dynamic_file,
                      "What the DCS holds now (patronictl show-config, GET /config); without it "
                      "the cluster counts as not yet created");
  command->add_option("--member", arguments.member, "Only this member");
  command->add_option("--role", arguments.role, "leader (default) or replica")
      ->check(CLI::IsMember({"leader", "replica"}));
  command->add_option("--patroni-version", arguments.patroni_version,
                      "Patroni version, 2.0 to 4.1 (default: the newest)");
  command->add_option("--postgres-version", arguments.postgres_version,
                      "PostgreSQL major version (default: what bin_dir tells, else the newest)");
  command->add_option("--format", arguments.format, "text or json")
      ->check(CLI::IsMember({"text", "json"}));
}

}  // namespace patrol::cli
