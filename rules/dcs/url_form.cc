// `url` and `proxy` are URLs: scheme, host, port.
#include <array>

#include "linter/engine/rule.h"
#include "rules/dcs/shared_endpoint.h"

namespace patrol::rules {
namespace {

std::string fault(const Value& value) {
  const auto url = parse_url(value.text());
  if (!url) return "has no scheme";
  if (url->scheme != "http" && url->scheme != "https") return "is neither http nor https";
  if (url->host.empty()) return "has no host";
  return {};
}

void check_value(const Value& value, Report& report) {
  if (!value || value.is_null() || value.is_opaque() || value.is_sequence()) return;
  if (contains(value.text(), ",")) return;  // endpoint-separator says it
  const std::string what = fault(value);
  const auto url = parse_url(value.text());
  if (what.empty() && url->has_credentials) {
    report.add(at_key(value), cat('`', value.path(), "` holds a user and a password"))
        .severity(Severity::warning)
        .note("they are lost when the configuration is reloaded for the first time")
        .fix("move them to `username` and `password`");
    return;
  }
  if (what.empty()) return;
  report.add(at(value), cat('`', value.path(), "` ", what, "; scheme://host:port is read here"))
      .note("Patroni goes on with no host, which means localhost, and retries for ever")
      .fix("write http://host:port, or use `hosts` with host:port");
}

void check(const Snapshot& cluster, Report& report) {
  for (const MemberDcs& dcs : member_dcs(cluster)) {
    if (!is_etcd(dcs.kind) && dcs.kind != DcsKind::consul) continue;
    for (const std::string_view key : {"url", "proxy"}) check_value(dcs.section[key], report);
  }
}

}  // namespace

extern constinit const Rule url_form{
    .id = "DCS017",
    .name = "url-form",
    .severity = Severity::error,
    .summary = "the URL of the DCS is none",
    .why =
        "Patroni takes the URL apart without checking the parts: a missing scheme leaves no "
        "host, and the member silently talks to its own machine.",
    .bad = R"(scope: shop
name: n1
etcd3:
  url: 10.0.0.11:2379  # finding: DCS017
)",
    .good = R"(scope: shop
name: n1
etcd3:
  url: http://10.0.0.11:2379
)",
    .sources = {"patroni 4.1.4 patroni/dcs/etcd.py get_etcd_client",
                "patroni 4.1.4 patroni/dcs/consul.py"},
    .check = check,
};

}  // namespace patrol::rules
