// All members of etcd run one version.
#include <map>
#include <set>

#include "rules/drift/shared_etcd_live.h"

namespace patrol::rules {
namespace {

void check(const Snapshot& cluster, Report& report) {
  if (!cluster.live->etcd) return;
  std::map<std::string, std::set<std::string>> versions;
  std::set<std::string> minors;
  for (const EtcdEndpoint& endpoint : cluster.live->etcd->endpoints) {
    const auto version = parse_version(endpoint.version);
    if (!version) continue;
    versions[endpoint.version].insert(endpoint.url);
    minors.insert(cat(version->major, '.', version->minor));
  }
  if (versions.size() < 2) return;
  auto finding = report.add(said_by(Surface::etcd, "version"),
                            cat("etcd's members run ", versions.size(), " versions"));
  for (const auto& [version, urls] : versions)
    finding.note(
        cat(shown(version, 20), ": ", listed(std::vector<std::string>(urls.begin(), urls.end()))));
  finding.note("normal while an upgrade rolls through; the cluster offers what the oldest one can")
      .fix("finish the upgrade");
  if (minors.size() == 1) finding.severity(Severity::info);
}

}  // namespace

extern constinit const Rule etcd_versions{
    .id = "DRF075",
    .name = "etcd-versions",
    .severity = Severity::warning,
    .summary = "members of etcd run different versions",
    .why =
        "etcd may be mixed for the time of an upgrade only. Releases of the v2 and v3 interfaces "
        "differ as well, and Patroni asks whichever member it reaches.",
    .bad = R"(# finding: DRF075
--- snapshot.json
{"scope": "shop", "members": [{"name": "n1"}],
 "etcd": {"members": [
   {"id": "a1", "name": "e1", "peer_urls": ["http://10.0.0.1:2380"], "client_urls": ["http://10.0.0.1:2379"]},
   {"id": "a2", "name": "e2", "peer_urls": ["http://10.0.0.2:2380"], "client_urls": ["http://10.0.0.2:2379"]},
   {"id": "a3", "name": "e3", "peer_urls": ["http://10.0.0.3:2380"], "client_urls": ["http://10.0.0.3:2379"]}],
  "endpoints": [
   {"url": "http://10.0.0.1:2379", "is_healthy": true, "version": "3.5.16", "member_id": "a1", "leader_id": "a1"},
   {"url": "http://10.0.0.2:2379", "is_healthy": true, "version": "3.5.16", "member_id": "a2", "leader_id": "a1"},
   {"url": "http://10.0.0.3:2379", "is_healthy": true, "version": "3.4.23", "member_id": "a3", "leader_id": "a1"}]}}
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
    .sources = {"etcd 3.5 docs upgrades/upgrading-etcd"},
    .needs = {Surface::etcd},
    .check = check,
};

}  // namespace patrol::rules
