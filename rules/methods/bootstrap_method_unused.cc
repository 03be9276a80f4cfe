// A section with a command in `bootstrap` that no `method` names.
#include "linter/engine/rule.h"

namespace patrol::rules {
namespace {

void check(const Snapshot& cluster, Report& report) {
  for (const PlacedKey& key : cluster.keys) {
    if (key.path != "bootstrap.*" || !key.value["command"]) continue;
    const Value method = key.value.parent()["method"];
    if (method.is_opaque() || method.text() == key.name()) continue;
    auto finding = report.add(at_key(key.value),
                              cat("`bootstrap.", shown(key.name()), "` is not used; the method is ",
                                  method ? shown(method.text()) : "initdb by default"));
    // A method kept for the day of a restore stands beside another one that is named.
    if (method) {
      finding.severity(Severity::info).label(at(method), "this one is used");
    }
    finding.note("`bootstrap.method` decides how a new cluster is made")
        .fix(cat("write `method: ", shown(key.name()), "` to use it"));
  }
}

}  // namespace

extern constinit const Rule bootstrap_method_unused{
    .id = "MTH002",
    .name = "bootstrap-method-unused",
    .severity = Severity::warning,
    .summary = "a section of `bootstrap` has a command and is not the method",
    .why =
        "Only the section that `bootstrap.method` names is run. Without that line a new cluster "
        "is made by initdb, and the command never runs.",
    .bad = R"(scope: main
bootstrap:
  dcs: {ttl: 30}
  from_backup:  # finding: MTH002
    command: /usr/local/bin/restore
)",
    .good = R"(scope: main
bootstrap:
  dcs: {ttl: 30}
  method: from_backup
  from_backup:
    command: /usr/local/bin/restore
)",
    .sources = {"patroni 4.1.4 patroni/postgresql/bootstrap.py bootstrap"},
    .check = check,
};

}  // namespace patrol::rules
