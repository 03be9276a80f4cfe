// scope and name become parts of a path in the DCS.
#include <array>

#include "linter/engine/rule.h"

namespace patrol::rules {
namespace {

// The name that strict synchronous mode keeps for itself.
// Source: patroni master patroni/global_config.py.
constexpr std::string_view reserved = "__patroni_strict_sync_replica_placeholder__";

std::string_view fault(std::string_view text) {
  if (text.empty()) return "is empty";
  if (contains(text, "/")) return "has a slash in it";
  if (text != trim(text) || contains(text, " ") || contains(text, "\t")) return "has a blank in it";
  return text == reserved ? "is reserved by Patroni" : "";
}

void check(const Snapshot& cluster, Report& report) {
  for (const PatroniDocument* member : cluster.patroni)
    for (const std::string_view key : {"scope", "name"}) {
      const Value value = member->root()[key];
      if (!value.is_string()) continue;
      const std::string_view what = fault(value.text());
      if (what.empty()) continue;
      report.add(at(value), cat("`", key, "` ", what))
          .note("it is part of every key in the DCS: /namespace/scope/members/name")
          .fix("use letters, digits, - and _ only");
    }
}

}  // namespace

extern constinit const Rule name_in_path{
    .id = "PAT008",
    .name = "name-in-path",
    .severity = Severity::error,
    .summary = "`scope` or `name` cannot be part of a path in the DCS",
    .why =
        "Both become parts of the keys in the DCS. A slash nests the keys elsewhere, an empty "
        "word merges two levels: members do not find each other.",
    .bad = R"(scope: main/orders  # finding: PAT008
name: n1
)",
    .good = R"(scope: main-orders
name: n1
)",
    .sources = {"patroni 4.1.4 patroni/dcs/__init__.py client_path"},
    .check = check,
};

}  // namespace patrol::rules
