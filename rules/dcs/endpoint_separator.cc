// Commas separate endpoints, and only `hosts` takes several.
#include "linter/engine/rule.h"
#include "rules/dcs/shared_endpoint.h"

namespace patrol::rules {
namespace {

void report_separator(const Endpoint& endpoint, Report& report) {
  report
      .add(endpoint.spot, endpoint.value.is_sequence()
                              ? "an item of the list holds several endpoints"
                              : "endpoints are separated by something else than a comma")
      .note("the whole text is taken for one host and port")
      .fix("write one endpoint per item of a list, or one text with commas");
}

// `["a:1,b:1"]`: a list is not split any further.
bool is_joined(const Endpoint& endpoint) {
  if (endpoint.host.find_first_of(" ;|\t") != std::string::npos) return true;
  return endpoint.value.is_sequence() && contains(endpoint.host, ",");
}

void check_single(const MemberDcs& dcs, std::string_view key, Report& report) {
  const Value value = dcs.section[key];
  if (!value || value.is_opaque()) return;
  const bool is_list = value.is_sequence();
  if (!is_list && (!value.is_string() || !contains(value.text(), ","))) return;
  report.add(at(value), cat('`', value.path(), "` holds several endpoints; it takes one"))
      .note(is_list ? "Patroni ends at start with an AttributeError"
                    : "the text in front of the last colon becomes one host name")
      .fix(is_etcd(dcs.kind) ? "rename the key to `hosts`" : "keep one endpoint");
}

void check(const Snapshot& cluster, Report& report) {
  for (const MemberDcs& dcs : member_dcs(cluster)) {
    if (is_etcd(dcs.kind) || dcs.kind == DcsKind::consul) {
      check_single(dcs, "host", report);
      check_single(dcs, "url", report);
    }
    if (dcs.kind == DcsKind::raft) check_single(dcs, "self_addr", report);
    for (const Endpoint& endpoint : dcs.endpoints)
      if (is_joined(endpoint)) report_separator(endpoint, report);
  }
}

}  // namespace

extern constinit const Rule endpoint_separator{
    .id = "DCS014",
    .name = "endpoint-separator",
    .severity = Severity::error,
    .summary = "several DCS endpoints are written in a way that is read as one",
    .why =
        "`hosts` is a list or a text with commas; `host` takes one endpoint. Anything else is "
        "split at the last colon and becomes a host name that does not exist.",
    .bad = R"(scope: shop
name: n1
etcd3:
  hosts: 10.0.0.11:2379 10.0.0.12:2379 10.0.0.13:2379  # finding: DCS014
)",
    .good = R"(scope: shop
name: n1
etcd3:
  hosts: 10.0.0.11:2379, 10.0.0.12:2379, 10.0.0.13:2379
)",
    .sources = {"patroni 4.1.4 patroni/dcs/etcd.py get_etcd_client",
                "patroni 4.1.4 patroni/utils.py split_host_port"},
    .check = check,
};

}  // namespace patrol::rules
