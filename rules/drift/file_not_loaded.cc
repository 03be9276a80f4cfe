// What files on disk say and servers have not read.
#include "rules/drift/shared_drift.h"

namespace patrol::rules {
namespace {

std::string reload_note(const Snapshot& cluster, const ParameterDrift& drift) {
  const MemberObservation& member = *drift.member;
  const Span* span = drift.promise && drift.promise->at ? &*drift.promise->at : nullptr;
  const LiveFile* file = span == nullptr ? nullptr : cluster.live_file(span->file);
  const bool is_newer = file != nullptr && file->observed->modified && member.server &&
                        *file->observed->modified > member.server->loaded;
  return is_newer ? "the file is newer than the server's last reload"
                  : "the server has not loaded what the file says now";
}

std::string told(const ParameterDrift& drift) {
  const std::string is = cat("`", drift.name, "` is ", brief_value(drift.value));
  const bool is_gone = drift.promise->place.empty();
  return cat(is, is_gone ? " by a line that is gone; the files leave " : "; the files on disk say ",
             brief_value(drift.promise->value));
}

void check(const Snapshot& cluster, Report& report) {
  for (const DriftGroup& group : drift_groups(cluster, Drift::not_loaded)) {
    const ParameterDrift& drift = group.first();
    auto finding = add_drift(report, group, told(drift), "was there when it was loaded");
    finding.note(reload_note(cluster, drift));
    if (drift.needs_restart)
      finding.note("it changes with a restart only")
          .fix(cat("take the line back, or restart: ", patronictl(cluster, "restart", group)));
    else
      finding.fix(cat("take the line back, or load it: ", patronictl(cluster, "reload", group)));
  }
}

}  // namespace

extern constinit const Rule file_not_loaded{
    .id = "DRF004",
    .name = "file-not-loaded",
    .severity = Severity::warning,
    .summary = "a configuration file was changed on disk and not loaded",
    .why =
        "What the file says comes into force with the next reload, perhaps weeks later and by "
        "somebody who "
        "reloads for another reason. Until then the file shows a value that the server does not "
        "have.",
    .bad = R"(# finding: DRF004 n1
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
          "source": "configuration file",
          "sourcefile": "/data/postgresql.auto.conf",
          "sourceline": 1
        }
      ],
      "file_settings": [
        {
          "sourcefile": "/data/postgresql.auto.conf",
          "sourceline": 1,
          "seqno": 1,
          "name": "work_mem",
          "setting": "64MB",
          "is_applied": true
        }
      ]
    }
  ]
}
--- n1:/data/postgresql.auto.conf
work_mem = '64MB'
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
          "setting": "65536",
          "unit": "kB",
          "vartype": "integer",
          "context": "user",
          "source": "configuration file",
          "sourcefile": "/data/postgresql.conf",
          "sourceline": 5
        }
      ],
      "file_settings": [
        {
          "sourcefile": "/data/postgresql.conf",
          "sourceline": 5,
          "seqno": 1,
          "name": "work_mem",
          "setting": "64MB",
          "is_applied": true
        }
      ]
    }
  ]
}
)",
    .sources = {"PostgreSQL 18 documentation, pg_file_settings"},
    .needs = {Surface::settings, Surface::file_settings},
    .check = check,
};

}  // namespace patrol::rules
