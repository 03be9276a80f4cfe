// A user name needs its password, and the reverse.
#include <algorithm>

#include "linter/engine/rule.h"
#include "rules/security/shared_secrets.h"

namespace patrol::rules {
namespace {

void check_web(const Value& section, std::string_view what, Report& report) {
  if (!section.is_mapping()) return;
  const bool has_name = is_set(section["username"]);
  const bool has_password = is_set(section["password"]);
  if (has_name && has_password) return;
  const std::string_view missing = has_name ? "password" : "username";
  report
      .add(missing_in(section, missing),
           cat("the ", what, " authentication has no `", missing, '`'))
      .note(cat("Patroni builds one header of both and stops with `KeyError: '", missing, "'`"))
      .fix(cat("add `", missing, '`'));
}

void check_etcd(const Value& section, Report& report) {
  if (!section.is_mapping()) return;
  const Value name = section["username"];
  const Value password = section["password"];
  if (is_set(name) == is_set(password)) return;
  const Value& there = is_set(name) ? name : password;
  const std::string_view missing = is_set(name) ? "password" : "username";
  report.add(at(there), cat('`', there.path(), "` is set without `", missing, '`'))
      .note(
          "Patroni then talks to etcd without authentication, which an etcd with auth refuses: "
          "`etcdserver: user name is empty`")
      .fix(cat("add `", missing, '`'))
      .severity(Severity::warning);
}

void check(const Snapshot& cluster, Report& report) {
  for (const PatroniDocument* member : cluster.patroni)
    if (member->is_environment) return;
  for (const PatroniDocument* member : cluster.patroni) {
    const Value root = member->root();
    check_web(root.at("restapi.authentication"), "REST API", report);
    check_web(root.at("ctl.authentication"), "patronictl", report);
    check_etcd(etcd_section(*member), report);
  }
}

}  // namespace

extern constinit const Rule authentication_incomplete{
    .id = "SEC011",
    .name = "authentication-incomplete",
    .severity = Severity::error,
    .summary = "a user name is given without its password, or the reverse",
    .why =
        "Patroni puts user name and password of the REST API together at start and fails when one "
        "is missing; a half pair for etcd is ignored.",
    .bad = R"(restapi:
  listen: 0.0.0.0:8008
  authentication:  # finding: SEC011
    username: patroni
)",
    .good = R"(restapi:
  listen: 0.0.0.0:8008
  authentication:
    username: patroni
    password: vie0Ohru4Tah
)",
    .sources = {"patroni 4.1.4 patroni/config.py _build_effective_configuration",
                "patroni 4.1.4 patroni/dcs/etcd3.py"},
    .check = check,
};

}  // namespace patrol::rules
