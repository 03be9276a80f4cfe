// An election must outlast several heartbeats.
#include "linter/engine/rule.h"
#include "rules/etcd/shared_etcd.h"

namespace patrol::rules {
namespace {

// etcd's own limits: embed/config.go Validate.
constexpr long long heartbeats_per_election = 5;
constexpr long long longest_election = 50000;

void check_positive(const EtcdDocument& member, std::string_view flag, Report& report) {
  const EtcdValue* value = setting(member, flag);
  const auto number = rules::number(member, flag);
  if (value == nullptr || !number || *number > 0) return;
  report.add(at(*value), cat('`', value->setting, "` is ", *number, "; it must be above 0"))
      .note("etcd ends at start")
      .fix("give the time in milliseconds");
}

void check_member(const EtcdDocument& member, Report& report) {
  check_positive(member, "heartbeat-interval", report);
  check_positive(member, "election-timeout", report);
  const EtcdValue* heartbeat_at = setting(member, "heartbeat-interval");
  const EtcdValue* election_at = setting(member, "election-timeout");
  const auto heartbeat = number(member, "heartbeat-interval");
  const auto election = number(member, "election-timeout");
  if (!heartbeat || !election || *heartbeat <= 0 || *election <= 0) return;
  if (*election > longest_election && election_at != nullptr)
    report
        .add(at(*election_at), cat('`', election_at->setting, "` is ", *election,
                                   " ms; the most is ", longest_election))
        .note("etcd ends at start: --election-timeout is too long")
        .fix("lower it; ten times the heartbeat interval is usual");
  if (heartbeats_per_election * *heartbeat <= *election) return;
  const EtcdValue* place = election_at != nullptr ? election_at : heartbeat_at;
  if (place == nullptr) return;
  auto finding = report.add(at(*place),
                            cat("the election timeout is ", *election, " ms; five heartbeats take ",
                                heartbeats_per_election * *heartbeat));
  if (heartbeat_at != nullptr && heartbeat_at != place)
    finding.label(at(*heartbeat_at), "one heartbeat");
  finding
      .note(
          "etcd ends at start: --election-timeout should be at least as 5 times as "
          "--heartbeat-interval")
      .fix("raise the election timeout to ten heartbeats, on all members");
}

void check(const Snapshot& cluster, Report& report) {
  for (const EtcdDocument* member : active_members(cluster)) check_member(*member, report);
}

}  // namespace

extern constinit const Rule election_budget{
    .id = "ETC012",
    .name = "election-budget",
    .severity = Severity::error,
    .summary = "etcd's election timeout does not cover five heartbeats, or is out of range",
    .why =
        "etcd checks the pair and ends at start. Values far apart from the network's latency "
        "cost leader elections, during which Patroni cannot renew its lock.",
    .bad = R"(--- etcd.env
ETCD_NAME=e1
ETCD_DATA_DIR=/var/lib/etcd/main
ETCD_HEARTBEAT_INTERVAL=500
ETCD_ELECTION_TIMEOUT=1000  # finding: ETC012
)",
    .good = R"(--- etcd.env
ETCD_NAME=e1
ETCD_DATA_DIR=/var/lib/etcd/main
ETCD_HEARTBEAT_INTERVAL=200
ETCD_ELECTION_TIMEOUT=1000
)",
    .sources = {"etcd 3.5.16 server/embed/config.go Validate", "tried on 3.3.25 to 3.5.30"},
    .check = check,
};

}  // namespace patrol::rules
