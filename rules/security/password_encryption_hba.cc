// A stored md5 hash cannot answer a scram-sha-256 request.
#include <optional>
#include <string>

#include "linter/analysis/served_hba.h"
#include "linter/engine/rule.h"
#include "linter/facts/facts.h"
#include "linter/model/python.h"

namespace patrol::rules {
namespace {

constexpr std::string_view name = "password_encryption";
constexpr std::string_view scram = "scram-sha-256";

// initdb writes scram into postgresql.conf when one of its auth options says so.
bool initdb_chooses(const Value& initdb) {
  for (const Value& item : initdb.items())
    for (const auto& option : item.members())
      if (option.key.text().starts_with("auth") && option.value.text() == scram) return true;
  for (const auto& option : initdb.members())
    if (option.key.text().starts_with("auth") && option.value.text() == scram) return true;
  return false;
}

bool means_md5(const Value& written) {
  if (written.is_opaque()) return false;
  return equal_ignoring_case(written.text(), "md5") || patroni_bool(written) == true;
}

bool is_md5_by_default(const PatroniDocument& member) {
  const facts::Guc* guc = facts::find_guc(name);
  const facts::GucSpan* span = guc == nullptr ? nullptr : guc->in(member.postgres.version.major);
  return member.postgres.is_known && span != nullptr && span->boot == "md5" &&
         !initdb_chooses(member.root().at("bootstrap.initdb"));
}

// A record for scram-sha-256 and one of Patroni's logins that comes to it.
struct Demand {
  Spot spot;
  std::string login;  // empty: nobody whose address is known
};

std::optional<Demand> find_demand(const Snapshot& cluster, const ServedHba& served) {
  const auto spot = [&](const HbaRecord& record) -> Spot {
    return {record.at, served.list == nullptr ? std::string() : served.list->list.path()};
  };
  const HbaPolicy meaning = served.meaning();
  for (const NeededLogin& needed : needed_logins(cluster, served, meaning)) {
    if (!needed.login.is_always_asked(scram)) continue;
    const HbaDecision& decision =
        needed.login.plain.record != nullptr ? needed.login.plain : needed.login.tls;
    return Demand{spot(*decision.record),
                  cat('`', shown(needed.login.user.name), "` from ", needed.address)};
  }
  for (const HbaRecord& record : served.records())
    if (record.method == scram) return Demand{spot(record), {}};
  return std::nullopt;
}

void report_demand(const PatroniDocument& member, const Value& written, const Demand& demand,
                   Report& report) {
  auto finding =
      report.add(demand.spot, "pg_hba asks for scram-sha-256, but passwords are stored as md5");
  if (written)
    finding.label(at(written), "new passwords are hashed this way");
  else
    finding.note(cat('`', name, "` is not set: md5 by default in PostgreSQL ",
                     member.postgres.version.major));
  if (!demand.login.empty()) finding.note(cat(demand.login, " comes to this record"));
  finding.note(
      "roles that Patroni creates cannot log in: `password authentication failed`, with "
      "`does not have a valid SCRAM secret` in the server log");
  finding.fix(cat("set `", name, ": ", scram, "` before the roles are created"));
}

void check(const Snapshot& cluster, Report& report) {
  for (const ServedHba& served : served_policies(cluster)) {
    for (const PatroniDocument* member : served.members) {
      const Value written = parameter(cluster, *member, name);
      if (written ? !means_md5(written) : !is_md5_by_default(*member)) continue;
      const auto demand = find_demand(cluster, served);
      if (demand) report_demand(*member, written, *demand, report);
      break;
    }
  }
}

}  // namespace

extern constinit const Rule password_encryption_hba{
    .id = "SEC013",
    .name = "password-encryption-hba",
    .severity = Severity::warning,
    .summary = "pg_hba asks for scram-sha-256 while passwords are hashed with md5",
    .why =
        "The method scram-sha-256 needs a password that was stored as SCRAM. Up to PostgreSQL 13 "
        "the "
        "default is md5, so the superuser and the replication role that Patroni creates cannot "
        "log in.",
    .bad = R"(bootstrap:
  dcs:
    postgresql:
      parameters: {password_encryption: md5}
postgresql:
  pg_hba:
    - host all all 10.0.0.0/24 scram-sha-256  # finding: SEC013
)",
    .good = R"(bootstrap:
  dcs:
    postgresql:
      parameters: {password_encryption: scram-sha-256}
postgresql:
  pg_hba:
    - host all all 10.0.0.0/24 scram-sha-256
)",
    .sources = {"postgresql 18 auth-password.html", "postgresql 13 runtime-config-connection"},
    .check = check,
};

}  // namespace patrol::rules
