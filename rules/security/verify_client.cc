// Client certificates of the REST API: the word, the server certificate, the CA, and the members'
// own certificate.
#include <algorithm>

#include "linter/engine/rule.h"
#include "linter/facts/facts.h"
#include "linter/model/slip.h"
#include "rules/security/shared_secrets.h"

namespace patrol::rules {
namespace {

constexpr Version first_with_ctl_certificate{3, 1, 0};

bool is_word(const Value& mode) {
  const facts::PatroniSetting* setting = facts::find_patroni_setting("restapi.verify_client");
  if (setting == nullptr) return true;
  const std::string word = lower(mode.text());
  return mode.is_string() &&
         std::find(setting->words.begin(), setting->words.end(), word) != setting->words.end();
}

void report_word(const Value& mode, Report& report) {
  auto finding = report.add(
      at(mode), cat("`verify_client` is `", shown(mode.text()), "`; no certificate is asked for"));
  finding.note(
      "Patroni logs `Bad value in the \"restapi.verify_client\"` and goes on without a check");
  finding.fix("write none, optional or required");
}

void check_member(const Snapshot& cluster, const PatroniDocument& member, Report& report) {
  const Value restapi = member.root()["restapi"];
  const Value mode = restapi["verify_client"];
  if (!is_set(mode) || mode.is_opaque()) return;
  if (!is_word(mode)) return report_word(mode, report);
  const std::string word = lower(mode.text());
  if (word == "none") return;
  if (is_misspelt_in(restapi, "certfile") || is_misspelt_in(restapi, "cafile")) return;
  if (!is_set(restapi["certfile"])) {
    report.add(at(mode), cat("`verify_client` is ", word, " although the REST API has no certfile"))
        .note("without certfile the API speaks plain HTTP and checks nobody")
        .fix("add `certfile` and `keyfile`");
    return;
  }
  if (!is_set(restapi["cafile"])) {
    report.add(at(mode), cat("`verify_client` is ", word, " without `restapi.cafile`"))
        .note("no client certificate can be verified, so every client that shows one is refused")
        .fix("add `cafile` with the CA of the client certificates");
    return;
  }
  const bool needs_own = cluster.patroni_version.version >= first_with_ctl_certificate;
  if (word != "required" || !needs_own || is_set(member.root().at("ctl.certfile"))) return;
  report.add(at(mode), "`verify_client` is required and `ctl.certfile` is not set")
      .note(
          "members call each other's REST API with the certificate of the ctl section; without it "
          "their requests before a failover and those of patronictl are refused")
      .fix("add `certfile` and `keyfile` to the ctl section");
}

void check(const Snapshot& cluster, Report& report) {
  for (const PatroniDocument* member : cluster.patroni) check_member(cluster, *member, report);
}

}  // namespace

extern constinit const Rule verify_client{
    .id = "SEC005",
    .name = "verify-client",
    .severity = Severity::error,
    .summary = "`restapi.verify_client` cannot work as it stands",
    .why =
        "The check needs a certificate of the server, a CA for the clients, and a certificate for "
        "the members themselves. A wrong word or a missing file leaves the API open, or shuts out "
        "the other members.",
    .bad = R"(restapi:
  listen: 10.0.0.1:8008
  verify_client: required  # finding: SEC005
)",
    .good = R"(restapi:
  listen: 10.0.0.1:8008
  certfile: /etc/patroni/node.crt
  keyfile: /etc/patroni/node.key
  cafile: /etc/patroni/ca.crt
  verify_client: required
ctl:
  certfile: /etc/patroni/client.crt
  keyfile: /etc/patroni/client.key
)",
    .sources = {"patroni 4.1.4 patroni/api.py", "patroni 4.1.4 patroni/request.py",
                "patroni 3.1.0 docs/releases.rst"},
    .check = check,
};

}  // namespace patrol::rules
