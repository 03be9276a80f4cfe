// The allowlist must be a list of hosts and networks; what Patroni cannot read leaves the API open.
#include <optional>

#include "linter/engine/rule.h"
#include "linter/model/endpoints.h"
#include "rules/security/shared_secrets.h"

namespace patrol::rules {
namespace {

// What is wrong with "address/prefix" as Python's ip_network(text, strict=False) sees it.
std::optional<std::string> network_fault(std::string_view text) {
  constexpr long long longest_v4 = 32;
  constexpr long long longest_v6 = 128;
  const auto slash = text.find('/');
  const std::string_view address = text.substr(0, slash);
  const std::string_view prefix = text.substr(slash + 1);
  if (!is_ip_address(address) || address.starts_with('[')) return "is no address before the slash";
  const bool is_v6 = contains(address, ":");
  if (!is_v6 && is_ip_address(prefix)) return std::nullopt;  // a mask
  const auto bits = to_integer(prefix);
  if (!bits || *bits < 0) return "has no number behind the slash";
  if (*bits > (is_v6 ? longest_v6 : longest_v4)) return cat("has a prefix of ", *bits);
  return std::nullopt;
}

void check_item(const Value& item, Report& report) {
  if (item.is_opaque()) return;
  if (!item.is_string()) {
    report.add(at(item), cat("allowlist entry `", shown(item.text()), "` is no text"))
        .note("Patroni stops at start with a TypeError")
        .fix("quote it");
    return;
  }
  if (!contains(item.text(), "/")) return;
  const auto fault = network_fault(item.text());
  if (!fault) return;
  report.add(at(item), cat("allowlist network `", shown(item.text()), "` ", *fault))
      .note(
          "Patroni logs `Invalid value in the allowlist` and skips it; when no entry is left, "
          "every "
          "client is accepted")
      .fix("write a network such as 10.0.0.0/24");
}

void check(const Snapshot& cluster, Report& report) {
  for (const PatroniDocument* member : cluster.patroni) {
    const Value allowlist = member->root().at("restapi.allowlist");
    if (!is_set(allowlist) || allowlist.is_opaque()) continue;
    if (allowlist.is_sequence()) {
      for (const Value& item : allowlist.items()) check_item(item, report);
      continue;
    }
    if (member->is_environment) continue;  // Patroni makes a list of the text
    report.add(at(allowlist), "`restapi.allowlist` is no list; there is no allowlist then")
        .note(
            "Patroni ignores a text here without a message, so every client may change the cluster")
        .fix("write a list: one `- network` per line");
  }
}

}  // namespace

extern constinit const Rule restapi_allowlist{
    .id = "SEC007",
    .name = "restapi-allowlist",
    .severity = Severity::error,
    .summary = "`restapi.allowlist` is no list or holds what is no network",
    .why =
        "Patroni builds the allowlist from a list of hosts and networks. A plain text counts as no "
        "list, a network that cannot be read is skipped; when nothing remains, the API is open.",
    .bad = R"(restapi:
  listen: 0.0.0.0:8008
  allowlist: 10.0.0.0/8  # finding: SEC007
)",
    .good = R"(restapi:
  listen: 0.0.0.0:8008
  allowlist: [10.0.0.0/8]
)",
    .sources = {"patroni 4.1.4 patroni/api.py _build_allowlist"},
    .check = check,
};

}  // namespace patrol::rules
