// Alarms make etcd refuse writes.
#include "rules/drift/shared_etcd_live.h"

namespace patrol::rules {
namespace {

std::string holder(const EtcdState& etcd, std::string_view id) {
  const EtcdMember* member = etcd_member(etcd, id);
  return member == nullptr ? shown(id, 20) : called(*member);
}

void check(const Snapshot& cluster, Report& report) {
  if (!cluster.live->etcd) return;
  const EtcdState& etcd = *cluster.live->etcd;
  for (const std::string& alarm : etcd.alarms) {
    const auto words = split(alarm, ' ');
    const bool is_full = words.front() == "NOSPACE";
    report
        .add(said_by(Surface::etcd, cat("alarms/", words.front())),
             cat("etcd has the alarm ", shown(words.front(), 20),
                 words.size() > 1 ? cat(" on ", holder(etcd, words.back())) : ""))
        .note(is_full ? "no write is taken (`mvcc: database space exceeded`): Patroni cannot renew "
                        "its lock and the leader steps down"
                      : "the members' data differ: etcd stops itself to keep it from spreading")
        .fix(is_full
                 ? "compact and defragment each member, then etcdctl alarm disarm"
                 : "replace the corrupt member: remove it, empty its data directory, add it anew");
  }
}

}  // namespace

extern constinit const Rule etcd_alarm{
    .id = "DRF076",
    .name = "etcd-alarm",
    .severity = Severity::error,
    .summary = "etcd has raised an alarm",
    .why =
        "An alarm stays until somebody disarms it, also when its cause is gone, and etcd refuses "
        "writes as long.",
    .bad = R"(# finding: DRF076
--- snapshot.json
{"scope": "shop", "members": [{"name": "n1"}],
 "etcd": {"members": [
   {"id": "a1", "name": "e1", "peer_urls": ["http://10.0.0.1:2380"], "client_urls": ["http://10.0.0.1:2379"]},
   {"id": "a2", "name": "e2", "peer_urls": ["http://10.0.0.2:2380"], "client_urls": ["http://10.0.0.2:2379"]},
   {"id": "a3", "name": "e3", "peer_urls": ["http://10.0.0.3:2380"], "client_urls": ["http://10.0.0.3:2379"]}],
  "endpoints": [
   {"url": "http://10.0.0.1:2379", "is_healthy": true, "version": "3.5.16", "member_id": "a1", "leader_id": "a1"},
   {"url": "http://10.0.0.2:2379", "is_healthy": true, "version": "3.5.16", "member_id": "a2", "leader_id": "a1"},
   {"url": "http://10.0.0.3:2379", "is_healthy": true, "version": "3.5.16", "member_id": "a3", "leader_id": "a1"}],
  "alarms": ["NOSPACE a2"]}}
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
    .sources = {"etcd 3.5 docs op-guide/maintenance"},
    .needs = {Surface::etcd},
    .check = check,
};

}  // namespace patrol::rules
