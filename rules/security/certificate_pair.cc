// A certificate and its key go together.
#include <array>

#include "linter/engine/rule.h"
#include "linter/model/slip.h"
#include "rules/security/shared_secrets.h"

namespace patrol::rules {
namespace {

struct Pair {
  std::string_view section;
  std::string_view certificate;
  std::string_view key;
  std::string_view without_certificate;  // what happens to a lone key
};

constexpr std::string_view unused = "the key is not used and no certificate is presented";
constexpr auto pairs = std::to_array<Pair>({
    {"restapi", "certfile", "keyfile",
     "the REST API speaks plain HTTP: only certfile turns TLS on"},
    {"ctl", "certfile", "keyfile", unused},
    {"etcd", "cert", "key", unused},
    {"etcd3", "cert", "key", unused},
    {"consul", "cert", "key", unused},
    {"zookeeper", "cert", "key", unused},
    {"postgresql.authentication.superuser", "sslcert", "sslkey",
     "libpq looks for a certificate in ~/.postgresql"},
    {"postgresql.authentication.replication", "sslcert", "sslkey",
     "libpq looks for a certificate in ~/.postgresql"},
    {"postgresql.authentication.rewind", "sslcert", "sslkey",
     "libpq looks for a certificate in ~/.postgresql"},
});

void check_pair(const Value& section, const Pair& pair, Report& report) {
  if (!section.is_mapping()) return;
  const Value certificate = section[pair.certificate];
  const Value key = section[pair.key];
  if (is_set(certificate) == is_set(key)) return;
  if (is_misspelt_in(section, is_set(key) ? pair.certificate : pair.key)) return;
  if (is_set(key)) {
    report
        .add(at(key),
             cat('`', pair.section, '.', pair.key, "` is set without `", pair.certificate, '`'))
        .note(std::string(pair.without_certificate))
        .fix(cat("add `", pair.certificate, '`'));
    return;
  }
  const bool is_libpq = pair.certificate == "sslcert";
  const bool may_hold_key = lower(certificate.text()).ends_with(".pem");
  report
      .add(at(certificate),
           cat('`', pair.section, '.', pair.certificate, "` is set without `", pair.key, '`'))
      .severity(is_libpq || may_hold_key ? Severity::info : Severity::warning)
      .note(is_libpq ? "libpq then looks for ~/.postgresql/postgresql.key"
                     : "that works only when the file holds the private key too")
      .fix(cat("add `", pair.key, '`'));
}

void check(const Snapshot& cluster, Report& report) {
  for (const PatroniDocument* member : cluster.patroni)
    for (const Pair& pair : pairs) check_pair(member->root().at(pair.section), pair, report);
}

}  // namespace

extern constinit const Rule certificate_pair{
    .id = "SEC004",
    .name = "certificate-pair",
    .severity = Severity::error,
    .summary = "a certificate or a key is set without the other",
    .why =
        "A key without its certificate is ignored. For the REST API that means plain HTTP, "
        "although "
        "the writer expected TLS.",
    .bad = R"(restapi:
  listen: 0.0.0.0:8008
  keyfile: /etc/patroni/tls/node.key  # finding: SEC004
)",
    .good = R"(restapi:
  listen: 0.0.0.0:8008
  certfile: /etc/patroni/tls/node.crt
  keyfile: /etc/patroni/tls/node.key
)",
    .sources = {"patroni 4.1.4 patroni/api.py", "patroni 4.1.4 patroni/dcs/etcd.py",
                "patroni 4.1.4 patroni/request.py"},
    .check = check,
};

}  // namespace patrol::rules
