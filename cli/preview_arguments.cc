// Options of `patrol preview`.
#include "cli/preview_arguments.h"

namespace patrol::cli {

void add_preview(CLI::App& app, PreviewArguments& arguments) {
  CLI::App* command = app.add_subcommand(
      "preview", "Say what a change by patronictl edit-config would do, before it is made");
  command
      ->add_option("patch", arguments.patch,
                   "The change, YAML or JSON as for `patronictl edit-config --apply`: a null takes "
                   "a key away; - reads standard input")
      ->required();
  command->add_option("paths", arguments.paths,
                      "The members' files and folders, as for lint (default: this folder)");
  command->add_flag("--replace", arguments.is_whole,
                    "The change is the whole new configuration, as for edit-config --replace");
  command->add_option("--dynamic", arguments.dynamic_file,
                      "What the DCS holds now (patronictl show-config, GET /config); without it "
                      "bootstrap.dcs of the members counts");
  command->add_option("--member", arguments.member, "Only this member");
  command->add_option("--patroni-version", arguments.patroni_version,
                      "Patroni version, 2.0 to 4.1 (default: the newest)");
  command->add_option("--postgres-version", arguments.postgres_version,
                      "PostgreSQL major version (default: what bin_dir tells, else the newest)");
  command->add_option("--format", arguments.format, "text or json")
      ->check(CLI::IsMember({"text", "json"}));
}

}  // namespace patrol::cli
