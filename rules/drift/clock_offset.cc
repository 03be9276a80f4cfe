// The members' clocks go alike.
#include <cmath>

#include "rules/drift/shared_host.h"

namespace patrol::rules {
namespace {

// The middle of the members' offsets; our own clock counts for nothing where there are three.
double middle(const ClusterObservation& live) {
  std::vector<double> offsets;
  for (const MemberObservation& member : live.members)
    if (member.host && member.host->clock_offset) offsets.push_back(*member.host->clock_offset);
  constexpr std::size_t enough = 3;
  if (offsets.size() < enough) return 0;
  std::sort(offsets.begin(), offsets.end());
  return offsets[offsets.size() / 2];
}

void check(const Snapshot& cluster, Report& report) {
  constexpr double tolerated = 2;
  const double usual = middle(*cluster.live);
  const auto ttl = static_cast<double>(dynamic_number(cluster, "ttl"));
  for (const MemberObservation& member : cluster.live->members) {
    if (!member.host || !member.host->clock_offset) continue;
    const double off = *member.host->clock_offset - usual;
    const double doubt = member.host->clock_error.value_or(1);
    if (std::abs(off) <= tolerated + doubt) continue;
    auto finding = report.add(said_by(member, Surface::host, "clock"),
                              cat("the clock of ", shown(member.name, 20), " is ",
                                  shown_seconds(std::abs(off)), off > 0 ? " ahead" : " behind"));
    finding.member(member.name);
    finding
        .note(ttl > 0 && std::abs(off) > ttl
                  ? cat("that is more than `ttl`, ", shown_seconds(ttl))
                  : std::string("measured against the other members, or against this machine"))
        .note(
            "leases, scheduled switchovers, certificates, and the order of events in logs go "
            "wrong; "
            "etcd warns of `clock difference`")
        .fix("run chrony or systemd-timesyncd on that machine: timedatectl status");
    if (ttl > 0 && std::abs(off) > ttl) finding.severity(Severity::error);
  }
}

}  // namespace

extern constinit const Rule clock_offset{
    .id = "DRF082",
    .name = "clock-offset",
    .severity = Severity::warning,
    .summary = "a member's clock is wrong",
    .why =
        "Members act on times that others wrote: scheduled failovers, lease times, certificates. "
        "The measurement's own error is taken off before anything is said.",
    .bad = R"(# finding: DRF082 n3
--- snapshot.json
{"scope": "shop", "members": [
  {"name": "n1", "host": {"clock_offset": 100.2, "clock_error": 0.01}},
  {"name": "n2", "host": {"clock_offset": 100.1, "clock_error": 0.01}},
  {"name": "n3", "host": {"clock_offset": 90.0, "clock_error": 0.05}}]}
)",
    .good = R"(--- snapshot.json
{"scope": "shop", "members": [
  {"name": "n1", "host": {"clock_offset": 100.2, "clock_error": 0.01}},
  {"name": "n2", "host": {"clock_offset": 100.1, "clock_error": 0.01}},
  {"name": "n3", "host": {"clock_offset": 101.0, "clock_error": 0.05}}]}
)",
    .sources = {"etcd 3.5 docs faq", "patroni 4.1.4 patroni/ha.py should_run_scheduled_action"},
    .needs = {Surface::host},
    .check = check,
};

}  // namespace patrol::rules
