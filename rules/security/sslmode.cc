// sslmode of Patroni's own connections: the word, the CA it needs, and a server that speaks TLS.
#include <algorithm>
#include <array>

#include "linter/engine/rule.h"
#include "linter/facts/facts.h"
#include "linter/model/layers.h"
#include "linter/model/python.h"
#include "rules/security/shared_secrets.h"

namespace patrol::rules {
namespace {

constexpr auto demanding = std::to_array<std::string_view>({"require", "verify-ca", "verify-full"});

void report_word(const Value& mode, std::span<const std::string_view> words, Report& report) {
  auto finding =
      report.add(at(mode), cat("sslmode `", shown(mode.text()), "` is unknown to libpq"));
  finding.note(cat("every connection with it fails: `invalid sslmode value`"));
  if (const auto near = nearest_name(lower(mode.text()), words))
    finding.fix(cat("write `", *near, '`'), Safety::needs_review,
                {{.at = mode.span(), .replacement = std::string(*near)}});
}

// PostgreSQL's default is off, but only what is written is beyond doubt.
void check_server(const Value& mode, const Value& ssl, Report& report) {
  if (!ssl || patroni_bool(ssl) != false) return;
  report.add(at(mode), cat("sslmode is ", mode.text(), " although the server has ssl off"))
      .label(at(ssl), "no TLS on this cluster")
      .note("every connection fails: `server does not support SSL, but SSL was required`")
      .fix("switch `ssl` on and name certificate and key");
}

void check_role(const Value& section, const Value& ssl, Report& report) {
  const Value mode = section["sslmode"];
  const facts::PatroniSetting* setting =
      facts::find_patroni_setting("postgresql.authentication.superuser.sslmode");
  if (!is_set(mode) || mode.is_opaque() || setting == nullptr) return;
  const auto& words = setting->words;
  if (!mode.is_string() || std::find(words.begin(), words.end(), mode.text()) == words.end())
    return report_word(mode, words, report);
  if (std::find(demanding.begin(), demanding.end(), mode.text()) == demanding.end()) return;
  check_server(mode, ssl, report);
  if (!mode.text().starts_with("verify") || is_set(section["sslrootcert"])) return;
  report.add(at(mode), cat("sslmode is ", mode.text(), " without `sslrootcert`"))
      .note(
          "libpq looks for ~/.postgresql/root.crt of the database user and fails without it: `root "
          "certificate file does not exist`")
      .fix("name the CA in `sslrootcert`")
      .severity(Severity::warning);
}

void check(const Snapshot& cluster, Report& report) {
  for (const PatroniDocument* member : cluster.patroni) {
    const Value ssl = parameter(cluster, *member, "ssl");
    for (const std::string_view role : {"superuser", "replication", "rewind"})
      check_role(member->root().at("postgresql.authentication")[role], ssl, report);
  }
}

}  // namespace

extern constinit const Rule sslmode{
    .id = "SEC012",
    .name = "sslmode",
    .severity = Severity::error,
    .summary = "`sslmode` of a role cannot work",
    .why =
        "Patroni hands the word to libpq unread. An unknown word, a missing CA, or a server "
        "without "
        "TLS makes every connection of that role fail, and with it the member.",
    .bad = R"(postgresql:
  authentication:
    replication:
      username: replicator
      sslmode: verify_full  # finding: SEC012
)",
    .good = R"(postgresql:
  authentication:
    replication:
      username: replicator
      sslmode: verify-full
      sslrootcert: /etc/patroni/ca.crt
)",
    .sources = {"postgresql 18 libpq-ssl.html", "patroni 4.1.4 patroni/config.py"},
    .check = check,
};

}  // namespace patrol::rules
