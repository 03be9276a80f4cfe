// Without connect_address Patroni publishes what it listens on.
#include <algorithm>

#include "linter/engine/rule.h"
#include "rules/addresses/shared_address.h"

namespace patrol::rules {
namespace {

bool is_published_usable(const Address& listen) {
  if (listen.section == "restapi") return is_remote_host(listen.parts.host);
  // PostgreSQL: localhost is preferred as soon as the list covers it.
  return std::all_of(listen.hosts.begin(), listen.hosts.end(),
                     [](const std::string& host) { return is_remote_host(host); });
}

void check_section(const PatroniDocument& member, std::string_view section, Report& report) {
  const Value connect = member.root()[section]["connect_address"];
  if (connect && !connect.is_null()) return;
  const auto listen = address(member, section, "listen");
  if (!listen || listen->has_scheme) return;
  const bool is_usable = is_published_usable(*listen);
  auto finding = report.add(
      connect ? at_key(connect) : missing_in(member.root()[section], "connect_address"),
      cat('`', section, ".connect_address` is not set; `listen` is ", shown(listen->value.text())));
  finding.label(at(listen->value), is_usable ? "published instead" : "leads nobody to this host");
  if (is_usable)
    finding.severity(Severity::info)
        .note("Patroni publishes the listen address; --validate-config calls the file invalid");
  else
    finding.note(section == "restapi" ? "members and patronictl are given the listen address itself"
                                      : "replicas are told to stream from localhost");
  finding.fix("add the address and port at which other hosts reach this member");
}

void check(const Snapshot& cluster, Report& report) {
  for (const PatroniDocument* member : cluster.patroni) {
    if (may_be_completed(cluster, *member)) continue;
    check_section(*member, "restapi", report);
    check_section(*member, "postgresql", report);
  }
}

}  // namespace

extern constinit const Rule missing_connect{
    .id = "ADR003",
    .name = "missing-connect",
    .severity = Severity::error,
    .summary = "a section listens but publishes no `connect_address`",
    .why =
        "Patroni then publishes the listen address. A wildcard or a list that covers localhost "
        "leads every other member to itself.",
    .bad = R"(scope: shop
name: n1
restapi:  # finding: ADR003
  listen: 0.0.0.0:8008
)",
    .good = R"(scope: shop
name: n1
restapi:
  listen: 0.0.0.0:8008
  connect_address: 10.0.0.1:8008
)",
    .sources = {"patroni 4.1.4 patroni/api.py reload_config",
                "patroni 4.1.4 patroni/postgresql/config.py _get_tcp_local_address"},
    .check = check,
};

}  // namespace patrol::rules
