// Patroni does not start without a DCS.
#include <array>

#include "linter/engine/rule.h"
#include "linter/model/endpoints.h"
#include "linter/model/slip.h"

namespace patrol::rules {
namespace {

// A fragment (only bootstrap, only postgresql) is completed elsewhere.
bool is_whole(const PatroniDocument& member) {
  const Value root = member.root();
  return !member.name.empty() && !member.scope.empty() && root["restapi"] && root["postgresql"];
}

// The section is there under a name that no DCS has.
bool is_misspelt(const Value& root) {
  constexpr std::array kinds{DcsKind::consul,    DcsKind::etcd,       DcsKind::etcd3,
                             DcsKind::exhibitor, DcsKind::kubernetes, DcsKind::raft,
                             DcsKind::zookeeper};
  return std::any_of(kinds.begin(), kinds.end(),
                     [&](DcsKind kind) { return is_misspelt_in(root, to_string(kind)); });
}

bool has_environment(const Snapshot& cluster) {
  for (const PatroniDocument* member : cluster.patroni)
    if (member->is_environment) return true;
  return false;
}

void check(const Snapshot& cluster, Report& report) {
  for (const PatroniDocument* member : cluster.patroni) {
    if (!is_whole(*member) || !dcs_sections(member->root()).empty()) continue;
    // What a template inserts, or a fault of the text hides, may be the section.
    if (!is_whole_text(member->tree) || is_misspelt(member->root())) continue;
    auto finding =
        report.add(missing_in(member->root(), "etcd3"),
                   "no DCS section; no etcd3, consul, zookeeper or other store is named");
    if (member->is_environment || has_environment(cluster)) finding.severity(Severity::info);
    finding.label(at_key(member->root()["scope"]), "the cluster has a name but no place")
        .note(
            "Patroni ends at start: Can not find suitable configuration of distributed "
            "configuration store")
        .note("right only if PATRONI_ variables name the DCS")
        .fix("add the section of your DCS, for example etcd3 with its hosts");
  }
}

}  // namespace

extern constinit const Rule no_dcs_section{
    .id = "DCS001",
    .name = "no-dcs-section",
    .severity = Severity::warning,
    .summary = "a complete file names no DCS",
    .why =
        "The leader lock and the cluster's configuration live in the DCS. Without a section for "
        "it, and without variables that name it, Patroni does not start.",
    .bad = R"(scope: shop  # finding: DCS001
name: n1
restapi: {listen: "10.0.0.1:8008", connect_address: "10.0.0.1:8008"}
postgresql: {listen: "10.0.0.1:5432", connect_address: "10.0.0.1:5432", data_dir: /srv/pg/main}
)",
    .good = R"(scope: shop
name: n1
etcd3: {hosts: "10.0.0.11:2379,10.0.0.12:2379,10.0.0.13:2379"}
restapi: {listen: "10.0.0.1:8008", connect_address: "10.0.0.1:8008"}
postgresql: {listen: "10.0.0.1:5432", connect_address: "10.0.0.1:5432", data_dir: /srv/pg/main}
)",
    .sources = {"patroni 4.1.4 patroni/dcs/__init__.py get_dcs"},
    .check = check,
};

}  // namespace patrol::rules
