// What is listened on must also be advertised.
#include <algorithm>

#include "linter/engine/rule.h"
#include "linter/facts/facts.h"
#include "rules/etcd/shared_etcd.h"

namespace patrol::rules {
namespace {

bool is_absent(const EtcdDocument& member, std::string_view flag) {
  const EtcdValue* value = member.find(flag);
  if (value != nullptr && (value->is_opaque || !trim(value->value).empty())) return false;
  return !is_argument(member, flag);
}

void check_client(const EtcdDocument& member, Report& report) {
  const EtcdValue* listen = setting(member, "listen-client-urls");
  if (listen == nullptr || !is_absent(member, "advertise-client-urls")) return;
  auto finding = report.add({listen->name_span, spelled(member, "advertise-client-urls")},
                            cat('`', listen->setting, "` is set and `",
                                spelled(member, "advertise-client-urls"), "` is not"));
  // A file that leaves its member's name to others leaves this to them as well.
  const bool is_completed = is_absent(member, "name") && has_partners(member);
  if (is_completed) finding.severity(Severity::info);
  finding
      .note(
          "etcd ends at start: the client URLs to advertise must be given with the ones to "
          "listen on")
      .fix("add the URL that clients on other hosts use");
}

// Without a value of its own etcd advertises its default, which is not what the list says.
void check_peer(const EtcdDocument& member, Report& report) {
  constexpr std::string_view flag = "initial-advertise-peer-urls";
  const std::string_view fallback = facts::find_etcd_flag(flag)->default_value;
  if (!is_absent(member, flag) || fallback.empty()) return;
  const std::string_view name = etcd_text(member, "name");
  for (const EtcdPeer& peer : initial_cluster(member)) {
    if (peer.name != name || name.empty() || peer.url == fallback) continue;
    report
        .add({peer.at, spelled(member, flag)},
             cat('`', spelled(member, flag), "` is not set; the default is ", fallback))
        .note("etcd ends at its first start: the list has another URL for this member")
        .fix(cat("set it to the URL of ", shown(name), " in the list"));
    return;
  }
}

void check(const Snapshot& cluster, Report& report) {
  for (const EtcdDocument* member : active_members(cluster)) {
    check_client(*member, report);
    check_peer(*member, report);
  }
}

}  // namespace

extern constinit const Rule advertise_missing{
    .id = "ETC004",
    .name = "advertise-missing",
    .severity = Severity::error,
    .summary = "an etcd member listens on URLs but advertises none",
    .why =
        "etcd refuses to start when the client listeners are set and the advertised client URLs "
        "are not, or when its own peer URL is not the one in the initial cluster.",
    .bad = R"(--- etcd.env
ETCD_NAME=e1
ETCD_DATA_DIR=/var/lib/etcd/main
ETCD_LISTEN_CLIENT_URLS=http://10.0.0.11:2379  # finding: ETC004
)",
    .good = R"(--- etcd.env
ETCD_NAME=e1
ETCD_DATA_DIR=/var/lib/etcd/main
ETCD_LISTEN_CLIENT_URLS=http://10.0.0.11:2379
ETCD_ADVERTISE_CLIENT_URLS=http://10.0.0.11:2379
)",
    .sources = {"etcd 3.5.16 server/embed/config.go Validate", "tried on 3.3.25 to 3.5.30"},
    .check = check,
};

}  // namespace patrol::rules
