// hostssl records and the method cert need a server with TLS.
#include <algorithm>

#include "linter/engine/rule.h"
#include "rules/hba/shared_login.h"
#include "rules/hba/shared_policy.h"

namespace patrol::rules {
namespace {

// Dynamic documents and the lists in them concern every member; any member can answer for them.
const PatroniDocument* member_of(const Snapshot& cluster, const Policy& policy) {
  if (policy.list != nullptr && policy.list->member != nullptr) return policy.list->member;
  return cluster.patroni.empty() ? nullptr : cluster.patroni.front();
}

void check(const Snapshot& cluster, Report& report) {
  for (const Policy& policy : policies(cluster)) {
    const PatroniDocument* member = member_of(cluster, policy);
    if (member == nullptr) continue;
    const Value ssl = parameter(cluster, *member, "ssl");
    if (!ssl || has_tls(cluster, *member) != false) continue;
    for (const HbaRecord& record : policy.file->records) {
      if (record.type != HbaType::hostssl) continue;
      report.add(policy.spot(record.type_span, record.line), "hostssl record, and ssl is off")
          .label(at(ssl), "no TLS on this server")
          .note(
              "the record never matches; the server logs `hostssl record cannot match because SSL "
              "is "
              "disabled`")
          .fix("switch `ssl` on with certificate and key, or write host");
    }
  }
}

}  // namespace

extern constinit const Rule hba_ssl_off{
    .id = "HBA017",
    .name = "hba-ssl-off",
    .severity = Severity::error,
    .summary = "a `hostssl` record on a server with `ssl` off",
    .why =
        "Without TLS no connection is of type hostssl, so these clients fall through to later "
        "records or are refused.",
    .bad = R"(postgresql:
  parameters: {ssl: "off"}
  pg_hba:
    - hostssl all all 10.0.0.0/24 scram-sha-256  # finding: HBA017
)",
    .good = R"(postgresql:
  parameters: {ssl: "on"}
  pg_hba:
    - hostssl all all 10.0.0.0/24 scram-sha-256
)",
    .sources = {"postgresql 18 auth-pg-hba-conf.html"},
    .check = check,
};

}  // namespace patrol::rules
