// With hba_file set, Patroni leaves pg_hba.conf to somebody else.
#include <array>

#include "linter/engine/rule.h"
#include "linter/model/layers.h"

namespace patrol::rules {
namespace {

struct FileParameter {
  std::string_view parameter;
  std::string_view list;
  std::string_view file;
};
constexpr auto file_parameters = std::to_array<FileParameter>({
    {"hba_file", "pg_hba", "pg_hba.conf"},
    {"ident_file", "pg_ident", "pg_ident.conf"},
});

// The place where Patroni writes the file by itself, if the member says where that is.
std::string own_place(const PatroniDocument& member, std::string_view file) {
  const Value postgresql = member.root()["postgresql"];
  const Value folder = postgresql["config_dir"] ? postgresql["config_dir"] : postgresql["data_dir"];
  if (!folder.is_string()) return {};
  std::string_view path = folder.text();
  while (path.size() > 1 && path.ends_with('/')) path.remove_suffix(1);
  return cat(path, '/', file);
}

void check_member(const Snapshot& cluster, const PatroniDocument& member,
                  const FileParameter& files, Report& report) {
  const Value elsewhere = parameter(cluster, member, files.parameter);
  if (!elsewhere.is_string() || elsewhere.text() == own_place(member, files.file)) return;
  const Value root = member.root();
  const Value dynamic = dynamic_root(cluster, member);
  for (const Value& list : {root["postgresql"][files.list], dynamic["postgresql"][files.list],
                            root["bootstrap"][files.list]}) {
    if (!list) continue;
    report
        .add(at(elsewhere),
             cat('`', files.parameter, "` is set, so `", list.path(), "` is ignored"))
        .label(at_key(list), "never written")
        .note(cat("Patroni manages ", files.file, " only in its own place; the server reads ",
                  shown(elsewhere.text()), ", which nobody keeps equal on the members"))
        .fix(cat("remove `", files.parameter, "`, or the list"));
    return;
  }
}

void check(const Snapshot& cluster, Report& report) {
  for (const PatroniDocument* member : cluster.patroni)
    for (const FileParameter& files : file_parameters)
      check_member(cluster, *member, files, report);
}

}  // namespace

extern constinit const Rule hba_file_elsewhere{
    .id = "HBA025",
    .name = "hba-file-elsewhere",
    .severity = Severity::warning,
    .summary = "`hba_file` is set beside a `pg_hba` list",
    .why =
        "Patroni writes the list into pg_hba.conf only when PostgreSQL reads that file. With "
        "`hba_file` pointing elsewhere, the list has no effect on any member.",
    .bad = R"(postgresql:
  data_dir: /var/lib/postgresql/16/main
  parameters:
    hba_file: /etc/postgresql/pg_hba.conf  # finding: HBA025
  pg_hba:
    - host replication all 10.0.0.0/24 scram-sha-256
)",
    .good = R"(postgresql:
  data_dir: /var/lib/postgresql/16/main
  pg_hba:
    - host replication all 10.0.0.0/24 scram-sha-256
)",
    .sources = {"patroni 4.1.4 docs/patroni_configuration.rst",
                "patroni 4.1.4 patroni/postgresql/config.py replace_pg_hba"},
    .check = check,
};

}  // namespace patrol::rules
