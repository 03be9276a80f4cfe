// The source of a standby cluster: host and port are two settings.
#include "linter/engine/rule.h"
#include "linter/model/endpoints.h"

namespace patrol::rules {
namespace {

void check_host(const Piece& piece, Report& report) {
  const std::string& host = piece.text;
  const bool has_port = host.find(':') != std::string::npos && !is_ip_address(host);
  if (!has_port && !is_broken_ip(host) && !is_unfilled_host(host) && !is_loopback(host)) return;
  auto finding = report.add(piece.spot, cat("`standby_cluster.host` is ", shown(host),
                                            has_port            ? "; a port has no place here"
                                            : is_loopback(host) ? ", this machine"
                                                                : ", which no host has"));
  if (is_loopback(host))
    finding.severity(Severity::warning)
        .note("the standby leader streams from itself, or from whatever a tunnel leads to")
        .fix("write the address of the other cluster");
  else
    finding.note("it goes into primary_conninfo as host=: `could not translate host name`")
        .fix(has_port ? "write the host alone, and its port as `standby_cluster.port`"
                      : "correct the address");
}

void check(const Snapshot& cluster, Report& report) {
  for (const DynamicSection& dynamic : cluster.dynamic_sections()) {
    const Value host = dynamic.root["standby_cluster"]["host"];
    if (!host.is_string() || host.is_opaque()) continue;
    for (const Piece& piece : list_pieces(host)) check_host(piece, report);
  }
}

}  // namespace

extern constinit const Rule standby_host{
    .id = "ADR016",
    .name = "standby-host",
    .severity = Severity::error,
    .summary = "the host of a standby cluster's source is no host",
    .why =
        "Patroni hands `standby_cluster.host` to libpq as it is. With a port or a scheme in it "
        "the name is never found, and the standby cluster has nothing to copy.",
    .bad = R"(bootstrap:
  dcs:
    standby_cluster:
      host: 10.0.0.1:5432  # finding: ADR016
)",
    .good = R"(bootstrap:
  dcs:
    standby_cluster:
      host: 10.0.0.1
      port: 5432
)",
    .sources = {"patroni 4.1.4 docs/standby_cluster.rst",
                "patroni 4.1.4 patroni/dcs/__init__.py RemoteMember"},
    .check = check,
};

}  // namespace patrol::rules
