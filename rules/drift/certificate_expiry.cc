// Certificates that are not valid, or not for long.
#include "rules/drift/shared_host.h"

namespace patrol::rules {
namespace {

constexpr double month = 30.0 * 24 * 3600;

std::string fault_of(const ObservedCertificate& certificate, UnixTime now) {
  if (certificate.not_after && *certificate.not_after < now)
    return cat("expired ", shown_time(*certificate.not_after));
  if (certificate.not_before && *certificate.not_before > now)
    return cat("is not valid before ", shown_time(*certificate.not_before));
  if (certificate.not_after && *certificate.not_after < now + month)
    return cat("expires in ", shown_seconds(*certificate.not_after - now));
  return {};
}

void label_setting(const Snapshot& cluster, const MemberObservation& member,
                   const std::string& path, FindingBuilder& finding) {
  for (const PlacedKey& key : cluster.keys)
    if (key.value.is_string() && key.value.text() == path &&
        cluster.owner_of(key.value.span().file) == member.name)
      finding.label(at(key.value), "used here");
}

void check(const Snapshot& cluster, Report& report) {
  for (const MemberObservation& member : cluster.live->members) {
    if (!member.host || cluster.live->taken_at <= 0) continue;
    const UnixTime now = cluster.live->taken_at + member.host->clock_offset.value_or(0);
    for (const ObservedCertificate& certificate : member.host->certificates) {
      const std::string fault = fault_of(certificate, now);
      if (fault.empty()) continue;
      const std::string_view path = certificate.path;
      auto finding = report.add(said_by(member, Surface::host, path),
                                cat("certificate ", shown(path.substr(path.rfind('/') + 1), 30),
                                    " of ", shown(member.name, 20), " ", fault));
      label_setting(cluster, member, certificate.path, finding);
      finding.note(cat(shown(path, 100), ", ", shown(certificate.subject, 80)))
          .note(
              "connections fail with `certificate has expired`; services that have the file loaded "
              "notice a new one only after a reload")
          .fix("renew it, then reload or restart what uses it")
          .member(member.name);
      if (fault.starts_with("expires")) finding.severity(Severity::warning);
    }
  }
}

}  // namespace

extern constinit const Rule certificate_expiry{
    .id = "DRF083",
    .name = "certificate-expiry",
    .severity = Severity::error,
    .summary = "a certificate has expired, expires within 30 days, or is not valid yet",
    .why =
        "Patroni, PostgreSQL and etcd speak TLS to each other with files that nobody looks at "
        "until "
        "the day they expire, which is the same day on all members.",
    .bad = R"(# finding: DRF083 n1
--- snapshot.json
{"scope": "shop", "taken_at": 1790000000, "members": [{"name": "n1", "host": {"certificates": [
  {"path": "/etc/patroni/tls/server.crt", "subject": "CN=n1", "not_before": 1780000000, "not_after": 1791000000}]}}]}
)",
    .good = R"(--- snapshot.json
{"scope": "shop", "taken_at": 1790000000, "members": [{"name": "n1", "host": {"certificates": [
  {"path": "/etc/patroni/tls/server.crt", "subject": "CN=n1", "not_before": 1780000000, "not_after": 1799000000}]}}]}
)",
    .sources = {"postgresql 15 ssl-tcp.html", "etcd 3.5 docs op-guide/security"},
    .needs = {Surface::host},
    .check = check,
};

}  // namespace patrol::rules
