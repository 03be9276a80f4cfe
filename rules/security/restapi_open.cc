// Without authentication everybody who reaches the REST API can change the cluster.
#include "linter/engine/rule.h"
#include "linter/model/endpoints.h"
#include "linter/model/python.h"
#include "rules/security/shared_secrets.h"

namespace patrol::rules {
namespace {

bool is_guarded(const Value& restapi) {
  if (is_set(restapi["authentication"]) || is_set(restapi["allowlist"])) return true;
  if (python_truth(restapi["allowlist_include_members"]).value_or(false)) return true;
  const std::string mode = lower(restapi["verify_client"].text());
  return is_set(restapi["certfile"]) && (mode == "required" || mode == "optional");
}

void check(const Snapshot& cluster, Report& report) {
  for (const PatroniDocument* member : cluster.patroni)
    if (member->is_environment) return;
  for (const PatroniDocument* member : cluster.patroni) {
    const Value restapi = member->root()["restapi"];
    const Value listen = restapi["listen"];
    if (!restapi.is_mapping() || !listen.is_string() || is_guarded(restapi)) continue;
    const std::string host = split_host_port(listen.text(), std::nullopt).host;
    if (is_loopback(host)) continue;
    auto finding = report.add(missing_in(restapi, "authentication"),
                              "the REST API has no authentication and no allowlist");
    finding.label(at(listen), "reached from the network");
    finding.note(
        "whoever reaches the port can fail the cluster over, and can run programs as the "
        "database user by changing the callbacks");
    finding.fix("add `restapi.authentication` with username and password");
  }
}

}  // namespace

extern constinit const Rule restapi_open{
    .id = "SEC006",
    .name = "restapi-open",
    .severity = Severity::info,
    .summary = "the REST API accepts changes from everybody",
    .why =
        "Reading is always allowed; changing the configuration, restarting and failing over is "
        "guarded only by authentication, an allowlist or client certificates.",
    .bad = R"(restapi:  # finding: SEC006
  listen: 0.0.0.0:8008
)",
    .good = R"(restapi:
  listen: 0.0.0.0:8008
  authentication: {username: patroni, password: vie0Ohru4Tah}
)",
    .sources = {"patroni 4.1.4 docs/security.rst", "patroni 4.1.4 patroni/api.py check_access"},
    .check = check,
};

}  // namespace patrol::rules
