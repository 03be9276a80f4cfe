// Members of etcd that do not answer, and what the others can still bear.
#include "rules/drift/shared_etcd_live.h"

namespace patrol::rules {
namespace {

std::vector<const EtcdMember*> members_down(const EtcdState& etcd) {
  std::vector<const EtcdMember*> out;
  for (const EtcdMember& member : etcd.members)
    if (!member.name.empty() && is_etcd_member_down(etcd, member)) out.push_back(&member);
  return out;
}

std::string what_is_left(std::size_t voting, std::size_t up) {
  const std::size_t quorum = voting / 2 + 1;
  if (up < quorum)
    return cat(up, " of ", voting, " are left and a quorum is ", quorum,
               ": etcd takes no writes, and Patroni's leader steps down when `ttl` is over");
  if (up == quorum)
    return cat(up, " of ", voting,
               " are left, just a quorum: the loss of one more stops all writes "
               "and demotes the leader");
  return cat(up, " of ", voting, " are left, ", up - quorum, " more may fail");
}

void check(const Snapshot& cluster, Report& report) {
  if (!cluster.live->etcd) return;
  const EtcdState& etcd = *cluster.live->etcd;
  const auto down = members_down(etcd);
  const auto lost = static_cast<std::size_t>(
      std::count_if(etcd.members.begin(), etcd.members.end(), [&](const EtcdMember& member) {
        return !member.is_learner && (member.name.empty() || is_etcd_member_down(etcd, member));
      }));
  const std::size_t voting = voters(etcd);
  for (const EtcdMember* member : down) {
    auto finding = report.add(said_by(Surface::etcd, cat("members/", called(*member))),
                              cat("etcd member ", called(*member), " is not healthy"));
    const std::string trouble = etcd_trouble(etcd, *member);
    if (!trouble.empty()) finding.note(trouble);
    finding.note(what_is_left(voting, voting - std::min(lost, voting)))
        .fix("look at etcd on that machine: systemctl status etcd, and its log");
  }
}

}  // namespace

extern constinit const Rule etcd_member_down{
    .id = "DRF071",
    .name = "etcd-member-down",
    .severity = Severity::error,
    .summary = "a member of etcd does not answer or is not healthy",
    .why =
        "etcd works on with a quorum, and nobody notices that the reserve is gone until the next "
        "member fails and the whole database becomes read-only.",
    .bad = R"(# finding: DRF071
--- snapshot.json
{"scope": "shop", "members": [{"name": "n1"}],
 "etcd": {"members": [
   {"id": "a1", "name": "e1", "peer_urls": ["http://10.0.0.1:2380"], "client_urls": ["http://10.0.0.1:2379"]},
   {"id": "a2", "name": "e2", "peer_urls": ["http://10.0.0.2:2380"], "client_urls": ["http://10.0.0.2:2379"]},
   {"id": "a3", "name": "e3", "peer_urls": ["http://10.0.0.3:2380"], "client_urls": ["http://10.0.0.3:2379"]}],
  "endpoints": [
   {"url": "http://10.0.0.1:2379", "is_healthy": true, "version": "3.5.16", "member_id": "a1", "leader_id": "a1"},
   {"url": "http://10.0.0.2:2379", "is_healthy": true, "version": "3.5.16", "member_id": "a2", "leader_id": "a1"},
   {"url": "http://10.0.0.3:2379", "is_healthy": false, "version": "", "member_id": "", "leader_id": "", "error": "connection refused"}]}}
)",
    .good = R"(--- snapshot.json
{"scope": "shop", "members": [{"name": "n1"}],
 "etcd": {"members": [
   {"id": "a1", "name": "e1", "peer_urls": ["http://10.0.0.1:2380"], "client_urls": ["http://10.0.0.1:2379"]},
   {"id": "a2", "name": "e2", "peer_urls": ["http://10.0.0.2:2380"], "client_urls": ["http://10.0.0.2:2379"]},
   {"id": "a3", "name": "e3", "peer_urls": ["http://10.0.0.3:2380"], "client_urls": ["http://10.0.0.3:2379"]}],
  "endpoints": [
   {"url": "http://10.0.0.1:2379", "is_healthy": true, "version": "3.5.16", "member_id": "a1", "leader_id": "a1"},
   {"url": "http://10.0.0.2:2379", "is_healthy": true, "version": "3.5.16", "member_id": "a2", "leader_id": "a1"},
   {"url": "http://10.0.0.3:2379", "is_healthy": true, "version": "3.5.16", "member_id": "a3", "leader_id": "a1"}]}}
)",
    .sources = {"etcd 3.5 docs faq", "etcd 3.5 docs op-guide/monitoring"},
    .needs = {Surface::etcd},
    .check = check,
};

}  // namespace patrol::rules
