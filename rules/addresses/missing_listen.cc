// Both sections need `listen`.
#include "linter/engine/rule.h"
#include "rules/addresses/shared_address.h"

namespace patrol::rules {
namespace {

void check_section(const PatroniDocument& member, std::string_view section, Report& report) {
  const Value mapping = member.root()[section];
  const Value listen = mapping["listen"];
  if (!mapping["connect_address"] || (listen && !listen.is_null())) return;
  report
      .add(listen ? at_key(listen) : missing_in(mapping, "listen"),
           cat('`', section, ".listen` is not set"))
      .label(at(mapping["connect_address"]), "published, but nothing says where to listen")
      .note(section == "restapi" ? "Patroni ends at start: Can not find \"restapi.listen\" config"
                                 : "Patroni ends at start with a KeyError: 'listen'")
      .fix("add host:port");
}

void check(const Snapshot& cluster, Report& report) {
  for (const PatroniDocument* member : cluster.patroni) {
    if (may_be_completed(cluster, *member)) continue;
    check_section(*member, "restapi", report);
    check_section(*member, "postgresql", report);
  }
}

}  // namespace

extern constinit const Rule missing_listen{
    .id = "ADR015",
    .name = "missing-listen",
    .severity = Severity::error,
    .summary = "a section publishes an address but does not listen",
    .why =
        "`listen` is mandatory in `restapi` and in `postgresql`; Patroni does not start without "
        "it.",
    .bad = R"(scope: shop
name: n1
restapi:  # finding: ADR015
  connect_address: 10.0.0.1:8008
)",
    .good = R"(scope: shop
name: n1
restapi:
  listen: 10.0.0.1:8008
  connect_address: 10.0.0.1:8008
)",
    .sources = {"patroni 4.1.4 patroni/api.py reload_config",
                "patroni 4.1.4 patroni/postgresql/config.py get_server_parameters"},
    .check = check,
};

}  // namespace patrol::rules
