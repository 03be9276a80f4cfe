// Callbacks that cannot be called.
#include "linter/engine/rule.h"

namespace patrol::rules {
namespace {

void check(const Snapshot& cluster, Report& report) {
  for (const PlacedKey& key : cluster.keys) {
    if (key.holder != "postgresql.callbacks" || !key.is_read() || !key.value.is_null()) continue;
    report.add(at_key(key.value), cat("the callback `", shown(key.name()), "` is empty"))
        .note("the key exists, so Patroni tries to run nothing and fails with a traceback")
        .fix("remove it");
  }
}

}  // namespace

extern constinit const Rule empty_callback{
    .id = "MTH008",
    .name = "empty-callback",
    .severity = Severity::warning,
    .summary = "a callback is empty",
    .why =
        "Patroni takes the text of a callback apart into words when it calls it. Anything else "
        "fails at that moment, with a line in the log and no effect.",
    .bad = R"(scope: main
postgresql:
  callbacks:
    on_start:  # finding: MTH008
)",
    .good = R"(scope: main
postgresql:
  callbacks:
    on_start: /bin/notify
)",
    .sources = {"patroni 4.1.4 patroni/postgresql/__init__.py call_nowait",
                "patroni 4.1.4 docs/yaml_configuration.rst"},
    .check = check,
};

}  // namespace patrol::rules
