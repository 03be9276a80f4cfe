// bootstrap.method names a section; without it Patroni quietly runs initdb.
#include "linter/engine/rule.h"

namespace patrol::rules {
namespace {

constexpr std::string_view built_in = "initdb";

void check(const Snapshot& cluster, Report& report) {
  for (const PatroniDocument* member : cluster.patroni) {
    const Value bootstrap = member->root()["bootstrap"];
    const Value method = bootstrap["method"];
    if (!method.is_string() || method.text() == built_in || method.text().empty()) continue;
    const Value section = bootstrap[method.text()];
    if (section["command"]) continue;
    const std::string name = shown(method.text());
    auto finding = report.add(
        at(method), section ? cat("`bootstrap.", name, "` has no `command`; initdb runs instead")
                            : cat("there is no `bootstrap.", name, "`; initdb runs instead"));
    if (section) finding.label(at_key(section), "needs a `command`");
    finding.note("Patroni says nothing and creates an empty cluster instead of a restored one")
        .fix(cat("add `bootstrap.", name, ".command`"));
  }
}

}  // namespace

extern constinit const Rule bootstrap_method_undefined{
    .id = "MTH001",
    .name = "bootstrap-method-undefined",
    .severity = Severity::error,
    .summary = "`bootstrap.method` names a method without a command",
    .why =
        "Patroni looks for the section of that name with a `command` in it, and runs initdb "
        "when there is none. A restore then ends as a new, empty cluster.",
    .bad = R"(scope: main
bootstrap:
  method: from_backup  # finding: MTH001
  dcs: {ttl: 30}
)",
    .good = R"(scope: main
bootstrap:
  method: from_backup
  dcs: {ttl: 30}
  from_backup:
    command: /usr/local/bin/restore
)",
    .sources = {"patroni 4.1.4 patroni/postgresql/bootstrap.py bootstrap",
                "patroni 4.1.4 docs/replica_bootstrap.rst"},
    .check = check,
};

}  // namespace patrol::rules
