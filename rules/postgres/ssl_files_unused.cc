// Certificates of a server that offers no TLS.
#include "rules/postgres/shared_parameters.h"

namespace patrol::rules {
namespace {

void check(const Snapshot& cluster, Report& report) {
  for (const ParameterView& view : parameter_views(cluster)) {
    const ParameterUse* certificate = view.find("ssl_cert_file");
    const ParameterUse* ssl = view.find("ssl");
    const bool is_off = view.truth("ssl") == std::optional(false);
    if (certificate == nullptr || !is_off || !view.is_dynamic_given || !cluster.conf.empty())
      continue;
    auto finding = report.add(certificate->at_name(), "`ssl_cert_file` is set, but `ssl` is off");
    if (ssl != nullptr) finding.label(ssl->at(), "switched off here");
    finding.note("the server offers no TLS; clients with sslmode=prefer talk in clear")
        .fix("set `ssl` to on");
  }
}

}  // namespace

extern constinit const Rule ssl_files_unused{
    .id = "PGS037",
    .name = "ssl-files-unused",
    .severity = Severity::warning,
    .summary = "a server certificate is set while `ssl` is off",
    .why =
        "The default of `ssl` is off, and files alone do not switch it on. Clients that do not "
        "insist on TLS go on without it, passwords and data in clear.",
    .bad = R"(scope: main
bootstrap:
  dcs:
    postgresql:
      parameters:
        ssl_cert_file: /etc/ssl/server.crt  # finding: PGS037
)",
    .good = R"(scope: main
bootstrap:
  dcs:
    postgresql:
      parameters:
        ssl: on
        ssl_cert_file: /etc/ssl/server.crt
)",
    .sources = {"PostgreSQL 18 documentation, SSL"},
    .check = check,
};

}  // namespace patrol::rules
