// hostssl records and the method cert need a server with TLS.
#include <deque>

#include "linter/engine/rule.h"
#include "rules/hba/shared_policy.h"

namespace patrol::rules {
namespace {

// Dynamic documents and the lists in them concern every member; any member can answer for them.
const PatroniDocument* member_of(const Snapshot& cluster, const Policy& policy) {
  if (policy.list != nullptr && policy.list->member != nullptr) return policy.list->member;
  return cluster.patroni.empty() ? nullptr : cluster.patroni.front();
}

// Who of Patroni's users needs the record: admitted by it and by nothing without TLS.
std::string needed_by(const Snapshot& cluster, const std::deque<ServedHba>& all,
                      const Policy& policy, const HbaRecord& record) {
  for (const ServedHba& served : all) {
    if (policy_of(served).file != policy.file) continue;
    const HbaPolicy meaning = served.meaning();
    const std::size_t index =
        served.from_initdb + static_cast<std::size_t>(&record - policy.file->records.data());
    for (const NeededLogin& needed : needed_logins(cluster, served, meaning))
      if (needed.login.state() == HbaLogin::State::no_tls &&
          needed.login.tls.record == &served.file.records[index])
        return cat("`", shown(needed.login.user.name), "` cannot log in from ", needed.address,
                   " without it (", needed.role, ')');
  }
  return {};
}

void check_policy(const Snapshot& cluster, const Policy& policy, const Value& ssl, Report& report) {
  const auto served = served_policies(cluster);
  for (const HbaRecord& record : policy.file->records) {
    if (record.type != HbaType::hostssl) continue;
    auto finding =
        report.add(policy.spot(record.type_span, record.line), "hostssl record, and ssl is off");
    finding.label(at(ssl), "no TLS on this server");
    finding.note(
        "the record never matches; the server logs `hostssl record cannot match because SSL is "
        "disabled`");
    const std::string needed = needed_by(cluster, served, policy, record);
    if (!needed.empty()) finding.note(needed);
    finding.fix("switch `ssl` on with certificate and key, or write host");
  }
}

void check(const Snapshot& cluster, Report& report) {
  for (const Policy& policy : policies(cluster)) {
    const PatroniDocument* member = member_of(cluster, policy);
    if (member == nullptr) continue;
    const Value ssl = parameter(cluster, *member, "ssl");
    if (ssl && has_tls(cluster, *member) == false) check_policy(cluster, policy, ssl, report);
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
