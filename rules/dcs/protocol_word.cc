// http or https, nothing else.
#include <array>

#include "linter/engine/rule.h"
#include "linter/facts/facts.h"
#include "rules/dcs/shared_endpoint.h"

namespace patrol::rules {
namespace {

constexpr auto words = std::to_array<std::string_view>({"http", "https"});

void check(const Snapshot& cluster, Report& report) {
  for (const MemberDcs& dcs : member_dcs(cluster)) {
    const Value value = dcs.section[dcs.kind == DcsKind::consul ? "scheme" : "protocol"];
    if (!value || value.is_null() || value.is_opaque() || !value.is_scalar()) continue;
    if (!is_etcd(dcs.kind) && dcs.kind != DcsKind::consul) continue;
    const std::string_view text = value.text();
    if (value.is_string() && (text == words[0] || text == words[1])) continue;
    auto finding = report.add(
        at(value), cat('`', value.path(), "` is ", shown(text), "; http and https are known"));
    finding.note("the word is put in front of each endpoint as it is, and no connection is made");
    const std::string bare = lower(text.substr(0, text.find(':')));
    if (const auto near = nearest_name(bare, words))
      finding.fix(cat("write ", *near), Safety::needs_review, {{value.span(), std::string(*near)}});
  }
}

}  // namespace

extern constinit const Rule protocol_word{
    .id = "DCS011",
    .name = "protocol-word",
    .severity = Severity::error,
    .summary = "the protocol of the DCS is not http or https",
    .why = "Patroni does not check the word. It becomes the scheme of every endpoint.",
    .bad = R"(scope: shop
name: n1
etcd3:
  hosts: 10.0.0.11:2379,10.0.0.12:2379,10.0.0.13:2379
  protocol: htps  # finding: DCS011
)",
    .good = R"(scope: shop
name: n1
etcd3:
  hosts: 10.0.0.11:2379,10.0.0.12:2379,10.0.0.13:2379
  protocol: https
  cacert: /etc/etcd/ca.crt
)",
    .sources = {"patroni 4.1.4 patroni/dcs/etcd.py get_etcd_client"},
    .check = check,
};

}  // namespace patrol::rules
