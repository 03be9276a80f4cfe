// Settings that both the environment and the file of a member have.
#include "linter/model/same_value.h"
#include "rules/drift/shared_drift.h"

namespace patrol::rules {
namespace {

void check(const Snapshot& cluster, Report& report) {
  for (const MemberInput& input : observed_parameters(cluster).inputs)
    for (const MergeLoss& loss : input.losses) {
      if (loss.rule != LossRule::weaker || !loss.value || !loss.winner) continue;
      const FileId winner = loss.winner.span().file;
      if (std::find(input.environment.begin(), input.environment.end(), winner) ==
              input.environment.end() ||
          is_same_value(loss.value, loss.winner))
        continue;
      report
          .add({at(loss.winner).at, loss.path},
               cat("the environment sets `", shown(loss.path), "` and beats patroni.yml"))
          .label(at(loss.value), "has no effect")
          .member(input.name)
          .note("Patroni takes variables over its file; a reload of the file changes nothing")
          .fix("keep it in one of the two places");
    }
}

}  // namespace

extern constinit const Rule environment_beats_file{
    .id = "DRF012",
    .name = "environment-beats-file",
    .severity = Severity::info,
    .summary = "an environment variable beats another value in patroni.yml",
    .why =
        "Patroni's environment variables win over its file. Whoever edits the file and reloads "
        "sees nothing "
        "change, and the variable often stands in a unit or container definition that nobody looks "
        "at.",
    .bad = R"(--- snapshot.json
{
  "scope": "main",
  "space": "/service/",
  "dcs": {"kind": "etcd3", "initialize": "7", "leader": "n1"},
  "members": [{"name": "n1"}]
}
--- n1:/etc/patroni/patroni.yml
scope: main
name: n1
restapi:
  listen: 0.0.0.0:8008
  connect_address: 10.0.0.1:8008
--- n1:/etc/default/patroni
PATRONI_RESTAPI_LISTEN=10.0.0.1:8009  # finding: DRF012
)",
    .good = R"(--- snapshot.json
{
  "scope": "main",
  "space": "/service/",
  "dcs": {"kind": "etcd3", "initialize": "7", "leader": "n1"},
  "members": [{"name": "n1"}]
}
--- n1:/etc/patroni/patroni.yml
scope: main
name: n1
restapi:
  listen: 0.0.0.0:8008
  connect_address: 10.0.0.1:8008
--- n1:/etc/default/patroni
PATRONI_RESTAPI_LISTEN=0.0.0.0:8008
)",
    .sources = {"patroni 4.1.4 docs/ENVIRONMENT.rst"},
    .needs = {Surface::files},
    .check = check,
};

}  // namespace patrol::rules
