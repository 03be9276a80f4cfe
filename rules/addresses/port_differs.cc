// The published port should be the one that is listened on.
#include "linter/engine/rule.h"
#include "rules/addresses/shared_address.h"

namespace patrol::rules {
namespace {

void check(const Snapshot& cluster, Report& report) {
  for (const PatroniDocument* member : cluster.patroni)
    for (const Address& listen : listen_addresses(*member)) {
      const auto connect = address(*member, listen.section, "connect_address");
      if (!connect || !listen.parts.port || !connect->parts.port || !connect->parts.has_port)
        continue;
      if (!connect->is_plain() || !connect->has_usable_port() || !listen.has_usable_port())
        continue;
      if (*listen.parts.port == *connect->parts.port) continue;
      report
          .add(at(connect->value), cat('`', connect->path(), "` has port ", *connect->parts.port,
                                       "; `listen` has port ", *listen.parts.port))
          .label(at(listen.value), "listened on")
          .note(
              "right only where something forwards the one port to the other, such as a "
              "container's port mapping")
          .fix("publish the port that is listened on");
    }
}

}  // namespace

extern constinit const Rule port_differs{
    .id = "ADR010",
    .name = "port-differs",
    .severity = Severity::warning,
    .summary = "the published port is not the one listened on",
    .why = "Other members connect to the published port. If nothing forwards it, they are refused.",
    .bad = R"(scope: shop
name: n1
postgresql:
  listen: 0.0.0.0:5432
  connect_address: 10.0.0.1:5433  # finding: ADR010
)",
    .good = R"(scope: shop
name: n1
postgresql:
  listen: 0.0.0.0:5432
  connect_address: 10.0.0.1:5432
)",
    .sources = {"patroni 4.1.4 docs/yaml_configuration.rst"},
    .check = check,
};

}  // namespace patrol::rules
