// Tables of programs and their options.
#include "linter/facts/tools.h"

#include <algorithm>
#include <array>

namespace patrol::facts {
namespace {

// Sources: PostgreSQL 11 to 18 documentation of initdb; --help of 15.
constexpr auto initdb_options = std::to_array<std::string_view>({"allow-group-access",
                                                                 "auth",
                                                                 "auth-host",
                                                                 "auth-local",
                                                                 "builtin-locale",
                                                                 "data-checksums",
                                                                 "debug",
                                                                 "discard-caches",
                                                                 "encoding",
                                                                 "help",
                                                                 "icu-locale",
                                                                 "icu-rules",
                                                                 "lc-collate",
                                                                 "lc-ctype",
                                                                 "lc-messages",
                                                                 "lc-monetary",
                                                                 "lc-numeric",
                                                                 "lc-time",
                                                                 "locale",
                                                                 "locale-provider",
                                                                 "no-clean",
                                                                 "no-data-checksums",
                                                                 "no-instructions",
                                                                 "no-locale",
                                                                 "no-sync",
                                                                 "no-sync-data-files",
                                                                 "noclean",
                                                                 "nosync",
                                                                 "pgdata",
                                                                 "pwfile",
                                                                 "pwprompt",
                                                                 "set",
                                                                 "show",
                                                                 "sync-method",
                                                                 "sync-only",
                                                                 "text-search-config",
                                                                 "username",
                                                                 "version",
                                                                 "wal-segsize",
                                                                 "waldir"});

// Sources: PostgreSQL 11 to 18 documentation of pg_basebackup; --help of 15.
constexpr auto basebackup_options = std::to_array<std::string_view>({"checkpoint",
                                                                     "compress",
                                                                     "create-slot",
                                                                     "dbname",
                                                                     "format",
                                                                     "gzip",
                                                                     "help",
                                                                     "host",
                                                                     "incremental",
                                                                     "label",
                                                                     "manifest-checksums",
                                                                     "manifest-force-encode",
                                                                     "max-rate",
                                                                     "no-clean",
                                                                     "no-estimate-size",
                                                                     "no-manifest",
                                                                     "no-password",
                                                                     "no-slot",
                                                                     "no-sync",
                                                                     "no-verify-checksums",
                                                                     "password",
                                                                     "pgdata",
                                                                     "port",
                                                                     "progress",
                                                                     "slot",
                                                                     "status-interval",
                                                                     "sync-method",
                                                                     "tablespace-mapping",
                                                                     "target",
                                                                     "username",
                                                                     "verbose",
                                                                     "version",
                                                                     "wal-method",
                                                                     "waldir",
                                                                     "write-recovery-conf",
                                                                     "xlog-method"});

// Source: patroni 4.1.4 patroni/postgresql/bootstrap.py _initdb, basebackup.
constexpr auto refused_by_initdb =
    std::to_array<std::string_view>({"pgdata", "nosync", "pwfile", "sync-only", "version"});
constexpr auto refused_by_basebackup =
    std::to_array<std::string_view>({"pgdata", "format", "wal-method", "xlog-method", "gzip",
                                     "version", "dbname", "host", "port", "username", "password"});

constexpr std::array<Tool, 2> tools{{
    {.program = "initdb",
     .setting = "bootstrap.initdb",
     .options = initdb_options,
     .refused = refused_by_initdb,
     .is_fatal = true},
    {.program = "pg_basebackup",
     .setting = "postgresql.basebackup",
     .options = basebackup_options,
     .refused = refused_by_basebackup,
     .is_fatal = false},
}};

// Sources: pgbackrest 2.50 "invalid option", wal-g 3.0 and barman 3.10 command line parsers.
constexpr auto strict_programs =
    std::to_array<std::string_view>({"pgbackrest", "wal-g", "wal-g-pg", "barman",
                                     "barman-cloud-restore", "pg_basebackup", "pg_probackup"});

}  // namespace

std::span<const Tool> option_tools() {
  return tools;
}

bool takes_option(const Tool& tool, std::string_view option) {
  return std::any_of(tool.options.begin(), tool.options.end(), [option](std::string_view known) {
    return !option.empty() && known.starts_with(option);
  });
}

bool is_strict_program(std::string_view program) {
  return std::find(strict_programs.begin(), strict_programs.end(), program) !=
         strict_programs.end();
}

}  // namespace patrol::facts
