// Options of all commands that look at running clusters, and of `patrol snapshot`.
#include "cli/live_arguments.h"

#include <string>

#include "cli/deadline.h"
#include "cli/report_arguments.h"

namespace patrol::cli {
namespace {

std::string check_deadline(const std::string& text) {
  return parse_deadline(text) ? std::string() : "give a time such as 20s or 500ms, up to an hour";
}

void add_sources(CLI::App& command, LiveArguments& arguments) {
  CLI::Option* config = command.add_option(
      "-c,--config", arguments.config,
      "patroni.yml of any member: it names the DCS, the DCS names the members. PATRONI_* variables "
      "of the environment win, as for Patroni");
  CLI::Option* inventory = command.add_option("--inventory", arguments.inventory,
                                              "Clusters, members and logins; see docs/snapshot.md");
  CLI::Option* from = command.add_option("--from", arguments.snapshot,
                                         "What `patrol snapshot` saved; nothing is asked");
  config->excludes(inventory)->excludes(from);
  inventory->excludes(from);
  command.add_option("--haproxy", arguments.haproxy, "haproxy.cfg that leads to these members");
}

void add_logins(CLI::App& command, LiveArguments& arguments) {
  command.add_option("--sql-user", arguments.sql_user,
                     "Role for PostgreSQL; its password from PGPASSFILE, ~/.pgpass or PGPASSWORD "
                     "(default: the superuser of patroni.yml)");
  command.add_flag("--no-sql", arguments.has_no_sql, "Do not ask PostgreSQL");
  command.add_option("--ssh-user", arguments.ssh_user,
                     "User for SSH; without a user or a key no files are read");
  command.add_option("--ssh-key", arguments.ssh_key, "Private key (default: the agent)");
  command.add_option("--ssh-port", arguments.ssh_port, "Port of sshd (default: 22)")
      ->check(CLI::Range(1, 65535));
  command.add_option("--known-hosts", arguments.known_hosts,
                     "Known host keys (default: ~/.ssh/known_hosts); others are refused");
  command.add_flag("--sudo", arguments.is_sudo, "Read files as root, by `sudo -n`");
  command.add_flag("--no-ssh", arguments.has_no_ssh, "Do not use SSH");
}

}  // namespace

void add_live(CLI::App& command, LiveArguments& arguments) {
  add_sources(command, arguments);
  add_logins(command, arguments);
  command
      .add_option("--deadline", arguments.deadline,
                  "Time for each member, such as 20s (default) or 500ms")
      ->check(check_deadline);
  command.add_flag("--timings", arguments.shows_timings,
                   "Table of round trips and times, on standard error");
  command.add_flag("--show-probes", arguments.shows_probes,
                   "Print every query, page, call and script that may be used, and ask nothing");
}

void add_snapshot(CLI::App& app, SnapshotArguments& arguments) {
  CLI::App* command =
      app.add_subcommand("snapshot", "Collect everything about a running cluster into one file");
  add_live(*command, arguments);
  command->add_option("-o,--output", arguments.output,
                      "File to write, readable by you only (default: standard output)");
}

void add_drift(CLI::App& app, DriftArguments& arguments) {
  CLI::App* command = app.add_subcommand(
      "drift", "Say what differs between members, DCS, files and servers of a running cluster");
  add_live(*command, arguments.live);
  command->add_option("--since", arguments.since,
                      "An older snapshot or JSON report: tell new findings from old ones");
  add_selection(*command, arguments.report);
  add_outputs(*command, arguments.report, Reports::of_clusters);
  add_settings(*command, arguments.report);
}

}  // namespace patrol::cli
