// Directories may differ, but rarely do.
#include "linter/engine/rule.h"
#include "rules/cluster/shared_member.h"

namespace patrol::rules {
namespace {

void check_path(const Snapshot& cluster, std::string_view path, Report& report) {
  const Difference found = difference(member_values(cluster, path));
  report_odd(found, "another member's directory", [&](const MemberValue& odd) {
    return report.add(at(odd.value), cat('`', path, "` is ", shown(odd.text), " here and ",
                                         shown(found.usual.front().text), " on ",
                                         called(cluster, *found.usual.front().member)));
  });
}

// On one member the files lie in the data directory, on the other they do not.
void check_config_dir(const Snapshot& cluster, Report& report) {
  const auto with = member_values(cluster, "postgresql.config_dir");
  if (with.empty()) return;
  for (const PatroniDocument* member : cluster.patroni) {
    const Value postgresql = member->root()["postgresql"];
    if (member->is_environment || !postgresql.is_mapping() || postgresql["config_dir"]) continue;
    report
        .add(missing_in(postgresql, "config_dir"),
             cat("`postgresql.config_dir` is not set here; it is on ",
                 called(cluster, *with.front().member)))
        .label(at(with.front().value), "outside the data directory")
        .note("a base backup then carries the configuration files along in one direction only");
  }
}

void check(const Snapshot& cluster, Report& report) {
  for (const std::string_view path :
       {"postgresql.data_dir", "postgresql.bin_dir", "postgresql.config_dir"})
    check_path(cluster, path, report);
  check_config_dir(cluster, report);
}

}  // namespace

extern constinit const Rule paths_differ{
    .id = "CLU012",
    .name = "paths-differ",
    .severity = Severity::info,
    .summary = "members keep the same thing in different places",
    .why =
        "Different directories are allowed. Where configuration files are in the data directory on "
        "one member and outside on another, a base backup carries them along or does not.",
    .bad = R"(--- n1.yml
scope: shop
name: n1
etcd3: {hosts: "10.0.0.11:2379,10.0.0.12:2379,10.0.0.13:2379"}
restapi: {listen: "10.0.0.1:8008", connect_address: "10.0.0.1:8008"}
postgresql:
  data_dir: /srv/pg/main
  bin_dir: /usr/lib/postgresql/15/bin
--- n2.yml
scope: shop
name: n2
etcd3: {hosts: "10.0.0.11:2379,10.0.0.12:2379,10.0.0.13:2379"}
restapi: {listen: "10.0.0.2:8008", connect_address: "10.0.0.2:8008"}
postgresql:
  data_dir: /data/pg/main  # finding: CLU012
  bin_dir: /usr/lib/postgresql/15/bin
)",
    .good = R"(--- n1.yml
scope: shop
name: n1
etcd3: {hosts: "10.0.0.11:2379,10.0.0.12:2379,10.0.0.13:2379"}
restapi: {listen: "10.0.0.1:8008", connect_address: "10.0.0.1:8008"}
postgresql:
  data_dir: /srv/pg/main
  bin_dir: /usr/lib/postgresql/15/bin
--- n2.yml
scope: shop
name: n2
etcd3: {hosts: "10.0.0.11:2379,10.0.0.12:2379,10.0.0.13:2379"}
restapi: {listen: "10.0.0.2:8008", connect_address: "10.0.0.2:8008"}
postgresql:
  data_dir: /srv/pg/main
  bin_dir: /usr/lib/postgresql/15/bin
)",
    .sources = {"patroni 4.1.4 docs/yaml_configuration.rst"},
    .check = check,
};

}  // namespace patrol::rules
