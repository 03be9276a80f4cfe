// Patroni adds arguments of its own to a method's command; backup tools refuse them.
#include "linter/facts/tools.h"
#include "linter/model/python.h"
#include "rules/methods/shared_methods.h"

namespace patrol::rules {
namespace {

bool adds_arguments(const PlacedKey& key) {
  if (!key.value.is_string() || !facts::is_strict_program(program_of(key.value.text())))
    return false;
  const Value no_params = key.value.parent()["no_params"];
  return !no_params.is_opaque() && !python_truth(no_params).value_or(false);
}

void tell(const PlacedKey& key, bool is_bootstrap, Report& report) {
  auto finding = report.add(at(key.value), cat("`", program_of(key.value.text()),
                                               "` is called with Patroni's arguments, which it "
                                               "refuses"));
  if (const Value no_params = key.value.parent()["no_params"]) finding.label(at(no_params), "off");
  if (is_bootstrap)
    finding.note("Patroni adds --scope and --datadir; the command and the bootstrap fail at once");
  else
    finding.note("Patroni adds --scope, --role, --datadir and --connstring")
        .note("the command fails at once, and the next method is tried");
  finding.fix("add `no_params: true` beside `command`");
}

void check(const Snapshot& cluster, Report& report) {
  for (const PlacedKey& key : cluster.keys) {
    const bool is_bootstrap = key.path == "bootstrap.*.command";
    const bool is_command = is_bootstrap || key.path == "postgresql.*.command";
    if (is_command && adds_arguments(key)) tell(key, is_bootstrap, report);
  }
}

}  // namespace

extern constinit const Rule extra_arguments{
    .id = "MTH005",
    .name = "extra-arguments",
    .severity = Severity::error,
    .summary = "a backup tool is called with Patroni's own arguments",
    .why =
        "Unless `no_params` is true, Patroni appends `--scope`, `--datadir` and more to the "
        "command. pgBackRest, WAL-G and Barman end with an error about an unknown option.",
    .bad = R"(scope: main
postgresql:
  create_replica_methods: [pgbackrest, basebackup]
  pgbackrest:
    command: /usr/bin/pgbackrest --stanza=main --delta restore  # finding: MTH005
)",
    .good = R"(scope: main
postgresql:
  create_replica_methods: [pgbackrest, basebackup]
  pgbackrest:
    command: /usr/bin/pgbackrest --stanza=main --delta restore
    no_params: true
)",
    .sources = {"patroni 4.1.4 patroni/postgresql/bootstrap.py create_replica",
                "patroni 4.1.4 docs/replica_bootstrap.rst"},
    .check = check,
};

}  // namespace patrol::rules
