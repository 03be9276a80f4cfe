// What an etcd member's file says of itself and of its partners is what the running etcd has.
#include <set>

#include "rules/drift/shared_etcd_live.h"

namespace patrol::rules {
namespace {

std::set<std::string> addresses(const std::vector<std::string>& urls) {
  std::set<std::string> out;
  for (const std::string& url : urls) out.insert(host_and_port(url));
  return out;
}

std::set<std::string> addresses(const EtcdValue& value) {
  std::set<std::string> out;
  for (const EtcdPiece& piece : pieces(value)) out.insert(host_and_port(piece.text));
  return out;
}

void add_owner(const Snapshot& cluster, const EtcdDocument& file, FindingBuilder& finding) {
  const std::string_view owner = cluster.owner_of(file.file);
  if (!owner.empty()) finding.member(std::string(owner));
}

void check_name(const Snapshot& cluster, const EtcdDocument& file, const EtcdMember& member,
                Report& report) {
  const EtcdValue* name = file.find("name");
  if (name == nullptr || name->is_opaque || member.name.empty() || name->value == member.name)
    return;
  auto finding = report.add(at(*name), cat("the file names ", shown(name->value, 30),
                                           ", the running etcd is ", shown(member.name, 30)));
  finding.label(said_by(Surface::etcd, cat("members/", member.id)), shown(member.name))
      .note(
          "the next start publishes the other name; a member that is rebuilt with it is not found "
          "in `initial-cluster`")
      .fix("write the name that the member list has, or restart etcd if the file is right");
  add_owner(cluster, file, finding);
}

void check_urls(const Snapshot& cluster, const EtcdDocument& file, std::string_view flag,
                const std::vector<std::string>& urls, Report& report) {
  const EtcdValue* value = file.find(flag);
  if (value == nullptr || value->is_opaque || value->value.empty() || urls.empty()) return;
  if (addresses(*value) == addresses(urls)) return;
  auto finding =
      report.add(at(*value), cat("`", shown(value->setting), "` is not what the running etcd has"));
  finding.label(said_by(Surface::etcd, flag), cat("the member list says ", listed(urls)))
      .note(
          flag == "advertise-client-urls"
              ? "the member was not restarted since the edit, or the edit is wrong: the next start "
                "publishes it"
              : "it counts when the member is made only: `etcdctl member update` changes it, and a "
                "rebuilt member fails with `has not matched`")
      .fix("let the file say what `etcdctl member list` says, or the other way round");
  add_owner(cluster, file, finding);
}

// A list that every member was made with; the running cluster may have gone on since.
void check_partners(const Snapshot& cluster, const EtcdState& etcd, const EtcdDocument& file,
                    Report& report) {
  const EtcdValue* list = file.find("initial-cluster");
  if (list == nullptr || list->is_opaque) return;
  std::set<std::string> running;
  for (const EtcdMember& member : etcd.members) running.merge(addresses(member.peer_urls));
  std::set<std::string> named;
  for (const EtcdPeer& peer : initial_cluster(file)) named.insert(host_and_port(peer.url));
  if (named.empty() || named == running) return;
  std::vector<std::string> lacking;
  std::vector<std::string> strange;
  std::set_difference(running.begin(), running.end(), named.begin(), named.end(),
                      std::back_inserter(lacking));
  std::set_difference(named.begin(), named.end(), running.begin(), running.end(),
                      std::back_inserter(strange));
  auto finding = report.add(
      at(*list), cat("`", shown(list->setting), "` does not name the members of the running etcd"));
  if (!lacking.empty()) finding.note(cat("not in the file: ", listed(lacking)));
  if (!strange.empty()) finding.note(cat("no member: ", listed(strange)));
  finding
      .note(
          "ignored while the data directory is there; a member that is rebuilt from this file does "
          "not join: `member count is unequal`")
      .fix("write what `etcdctl member list` says")
      .severity(Severity::warning);
  add_owner(cluster, file, finding);
}

void check(const Snapshot& cluster, Report& report) {
  if (!cluster.live->etcd || cluster.live->etcd->members.empty()) return;
  const EtcdState& etcd = *cluster.live->etcd;
  for (const EtcdDocument* file : cluster.etcd) {
    const EtcdMember* member = member_of_file(etcd, *file);
    if (member != nullptr) {
      check_name(cluster, *file, *member, report);
      check_urls(cluster, *file, "advertise-client-urls", member->client_urls, report);
      check_urls(cluster, *file, "initial-advertise-peer-urls", member->peer_urls, report);
    }
    check_partners(cluster, etcd, *file, report);
  }
}

}  // namespace

extern constinit const Rule etcd_file_differs{
    .id = "DRF070",
    .name = "etcd-file-differs",
    .severity = Severity::warning,
    .summary = "an etcd member's file differs from the running member list",
    .why =
        "Much of the file counts only when the member is made. What is wrong in it shows when the "
        "member has to be rebuilt, which is when nobody needs a surprise.",
    .bad = R"(# finding: DRF070 n1
--- snapshot.json
{"scope": "shop", "members": [{"name": "n1"}],
 "etcd": {"members": [
   {"id": "a1", "name": "e1", "peer_urls": ["http://10.0.0.1:2380"], "client_urls": ["http://10.0.0.1:2379"]},
   {"id": "a2", "name": "e2", "peer_urls": ["http://10.0.0.2:2380"], "client_urls": ["http://10.0.0.2:2379"]},
   {"id": "a3", "name": "e3", "peer_urls": ["http://10.0.0.3:2380"], "client_urls": ["http://10.0.0.3:2379"]}],
  "endpoints": [
   {"url": "http://10.0.0.1:2379", "is_healthy": true, "version": "3.5.16", "member_id": "a1", "leader_id": "a1"},
   {"url": "http://10.0.0.2:2379", "is_healthy": true, "version": "3.5.16", "member_id": "a2", "leader_id": "a1"},
   {"url": "http://10.0.0.3:2379", "is_healthy": true, "version": "3.5.16", "member_id": "a3", "leader_id": "a1"}]}}
--- n1:/etc/default/etcd
ETCD_NAME=e1
ETCD_INITIAL_ADVERTISE_PEER_URLS=http://10.0.0.1:2380
ETCD_ADVERTISE_CLIENT_URLS=http://10.0.0.1:2379
ETCD_INITIAL_CLUSTER=e1=http://10.0.0.1:2380,e2=http://10.0.0.2:2380
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
--- n1:/etc/default/etcd
ETCD_NAME=e1
ETCD_INITIAL_ADVERTISE_PEER_URLS=http://10.0.0.1:2380
ETCD_ADVERTISE_CLIENT_URLS=http://10.0.0.1:2379
ETCD_INITIAL_CLUSTER=e1=http://10.0.0.1:2380,e2=http://10.0.0.2:2380,e3=http://10.0.0.3:2380
)",
    .sources = {"etcd 3.5 docs op-guide/configuration",
                "etcd 3.5 docs op-guide/runtime-configuration"},
    .needs = {Surface::etcd, Surface::files},
    .check = check,
};

}  // namespace patrol::rules
