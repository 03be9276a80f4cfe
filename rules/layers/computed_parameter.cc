// Three parameters come from other settings, whatever `parameters` says.
#include "linter/engine/rule.h"
#include "linter/model/endpoints.h"

namespace patrol::rules {
namespace {

// What the member's own settings make of the parameter; empty when they do not say.
std::string computed(const PatroniDocument& member, std::string_view name) {
  if (name == "cluster_name") return member.scope;
  const Value listen = member.root().at("postgresql.listen");
  if (!listen.is_string()) return {};
  const HostPort address = split_host_port(listen.text(), std::nullopt);
  if (name == "port") return address.port ? cat(*address.port) : std::string();
  return is_wildcard(address.host) ? "*" : address.host;
}

bool is_harmless(const Snapshot& cluster, const Value& value, std::string_view name) {
  if (value.is_opaque()) return true;
  const std::string written =
      name == "listen_addresses" && is_wildcard(value.text()) ? "*" : value.python_str();
  return std::all_of(cluster.patroni.begin(), cluster.patroni.end(),
                     [&](const PatroniDocument* member) {
                       const std::string counts = computed(*member, name);
                       return counts.empty() || counts == written;
                     });
}

void check(const Snapshot& cluster, Report& report) {
  for (const PlacedKey& key : cluster.keys) {
    if (key.holder != "postgresql.parameters") continue;
    const auto* parameter = facts::find_controlled_parameter(lower(key.name()));
    if (parameter == nullptr || !parameter->is_computed) continue;
    const std::string source = parameter->name == "cluster_name" ? "scope" : "postgresql.listen";
    auto finding = report.add(at(key.value), cat("`", parameter->name,
                                                 "` is ignored; Patroni sets "
                                                 "it from `",
                                                 source, "`"));
    if (is_harmless(cluster, key.value, parameter->name)) finding.severity(Severity::info);
    finding.note("Patroni gives it to the server on the command line, which beats every file")
        .fix(cat("remove it, and set `", source, "` of each member"));
  }
}

}  // namespace

extern constinit const Rule computed_parameter{
    .id = "LAY006",
    .name = "computed-parameter",
    .severity = Severity::warning,
    .summary = "`port`, `listen_addresses` or `cluster_name` stands in `parameters`",
    .why =
        "Patroni computes these three from `postgresql.listen` and `scope` of each member. A "
        "value in `parameters` is dropped, in the file and in the DCS, without a message.",
    .bad = R"(scope: main
postgresql:
  listen: 10.0.0.1:5432
  parameters:
    port: 6432  # finding: LAY006
)",
    .good = R"(scope: main
postgresql:
  listen: 10.0.0.1:6432
)",
    .sources = {"patroni 4.1.4 patroni/postgresql/config.py CMDLINE_OPTIONS",
                "patroni 4.1.4 docs/patroni_configuration.rst"},
    .check = check,
};

}  // namespace patrol::rules
