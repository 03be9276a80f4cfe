// https to etcd and the files for it belong together.
#include <algorithm>
#include <array>

#include "linter/engine/rule.h"
#include "linter/model/endpoints.h"
#include "rules/security/shared_secrets.h"

namespace patrol::rules {
namespace {

enum class Scheme { plain, tls, unknown };

Scheme scheme_of_text(std::string_view scheme) {
  if (equal_ignoring_case(scheme, "https")) return Scheme::tls;
  return equal_ignoring_case(scheme, "http") ? Scheme::plain : Scheme::unknown;
}

Scheme scheme_of_url(const Value& value) {
  const auto url = value.is_string() ? parse_url(value.text()) : std::nullopt;
  return url ? scheme_of_text(url->scheme) : Scheme::unknown;
}

// url and proxy bring their own scheme; SRV records decide by their name.
Scheme scheme_of(const Value& section) {
  for (const std::string_view key : {"srv", "discovery_srv", "srv_domain"})
    if (section[key]) return Scheme::unknown;
  for (const std::string_view key : {"proxy", "url"})
    if (is_set(section[key])) return scheme_of_url(section[key]);
  const Value protocol = section["protocol"];
  if (!is_set(protocol)) return Scheme::plain;
  return protocol.is_opaque() ? Scheme::unknown : scheme_of_text(protocol.text());
}

void report_plain(const Value& section, const Value& file, Report& report) {
  const Value protocol = section["protocol"];
  auto finding =
      report.add(at(file), cat('`', file.path(), "` is set, but Patroni speaks plain http"));
  if (protocol)
    finding.label(at(protocol), "not https");
  else
    finding.note("`protocol` is not set: http by default");
  finding.note("certificate files do not turn TLS on; an etcd with TLS drops the connection");
  finding.fix("set `protocol: https`");
}

void check(const Snapshot& cluster, Report& report) {
  for (const PatroniDocument* member : cluster.patroni) {
    const Value section = etcd_section(*member);
    if (!section.is_mapping() || member->is_environment) continue;
    const Scheme scheme = scheme_of(section);
    constexpr auto files = std::to_array<std::string_view>({"cacert", "cert"});
    const auto* file = std::find_if(files.begin(), files.end(),
                                    [&](std::string_view key) { return is_set(section[key]); });
    if (scheme == Scheme::plain && file != files.end())
      report_plain(section, section[*file], report);
    if (scheme != Scheme::tls || is_set(section["cacert"])) continue;
    report
        .add(missing_in(section, "cacert"),
             "https to etcd and no `cacert` to check its certificate")
        .note(
            "only the system's CAs are tried; a certificate of a private CA is refused, and the "
            "log "
            "says `certificate verify failed` and `Failed to get list of machines`")
        .fix("name the CA of etcd in `cacert`");
  }
}

}  // namespace

extern constinit const Rule etcd_tls{
    .id = "SEC010",
    .name = "etcd-tls",
    .severity = Severity::warning,
    .summary = "https to etcd without a CA, or certificate files without https",
    .why =
        "etcd's certificate nearly always comes from a private CA that has to be named. The other "
        "way round, `cacert` and `cert` alone do not make Patroni use TLS.",
    .bad = R"(etcd3:  # finding: SEC010
  hosts: [10.0.0.1:2379, 10.0.0.2:2379, 10.0.0.3:2379]
  protocol: https
)",
    .good = R"(etcd3:
  hosts: [10.0.0.1:2379, 10.0.0.2:2379, 10.0.0.3:2379]
  protocol: https
  cacert: /etc/patroni/etcd-ca.crt
)",
    .sources = {"patroni 4.1.4 docs/yaml_configuration.rst etcd",
                "patroni 4.1.4 patroni/dcs/etcd.py"},
    .check = check,
};

}  // namespace patrol::rules
