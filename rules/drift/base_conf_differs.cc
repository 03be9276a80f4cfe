// Differences between members that come from postgresql.base.conf.
#include "rules/drift/shared_drift.h"

namespace patrol::rules {
namespace {

void check(const Snapshot& cluster, Report& report) {
  for (const ParameterSplit& split : observed_parameters(cluster).splits) {
    if (!split.is_base) continue;
    auto finding = add_split(report, split, cat("`", split.name, "` is ", sides_in_words(split)));
    if (split.is_floor) finding.severity(Severity::error);
    finding.note("postgresql.base.conf counts on its own member, where Patroni sets nothing")
        .fix("set it for all members with patronictl edit-config");
  }
}

}  // namespace

extern constinit const Rule base_conf_differs{
    .id = "DRF008",
    .name = "base-conf-differs",
    .severity = Severity::warning,
    .summary = "postgresql.base.conf makes a member differ from the others",
    .why =
        "Patroni keeps the postgresql.conf that it found as postgresql.base.conf, on each member "
        "for itself, "
        "and includes it. What it says for parameters that neither the DCS nor patroni.yml sets is "
        "in force "
        "on that member only.",
    .bad = R"(# finding: DRF008 n1 n2
--- snapshot.json
{
  "scope": "main",
  "space": "/service/",
  "dcs": {"kind": "etcd3", "initialize": "7", "leader": "n1"},
  "members": [
    {
      "name": "n1",
      "settings": [
        {
          "name": "random_page_cost",
          "setting": "4",
          "vartype": "real",
          "context": "user",
          "source": "default"
        }
      ]
    },
    {
      "name": "n2",
      "settings": [
        {
          "name": "random_page_cost",
          "setting": "1.1",
          "vartype": "real",
          "context": "user",
          "source": "configuration file",
          "sourcefile": "/data/postgresql.base.conf",
          "sourceline": 1
        }
      ]
    }
  ]
}
--- n2:/data/postgresql.base.conf
random_page_cost = 1.1
)",
    .good = R"(--- snapshot.json
{
  "scope": "main",
  "space": "/service/",
  "dcs": {"kind": "etcd3", "initialize": "7", "leader": "n1"},
  "members": [
    {
      "name": "n1",
      "settings": [
        {
          "name": "random_page_cost",
          "setting": "1.1",
          "vartype": "real",
          "context": "user",
          "source": "configuration file",
          "sourcefile": "/data/postgresql.base.conf",
          "sourceline": 1
        }
      ]
    },
    {
      "name": "n2",
      "settings": [
        {
          "name": "random_page_cost",
          "setting": "1.1",
          "vartype": "real",
          "context": "user",
          "source": "configuration file",
          "sourcefile": "/data/postgresql.base.conf",
          "sourceline": 1
        }
      ]
    }
  ]
}
)",
    .sources = {"patroni 4.1.4 docs/existing_data.rst"},
    .needs = {Surface::settings},
    .check = check,
};

}  // namespace patrol::rules
