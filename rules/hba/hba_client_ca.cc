// Client certificates can only be checked against a CA.
#include <algorithm>

#include "linter/engine/rule.h"
#include "linter/model/python.h"
#include "rules/hba/shared_policy.h"

namespace patrol::rules {
namespace {

bool asks_for_certificate(const HbaRecord& record) {
  if (record.method == "cert") return true;
  return std::any_of(record.options.begin(), record.options.end(), [](const HbaOption& option) {
    return option.name == "clientcert" && option.value != "0" && option.value != "no-verify";
  });
}

void check_member(const Snapshot& cluster, const PatroniDocument& member, Report& report) {
  const EffectiveHba hba = effective_hba(cluster, member);
  if (hba.list == nullptr || member.root().at("postgresql.custom_conf")) return;
  // Where nothing is said about TLS the server's own file may say it all.
  if (has_tls(cluster, member) != true) return;
  if (parameter(cluster, member, "ssl_ca_file")) return;
  const auto& records = hba.list->hba.records;
  const auto found = std::find_if(records.begin(), records.end(), asks_for_certificate);
  if (found == records.end()) return;
  const Policy policy{.file = &hba.list->hba, .list = hba.list, .postgres = {}};
  report.add(policy.spot(*found), "record asks for a client certificate; ssl_ca_file is not set")
      .note(
          "PostgreSQL refuses the file: `client certificates can only be checked if a root "
          "certificate store is available`")
      .fix("name the CA of the clients in `ssl_ca_file`");
}

void check(const Snapshot& cluster, Report& report) {
  for (const PatroniDocument* member : cluster.patroni) check_member(cluster, *member, report);
}

}  // namespace

extern constinit const Rule hba_client_ca{
    .id = "HBA018",
    .name = "hba-client-ca",
    .severity = Severity::error,
    .summary = "client certificates are asked for without `ssl_ca_file`",
    .why =
        "The method cert and the option clientcert need a CA that the server knows. Without one "
        "the "
        "whole file is refused.",
    .bad = R"(postgresql:
  parameters: {ssl: "on"}
  pg_hba:
    - hostssl all all 10.0.0.0/24 cert  # finding: HBA018
)",
    .good = R"(postgresql:
  parameters: {ssl: "on", ssl_ca_file: /etc/patroni/ca.crt}
  pg_hba:
    - hostssl all all 10.0.0.0/24 cert
)",
    .sources = {"postgresql 18 ssl-tcp.html", "postgresql 18 src/backend/libpq/hba.c"},
    .check = check,
};

}  // namespace patrol::rules
