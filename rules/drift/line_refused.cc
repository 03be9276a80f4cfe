// Lines that the server itself says it cannot use.
#include "rules/drift/shared_drift.h"

namespace patrol::rules {
namespace {

std::string told(const ParameterDrift& drift) {
  const std::string_view place = drift.cause->place;
  const std::string_view file = place.substr(place.rfind('/') + 1);
  if (!drift.name.empty())
    return cat("the server refuses `", shown(drift.name, 30), "` of ", shown(file));
  return cat("the server refuses line ", file.substr(file.rfind(':') + 1), " of ",
             shown(file.substr(0, file.rfind(':'))));
}

void check(const Snapshot& cluster, Report& report) {
  for (const DriftGroup& group : drift_groups(cluster, Drift::refused_line)) {
    const ParameterDrift& drift = group.first();
    auto finding = add_drift(report, group, told(drift), "is refused");
    finding.note(cat("pg_file_settings says: ", shown(drift.detail, 90)))
        .note("the log says: configuration file contains errors; the next start fails");
    if (!drift.waiting.empty())
      finding.note(cat("changes that wait behind it: ", names_of(drift.waiting)));
    finding.fix("correct or remove the line before anything restarts the server");
  }
}

}  // namespace

extern constinit const Rule line_refused{
    .id = "DRF010",
    .name = "line-refused",
    .severity = Severity::error,
    .summary = "the server does not accept a line of its configuration files",
    .why =
        "A line that cannot be read, or names an unknown parameter, keeps the server from loading "
        "anything "
        "of the files: other changes wait behind it, and the next start fails. A value out of "
        "bounds is "
        "passed over, and the next start fails as well.",
    .bad = R"(# finding: DRF010 n1
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
          "name": "work_mem",
          "setting": "4096",
          "unit": "kB",
          "vartype": "integer",
          "context": "user",
          "source": "configuration file"
        }
      ],
      "file_settings": [
        {
          "sourcefile": "/data/postgresql.auto.conf",
          "sourceline": 2,
          "seqno": 1,
          "name": "work_mem",
          "setting": "lots",
          "error": "setting could not be applied"
        }
      ]
    }
  ]
}
--- n1:/data/postgresql.auto.conf
# ALTER SYSTEM
work_mem = 'lots'
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
          "name": "work_mem",
          "setting": "4096",
          "unit": "kB",
          "vartype": "integer",
          "context": "user",
          "source": "configuration file"
        }
      ],
      "file_settings": [
        {
          "sourcefile": "/data/postgresql.auto.conf",
          "sourceline": 2,
          "seqno": 1,
          "name": "work_mem",
          "setting": "4MB",
          "is_applied": true
        }
      ]
    }
  ]
}
--- n1:/data/postgresql.auto.conf
# ALTER SYSTEM
work_mem = '4MB'
)",
    .sources = {"PostgreSQL 18 documentation, pg_file_settings"},
    .needs = {Surface::file_settings},
    .check = check,
};

}  // namespace patrol::rules
