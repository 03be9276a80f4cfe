// Patroni asks whether use_proxies is true or empty; any text is true.
#include "linter/engine/rule.h"
#include "rules/dcs/shared_endpoint.h"

namespace patrol::rules {
namespace {

void check(const Snapshot& cluster, Report& report) {
  for (const MemberDcs& dcs : member_dcs(cluster)) {
    const Value value = dcs.section["use_proxies"];
    if (!is_etcd(dcs.kind) || !value.is_string() || value.is_opaque() || value.text().empty())
      continue;
    const std::string word = lower(trim(value.text()));
    const bool means_no = word == "false" || word == "no" || word == "off" || word == "0";
    auto finding = report.add(at(value), cat('`', value.path(), "` is the text ",
                                             shown(value.text()), ", which counts as true"));
    if (!means_no) finding.severity(Severity::info);
    finding.note("Patroni then never asks etcd for its members and uses the given hosts only")
        .fix("write it without quotes", Safety::needs_review,
             {{value.span(), means_no ? "false" : "true"}});
  }
}

}  // namespace

extern constinit const Rule use_proxies_text{
    .id = "DCS013",
    .name = "use-proxies-text",
    .severity = Severity::error,
    .summary = "`use_proxies` is a text",
    .why = "Every text that is not empty counts as true, \"false\" included.",
    .bad = R"(scope: shop
name: n1
etcd3:
  hosts: 10.0.0.11:2379,10.0.0.12:2379,10.0.0.13:2379
  use_proxies: 'false'  # finding: DCS013
)",
    .good = R"(scope: shop
name: n1
etcd3:
  hosts: 10.0.0.11:2379,10.0.0.12:2379,10.0.0.13:2379
  use_proxies: false
)",
    .sources = {"patroni 4.1.4 patroni/dcs/etcd.py"},
    .check = check,
};

}  // namespace patrol::rules
