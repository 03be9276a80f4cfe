// Physical replication needs one major version.
#include "linter/engine/rule.h"
#include "linter/model/read_document.h"
#include "rules/cluster/shared_member.h"

namespace patrol::rules {
namespace {

void check(const Snapshot& cluster, Report& report) {
  std::vector<MemberValue> values;
  for (const PatroniDocument* member : cluster.patroni) {
    const Value bin_dir = member->root().at("postgresql.bin_dir");
    const auto major = postgres_in_path(bin_dir.text());
    if (major && !bin_dir.is_opaque()) values.push_back({member, bin_dir, cat(*major)});
  }
  const Difference found = difference(values);
  report_odd(found, "another member's programs", [&](const MemberValue& odd) {
    return report
        .add(at(odd.value),
             cat("this member runs PostgreSQL ", odd.text, ", ",
                 called(cluster, *found.usual.front().member), " runs ", found.usual.front().text))
        .note("the log says: database files are incompatible with server")
        .fix("use one major version on all members of a cluster");
  });
}

}  // namespace

extern constinit const Rule major_differs{
    .id = "CLU013",
    .name = "major-differs",
    .severity = Severity::error,
    .summary = "members run different major versions of PostgreSQL",
    .why =
        "A standby reads the files of its primary as they are. Another major version cannot, and "
        "the member never starts.",
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
  data_dir: /srv/pg/main
  bin_dir: /usr/lib/postgresql/16/bin  # finding: CLU013
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
    .sources = {"postgresql 18 docs warm-standby planning"},
    .yields_to = {Surface::server},
    .check = check,
};

}  // namespace patrol::rules
