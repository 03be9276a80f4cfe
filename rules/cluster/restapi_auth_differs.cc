// patronictl and the members call each other with their own credentials.
#include "linter/engine/rule.h"
#include "rules/cluster/shared_member.h"

namespace patrol::rules {
namespace {

void check_presence(const Snapshot& cluster, Report& report) {
  std::vector<const PatroniDocument*> with;
  std::vector<const PatroniDocument*> without;
  for (const PatroniDocument* member : cluster.patroni) {
    const Value restapi = member->root()["restapi"];
    if (member->is_environment || !restapi.is_mapping()) continue;
    const bool has =
        (restapi["authentication"] && !restapi["authentication"].is_null()) || restapi["auth"];
    (has ? with : without).push_back(member);
  }
  if (with.empty()) return;
  for (const PatroniDocument* member : without) {
    const Value theirs = with.front()->root()["restapi"];
    report
        .add(missing_in(member->root()["restapi"], "authentication"),
             cat("the REST API of ", called(cluster, *member), " asks for no password; that of ",
                 called(cluster, *with.front()), " does"))
        .label(at_key(theirs["authentication"] ? theirs["authentication"] : theirs["auth"]),
               "protected")
        .note("this member accepts changes from anybody, and its own calls to the others get 401")
        .fix("use the same authentication on all members");
  }
}

void check(const Snapshot& cluster, Report& report) {
  check_presence(cluster, report);
  const Difference users = difference(member_values(cluster, "restapi.authentication.username"));
  report_odd(users, "another member's user", [&](const MemberValue& odd) {
    return report
        .add(at(odd.value), cat("the REST API user is ", shown(odd.text), " here and ",
                                shown(users.usual.front().text), " on ",
                                called(cluster, *users.usual.front().member)))
        .note("calls between these members, and patronictl's, are refused with 401")
        .fix("use one user on all members");
  });
  const Difference found = difference(member_values(cluster, "restapi.authentication.password"));
  report_odd(found, "another member's password", [&](const MemberValue& odd) {
    return report
        .add(at_key(odd.value), cat("the REST API password differs from ",
                                    called(cluster, *found.usual.front().member), "'s"))
        .note("calls between these members, and patronictl's, are refused with 401")
        .fix("use one password on all members");
  });
}

}  // namespace

extern constinit const Rule restapi_auth_differs{
    .id = "CLU011",
    .name = "restapi-auth-differs",
    .severity = Severity::warning,
    .summary = "the REST API is protected differently on the members",
    .why =
        "A member sends its own credentials to the others. Where they differ, calls are refused "
        "with 401; where one has none, anybody may change its configuration.",
    .bad = R"(--- n1.yml
scope: shop
name: n1
etcd3: {hosts: "10.0.0.11:2379,10.0.0.12:2379,10.0.0.13:2379"}
restapi:
  listen: 10.0.0.1:8008
  connect_address: 10.0.0.1:8008
  authentication: {username: admin, password: secret}
--- n2.yml
scope: shop
name: n2
etcd3: {hosts: "10.0.0.11:2379,10.0.0.12:2379,10.0.0.13:2379"}
restapi:
  listen: 10.0.0.2:8008
  connect_address: 10.0.0.2:8008
  authentication: {username: admin, password: other}  # finding: CLU011
)",
    .good = R"(--- n1.yml
scope: shop
name: n1
etcd3: {hosts: "10.0.0.11:2379,10.0.0.12:2379,10.0.0.13:2379"}
restapi:
  listen: 10.0.0.1:8008
  connect_address: 10.0.0.1:8008
  authentication: {username: admin, password: secret}
--- n2.yml
scope: shop
name: n2
etcd3: {hosts: "10.0.0.11:2379,10.0.0.12:2379,10.0.0.13:2379"}
restapi:
  listen: 10.0.0.2:8008
  connect_address: 10.0.0.2:8008
  authentication: {username: admin, password: secret}
)",
    .sources = {"patroni 4.1.4 docs/security.rst", "patroni 4.1.4 patroni/request.py"},
    .check = check,
};

}  // namespace patrol::rules
