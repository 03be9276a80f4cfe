// The first section in Patroni's own order is used, the others are not mentioned.
#include "linter/engine/rule.h"
#include "linter/model/endpoints.h"

namespace patrol::rules {
namespace {

void check(const Snapshot& cluster, Report& report) {
  for (const PatroniDocument* member : cluster.patroni) {
    // A template chooses between them.
    if (!member->tree.template_lines.empty()) continue;
    const Value root = member->root();
    const auto sections = dcs_sections(root);
    for (std::size_t index = 1; index < sections.size(); ++index) {
      const Value ignored = root[to_string(sections[index])];
      report
          .add(at_key(ignored), cat("section `", to_string(sections[index]), "` is ignored; `",
                                    to_string(sections.front()), "` is used"))
          .label(at_key(root[to_string(sections.front())]), "used")
          .note(
              "Patroni takes the first in the order consul, etcd, etcd3, exhibitor, kubernetes, "
              "raft, zookeeper whose Python module is installed, and says nothing")
          .fix("keep one section");
    }
  }
}

}  // namespace

extern constinit const Rule several_dcs_sections{
    .id = "DCS002",
    .name = "several-dcs-sections",
    .severity = Severity::error,
    .summary = "a member names more than one DCS",
    .why =
        "Only one is used, and which one depends on the Python modules that happen to be "
        "installed on that host. Members can end up in different stores and elect two leaders.",
    .bad = R"(scope: shop
name: n1
consul: {host: "127.0.0.1:8500"}
etcd3: {hosts: "10.0.0.11:2379,10.0.0.12:2379,10.0.0.13:2379"}  # finding: DCS002
)",
    .good = R"(scope: shop
name: n1
etcd3: {hosts: "10.0.0.11:2379,10.0.0.12:2379,10.0.0.13:2379"}
)",
    .sources = {"patroni 4.1.4 patroni/dcs/__init__.py iter_dcs_classes"},
    .check = check,
};

}  // namespace patrol::rules
