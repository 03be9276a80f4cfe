// etcd's database against its quota.
#include "rules/drift/shared_etcd_live.h"

namespace patrol::rules {
namespace {

constexpr std::int64_t default_quota = 2LL * 1024 * 1024 * 1024;

// The smallest that a file of the cluster sets; 0 and nothing mean the default.
struct Quota {
  std::int64_t bytes = default_quota;
  const EtcdValue* value = nullptr;
};

Quota quota_of(const Snapshot& cluster) {
  Quota quota;
  for (const EtcdDocument* file : cluster.etcd) {
    const EtcdValue* value = file->find("quota-backend-bytes");
    const auto bytes = value == nullptr ? std::nullopt : to_integer(value->value);
    if (!bytes || *bytes <= 0) continue;
    if (quota.value == nullptr || *bytes < quota.bytes) quota = {*bytes, value};
  }
  return quota;
}

void check(const Snapshot& cluster, Report& report) {
  if (!cluster.live->etcd || !cluster.live->etcd->alarms.empty()) return;
  const Quota quota = quota_of(cluster);
  constexpr std::int64_t percent = 100;
  constexpr std::int64_t much = 80;
  for (const EtcdEndpoint& endpoint : cluster.live->etcd->endpoints) {
    if (endpoint.db_size < quota.bytes / percent * much) continue;
    auto finding = report.add(said_by(Surface::etcd, cat(endpoint.url, " db_size")),
                              cat("etcd's database is ", shown_bytes(endpoint.db_size),
                                  "; the quota is ", shown_bytes(quota.bytes)));
    if (quota.value != nullptr) finding.label(at(*quota.value), "the quota");
    finding
        .note(cat(shown_bytes(endpoint.db_size_in_use),
                  " are in use; the rest is free and comes "
                  "back by defragmenting"))
        .note("at the quota etcd raises NOSPACE and takes no writes: Patroni loses its lock")
        .fix(cat("etcdctl defrag --endpoints ", shown(endpoint.url),
                 ", one member after the other; look at auto-compaction"));
  }
}

}  // namespace

extern constinit const Rule etcd_database_size{
    .id = "DRF077",
    .name = "etcd-database-size",
    .severity = Severity::warning,
    .summary = "etcd's database is near its quota",
    .why =
        "The file grows with every change until it is compacted and defragmented. Patroni alone "
        "writes several times in every loop.",
    .bad = R"(# finding: DRF077
--- snapshot.json
{"scope": "shop", "members": [{"name": "n1"}],
 "etcd": {"members": [
   {"id": "a1", "name": "e1", "peer_urls": ["http://10.0.0.1:2380"], "client_urls": ["http://10.0.0.1:2379"]},
   {"id": "a2", "name": "e2", "peer_urls": ["http://10.0.0.2:2380"], "client_urls": ["http://10.0.0.2:2379"]},
   {"id": "a3", "name": "e3", "peer_urls": ["http://10.0.0.3:2380"], "client_urls": ["http://10.0.0.3:2379"]}],
  "endpoints": [
   {"url": "http://10.0.0.1:2379", "is_healthy": true, "version": "3.5.16", "member_id": "a1", "leader_id": "a1", "db_size": 2000000000, "db_size_in_use": 30000000},
   {"url": "http://10.0.0.2:2379", "is_healthy": true, "version": "3.5.16", "member_id": "a2", "leader_id": "a1"},
   {"url": "http://10.0.0.3:2379", "is_healthy": true, "version": "3.5.16", "member_id": "a3", "leader_id": "a1"}]}}
)",
    .good = R"(--- snapshot.json
{"scope": "shop", "members": [{"name": "n1"}],
 "etcd": {"members": [
   {"id": "a1", "name": "e1", "peer_urls": ["http://10.0.0.1:2380"], "client_urls": ["http://10.0.0.1:2379"]},
   {"id": "a2", "name": "e2", "peer_urls": ["http://10.0.0.2:2380"], "client_urls": ["http://10.0.0.2:2379"]},
   {"id": "a3", "name": "e3", "peer_urls": ["http://10.0.0.3:2380"], "client_urls": ["http://10.0.0.3:2379"]}],
  "endpoints": [
   {"url": "http://10.0.0.1:2379", "is_healthy": true, "version": "3.5.16", "member_id": "a1", "leader_id": "a1", "db_size": 200000000},
   {"url": "http://10.0.0.2:2379", "is_healthy": true, "version": "3.5.16", "member_id": "a2", "leader_id": "a1"},
   {"url": "http://10.0.0.3:2379", "is_healthy": true, "version": "3.5.16", "member_id": "a3", "leader_id": "a1"}]}}
)",
    .sources = {"etcd 3.5 docs op-guide/maintenance", "etcd 3.5 docs dev-guide/limit"},
    .needs = {Surface::etcd},
    .check = check,
};

}  // namespace patrol::rules
