// The method ident asks a daemon on the client's machine.
#include "linter/engine/rule.h"
#include "rules/hba/shared_policy.h"

namespace patrol::rules {
namespace {

void check(const Snapshot& cluster, Report& report) {
  for (const Policy& policy : policies(cluster)) {
    for (const HbaRecord& record : policy.file->records) {
      if (record.method != "ident" || record.type == HbaType::local) continue;
      report
          .add(policy.spot(record.method_span, record.line),
               "method ident over TCP asks an ident server on the client")
          .note(
              "hardly any machine runs one: `could not connect to Ident server`, and logins with a "
              "password fail")
          .fix("write scram-sha-256");
    }
  }
}

}  // namespace

extern constinit const Rule hba_ident_network{
    .id = "HBA026",
    .name = "hba-ident-network",
    .severity = Severity::warning,
    .summary = "`ident` is used on TCP connections",
    .why =
        "Packages of some distributions put ident into pg_hba.conf. Over TCP it needs a daemon on "
        "the client that nobody installs, so Patroni and applications cannot log in with their "
        "passwords.",
    .bad = R"(postgresql:
  pg_hba:
    - host all all 10.0.0.0/24 ident  # finding: HBA026
)",
    .good = R"(postgresql:
  pg_hba:
    - host all all 10.0.0.0/24 scram-sha-256
)",
    .sources = {"postgresql 18 auth-ident.html"},
    .check = check,
};

}  // namespace patrol::rules
