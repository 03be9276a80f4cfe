// Options of `patrol hba`.
#include "cli/hba_arguments.h"

namespace patrol::cli {
namespace {

void add_common(CLI::App& command, HbaArguments& arguments) {
  command.add_option("--postgres-version", arguments.postgres_version,
                     "PostgreSQL major version, 11 to 18 (default: the newest)");
  command.add_option("--format", arguments.format, "text or json")
      ->check(CLI::IsMember({"text", "json"}));
}

void add_who(CLI::App& parent, HbaArguments& arguments) {
  CLI::App* command = parent.add_subcommand("who", "Say which record decides one connection");
  command->add_option("file", arguments.files, "A pg_hba.conf")->required()->expected(1);
  command->add_option("--user", arguments.user, "Who connects")->required();
  command->add_option("--database", arguments.database,
                      "To which database; `replication` means physical replication, as in the "
                      "file, and a database of that name is written in double quotes");
  command->add_flag("--replication", arguments.is_replication,
                    "Physical replication, whatever the database (logical replication connects to "
                    "its database)");
  auto* from = command->add_option("--from", arguments.from, "Address of the client");
  auto* local =
      command->add_flag("--local", arguments.is_local, "Through the local socket")->excludes(from);
  auto* tls = command->add_flag("--tls", arguments.is_tls, "Over TLS")->excludes(local);
  auto* plain = command->add_flag("--no-tls", arguments.is_plain, "Without TLS (default)");
  plain->excludes(tls);
  command->add_flag("--gss", arguments.is_gss, "Encrypted by GSSAPI")
      ->excludes(tls)
      ->excludes(plain)
      ->excludes(local);
  command
      ->add_option("--role-of", arguments.memberships,
                   "U=G[,H…]: role U is a member of G and H; without any, memberships count as "
                   "not known")
      ->allow_extra_args(false);
  command
      ->add_option("--interface,--interfaces", arguments.interfaces,
                   "ADDRESS/BITS[,…] of the server, for samehost and samenet")
      ->delimiter(',')
      ->allow_extra_args(false);
  command->add_flag("--resolve", arguments.resolves,
                    "Ask this machine's name service for the client's host name, at most 5 s");
  add_common(*command, arguments);
  command->callback([&arguments] { arguments.verb = "who"; });
}

}  // namespace

void add_hba(CLI::App& app, HbaArguments& arguments) {
  CLI::App* parent = app.add_subcommand("hba", "Read pg_hba.conf by meaning");
  parent->require_subcommand(1);
  add_who(*parent, arguments);
  CLI::App* check = parent->add_subcommand(
      "check", "Find records that never decide, match nothing real, or admit without a password");
  check->add_option("files", arguments.files, "pg_hba.conf files")->required();
  add_common(*check, arguments);
  check->callback([&arguments] { arguments.verb = "check"; });
  CLI::App* diff = parent->add_subcommand(
      "diff", "Say whether policies decide alike, or show connections that they treat differently");
  diff->add_option("files", arguments.files, "Two or more pg_hba.conf files")
      ->required()
      ->expected(2, 1000);
  add_common(*diff, arguments);
  diff->callback([&arguments] { arguments.verb = "diff"; });
}

}  // namespace patrol::cli
