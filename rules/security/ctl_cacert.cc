// A REST API with a private certificate needs a CA for those who call it.
#include <algorithm>
#include <array>

#include "linter/engine/rule.h"
#include "linter/model/python.h"
#include "rules/security/shared_secrets.h"

namespace patrol::rules {
namespace {

// Names under which tools of public authorities store certificates.
bool looks_public(std::string_view path) {
  constexpr auto marks = std::to_array<std::string_view>({"letsencrypt", "acme", "fullchain"});
  return std::any_of(marks.begin(), marks.end(),
                     [&](std::string_view mark) { return contains(path, mark); });
}

bool looks_self_signed(std::string_view path) {
  constexpr auto marks =
      std::to_array<std::string_view>({"snakeoil", "selfsigned", "self-signed", "self_signed"});
  return std::any_of(marks.begin(), marks.end(),
                     [&](std::string_view mark) { return contains(path, mark); });
}

// A CA is named, or nobody verifies.
bool is_settled(const Value& root) {
  if (is_set(root.at("ctl.cacert")) || is_set(root.at("restapi.cafile"))) return true;
  const Value insecure = root.at("ctl.insecure");
  return insecure && python_truth(insecure) != false;
}

void check_member(const Value& root, Report& report) {
  const Value certificate = root.at("restapi.certfile");
  if (!certificate.is_string() || certificate.text().empty() || is_settled(root)) return;
  const std::string path = lower(certificate.text());
  if (looks_public(path)) return;
  report
      .add({certificate.span(), "ctl.cacert"},
           looks_self_signed(path)
               ? "the REST API has a self-signed certificate and no CA to check it"
               : "the REST API has TLS, and no CA is named to check it")
      .note(
          "patronictl and the members verify with the system's CAs only: "
          "`CERTIFICATE_VERIFY_FAILED`")
      .fix("name the CA in `ctl.cacert`");
}

void check(const Snapshot& cluster, Report& report) {
  for (const PatroniDocument* member : cluster.patroni)
    if (member->is_environment) return;
  for (const PatroniDocument* member : cluster.patroni) check_member(member->root(), report);
}

}  // namespace

extern constinit const Rule ctl_cacert{
    .id = "SEC009",
    .name = "ctl-cacert",
    .severity = Severity::warning,
    .summary = "the REST API uses TLS and neither `ctl.cacert` nor `restapi.cafile` is set",
    .why =
        "patronictl, and the members when they ask each other before a failover, verify the "
        "certificate. A self-signed one, or one of a private CA, is refused unless the CA is "
        "named.",
    .bad = R"(restapi:
  listen: 10.0.0.1:8008
  certfile: /etc/ssl/certs/ssl-cert-snakeoil.pem  # finding: SEC009
  keyfile: /etc/ssl/private/ssl-cert-snakeoil.key
)",
    .good = R"(restapi:
  listen: 10.0.0.1:8008
  certfile: /etc/patroni/node.crt
  keyfile: /etc/patroni/node.key
ctl:
  cacert: /etc/patroni/ca.crt
)",
    .sources = {"patroni 4.1.4 patroni/request.py reload_config",
                "patroni 4.1.4 docs/yaml_configuration.rst ctl"},
    .check = check,
};

}  // namespace patrol::rules
