// Members that are gone, hang, or of which only one half runs.
#include "rules/drift/shared_state.h"

namespace patrol::rules {
namespace {

template <typename T>
bool is_gone(const Observed<T>& observed) {
  if (observed) return false;
  const Cause cause = observed.error().cause;
  return cause == Cause::unreachable || cause == Cause::timed_out || cause == Cause::malformed;
}

template <typename T>
std::string how(const Observed<T>& observed) {
  if (observed) return "answers";
  const Unavailable& why = observed.error();
  return why.detail.empty() ? std::string(to_string(why.cause)) : shown(why.detail, 120);
}

template <typename T>
bool hangs(const Observed<T>& observed) {
  return !observed && observed.error().cause == Cause::timed_out;
}

std::string role_of(const ClusterObservation& live, const MemberObservation& member) {
  const bool leads = live.dcs && live.dcs->leader == member.name;
  return leads ? cat("leader ", shown(member.name)) : shown(member.name);
}

void report_whole(const ClusterObservation& live, const MemberObservation& member, Report& report) {
  const DcsMember* key = key_of(live, member.name);
  auto finding = report.add(said_by(member, Surface::rest, "state"),
                            cat(role_of(live, member),
                                " does not answer, neither Patroni nor "
                                "PostgreSQL"));
  finding.note(cat("Patroni: ", how(member.rest)));
  if (!member.server && member.server.error().cause != Cause::not_asked)
    finding.note(cat("PostgreSQL: ", how(member.server)));
  finding.note(key == nullptr && live.dcs
                   ? "it has no key in the DCS: its Patroni has been gone for longer than `ttl`"
                   : "its key is still in the DCS, which removes it when `ttl` is over; when our "
                     "way to it is blocked, it may be in order");
  finding.fix("look at the machine and its network; `systemctl status patroni`")
      .member(member.name);
}

void report_patroni(const ClusterObservation& live, const MemberObservation& member,
                    Report& report) {
  const bool leads = live.dcs && live.dcs->leader == member.name;
  auto finding =
      report.add(said_by(member, Surface::rest, "state"),
                 cat("Patroni of ", role_of(live, member),
                     hangs(member.rest) ? " hangs, while its PostgreSQL runs"
                                        : " does not answer, while its PostgreSQL runs"));
  finding.note(how(member.rest))
      .note(leads ? "it no longer renews the leader lock; when that expires, another member "
                    "becomes primary beside this one unless a watchdog resets the machine"
                  : "nobody restarts this PostgreSQL, changes its configuration or lets it follow "
                    "a new leader")
      .fix("systemctl status patroni; restart it: it takes the running PostgreSQL over")
      .member(member.name);
}

// A former leader stops its PostgreSQL and starts it again as a standby.
void soften(FindingBuilder& finding) {
  finding.severity(Severity::info).note("the leader changes or has just changed; ask again later");
}

void report_postgres(const Snapshot& cluster, const MemberObservation& member, Report& report) {
  const ClusterObservation& live = *cluster.live;
  auto finding = report.add(said_by(member, Surface::server, "state"),
                            cat("PostgreSQL of ", role_of(live, member),
                                hangs(member.server) ? " hangs" : " does not answer",
                                ", its Patroni says `", shown(member.rest->state, 20), '`'));
  finding.note(how(member.server))
      .note(
          "a server that is stopped by a signal or waits for its disk takes connections and "
          "never speaks; Patroni notices it in its own loop at the earliest")
      .fix("look at the PostgreSQL log and its processes (`ps`: state T or D)")
      .member(member.name);
  if (is_settling(cluster)) soften(finding);
}

bool is_stopped_word(std::string_view state) {
  return state == "stopped" || state == "crashed" || contains(state, "failed");
}

// Patroni answers and says what its PostgreSQL is doing.
void report_state(const Snapshot& cluster, const MemberObservation& member, Report& report) {
  const std::string& state = member.rest->state;
  auto finding =
      report.add(said_by(member, Surface::rest, "state"),
                 cat("PostgreSQL of ", shown(member.name), " is `", shown(state, 30), '`'));
  finding.member(member.name);
  if (!is_stopped_word(state)) {
    finding.severity(Severity::info).note("it is on its way; what depends on it is not judged yet");
    return;
  }
  finding.note("it serves nobody and cannot take over")
      .fix("read the logs of Patroni and PostgreSQL on that machine");
  if (is_settling(cluster)) soften(finding);
}

void check_member(const Snapshot& cluster, const MemberObservation& member, Report& report) {
  const ClusterObservation& live = *cluster.live;
  const bool is_rest_gone = is_gone(member.rest);
  const bool is_sql_gone = is_gone(member.server);
  const bool is_sql_silent = is_sql_gone || !member.server;
  if (is_rest_gone && is_sql_silent) return report_whole(live, member, report);
  if (is_rest_gone) return report_patroni(live, member, report);
  if (!member.rest) return;
  if (!is_steady(live, member)) return report_state(cluster, member, report);
  if (is_sql_gone) report_postgres(cluster, member, report);
}

void check(const Snapshot& cluster, Report& report) {
  for (const MemberObservation& member : cluster.live->members)
    check_member(cluster, member, report);
}

}  // namespace

extern constinit const Rule member_down{
    .id = "DRF058",
    .name = "member-down",
    .severity = Severity::error,
    .summary = "a member, its Patroni or its PostgreSQL is gone, stopped or hangs",
    .why =
        "A member that does not answer is no spare. A PostgreSQL without its Patroni goes on "
        "unmanaged; a Patroni whose PostgreSQL hangs may still call it running.",
    .bad = R"(# finding: DRF058 n2
--- snapshot.json
{"scope": "shop",
 "dcs": {"leader": "n1", "members": [{"name": "n1"}, {"name": "n2", "state": "running"}]},
 "members": [{"name": "n1", "rest": {"state": "running"}, "server": {}},
             {"name": "n2", "rest": {"state": "running"},
              "server": {"unavailable": {"cause": "timed out", "detail": "no answer in 20 s"}}}]}
)",
    .good = R"(--- snapshot.json
{"scope": "shop",
 "dcs": {"leader": "n1", "members": [{"name": "n1"}, {"name": "n2"}]},
 "members": [{"name": "n1", "rest": {"state": "running"}, "server": {}},
             {"name": "n2", "rest": {"state": "running"},
              "server": {"unavailable": {"cause": "denied", "detail": "password authentication failed"}}}]}
)",
    .sources = {"patroni 4.1.4 docs/rest_api.rst", "patroni 4.1.4 patroni/api.py"},
    .needs = {Surface::dcs},
    .check = check,
};

}  // namespace patrol::rules
