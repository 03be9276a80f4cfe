// What the servers have noted for their next start.
#include "linter/analysis/effective_compare.h"
#include "linter/analysis/observed_rows.h"
#include "rules/drift/shared_drift.h"

namespace patrol::rules {
namespace {

std::string order_of(const Snapshot& cluster, const ParameterDrift& drift) {
  if (!is_standby_floor(drift.name, major_of(cluster, *drift.member)) || drift.raised_by == 0)
    return "in any order; standbys first and a switchover keep the outage short";
  if (drift.raised_by > 0) return "the standbys first, then the primary";
  return "the primary first, then the standbys once they have replayed its change";
}

std::string told(const ParameterDrift& drift) {
  if (!drift.promise || drift.promise->value == drift.value)
    return cat("`", drift.name, "` waits for a restart: its line is gone or says the same");
  return cat("`", drift.name, "` is ", brief_value(drift.value), " until a restart makes it ",
             brief_value(drift.promise->value));
}

bool is_alone(const Snapshot& cluster, const DriftGroup& group) {
  return group.all.size() == 1 && cluster.live->members.size() > 1;
}

// A standby that shall start with less than its primary runs with.
bool sinks_below_primary(const Snapshot& cluster, const ParameterDrift& drift) {
  const MemberObservation* leader = cluster.live->leader();
  if (leader == nullptr || leader == drift.member || drift.raised_by >= 0) return false;
  const PgSetting* row = leader->setting(drift.name);
  const PgSetting* own = drift.member->setting(drift.name);
  if (row == nullptr || own == nullptr || row->is_pending_restart) return false;
  const auto least = to_integer(row->setting.text());
  const auto now = to_integer(own->setting.text());
  return is_standby_floor(drift.name, major_of(cluster, *drift.member)) && least && now &&
         *now + drift.raised_by < *least;
}

void check(const Snapshot& cluster, Report& report) {
  for (const DriftGroup& group : drift_groups(cluster, Drift::pending_restart)) {
    const ParameterDrift& drift = group.first();
    auto finding = add_drift(report, group, told(drift));
    finding.note(cat("the log says: parameter \"", drift.name,
                     "\" cannot be changed without restarting the server"));
    if (drift.cause || (drift.promise && drift.promise->layer == ValueLayer::auto_conf))
      finding.note("the new value comes from ALTER SYSTEM");
    if (sinks_below_primary(cluster, drift)) {
      finding.severity(Severity::error)
          .note(
              "the primary has more: the standby will not start, or starts with what Patroni adds")
          .fix(cat("take it back on ", drift.member->name));
      continue;
    }
    finding.fix(is_alone(cluster, group) ? patronictl(cluster, "restart", group)
                                         : cat(patronictl(cluster, "restart", group), " (",
                                               order_of(cluster, drift), ")"));
  }
}

}  // namespace

extern constinit const Rule pending_restart{
    .id = "DRF005",
    .name = "pending-restart",
    .severity = Severity::warning,
    .summary = "a changed parameter waits for a restart",
    .why =
        "The value that everybody sees in the DCS or the files is not in force. It comes with the "
        "next "
        "restart, planned or not, and then perhaps on one member alone. Five of these parameters "
        "must not "
        "be lower on a standby than on its primary, so the order of the restarts counts.",
    .bad = R"(# finding: DRF005 n1 n2
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
          "name": "max_connections",
          "setting": "100",
          "vartype": "integer",
          "context": "postmaster",
          "source": "command line",
          "is_pending_restart": true
        }
      ]
    },
    {
      "name": "n2",
      "settings": [
        {
          "name": "max_connections",
          "setting": "100",
          "vartype": "integer",
          "context": "postmaster",
          "source": "command line",
          "is_pending_restart": true
        }
      ]
    }
  ]
}
--- dcs
postgresql:
  parameters: {max_connections: 200}
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
          "name": "max_connections",
          "setting": "200",
          "vartype": "integer",
          "context": "postmaster",
          "source": "command line"
        }
      ]
    },
    {
      "name": "n2",
      "settings": [
        {
          "name": "max_connections",
          "setting": "200",
          "vartype": "integer",
          "context": "postmaster",
          "source": "command line"
        }
      ]
    }
  ]
}
--- dcs
postgresql:
  parameters: {max_connections: 200}
)",
    .sources = {"PostgreSQL 18 documentation, Hot Standby, Administrator's Overview",
                "patroni 4.1.4 docs/dynamic_configuration.rst"},
    .needs = {Surface::settings},
    .check = check,
};

}  // namespace patrol::rules
