// Discovery, the members in parallel, the leader once more, and the merge in the order of names.
#include "auditor/collect/collect.h"

#include <algorithm>
#include <atomic>
#include <memory>
#include <thread>
#include <utility>

#include "auditor/collect/ask_dcs.h"
#include "auditor/collect/ask_etcd.h"
#include "auditor/collect/ask_member.h"
#include "auditor/collect/lane.h"
#include "linter/base/text.h"

namespace patrol {
namespace {

using namespace std::chrono_literals;

constexpr std::string_view leader_key = "leader";
constexpr long long usual_api_port = 8008;

double now() {
  const auto since = std::chrono::system_clock::now().time_since_epoch();
  return std::chrono::duration<double>(since).count();
}

std::string prefix_of(const ClusterSources& sources) {
  return dcs_prefix(cat(sources.space, '/', sources.scope), sources.group);
}

Unavailable no_keys(const ClusterSources& sources) {
  return {Cause::missing, cat(sources.dcs.kind, ": no keys below ", prefix_of(sources)),
          "check scope and namespace, and the kind of DCS: etcd and etcd3 are separate stores"};
}

/// The open store travels with what it said, so that the same connection serves at the end.
struct Discovery {
  std::shared_ptr<DcsStore> store;
  DcsReply reply;
};

Discovery discover(const DcsTarget& target, const std::string& prefix, const Deadline& deadline) {
  Discovery out{.store = open_dcs(target)};
  if (out.store) out.reply = out.store->read(prefix, deadline);
  return out;
}

DcsReply leader_again(const std::shared_ptr<DcsStore>& store, const std::string& prefix,
                      const Deadline& deadline) {
  return store->read_key(prefix, std::string(leader_key), deadline);
}

class Collector {
 public:
  Collector(const ClusterSources& sources, const CollectLimits& limits)
      : sources_(sources), limits_(limits), prefix_(prefix_of(sources)) {}

  Collected run() {
    out_.cluster.scope = sources_.scope;
    out_.cluster.space = sources_.space;
    out_.cluster.taken_at = now();
    const Deadline first = Deadline::in(limits_.deadline);
    // Beside the discovery, not behind it: a store that hangs costs one deadline, not two.
    Lane<EtcdReply> etcd([target = sources_.dcs, first] {
      const bool is_etcd = !target.refusal && target.kind.starts_with("etcd");
      return is_etcd ? ask_etcd(target, first) : EtcdReply{};
    });
    Lane<Discovery> discovery([target = sources_.dcs, prefix = prefix_, first] {
      return discover(target, prefix, first);
    });
    if (has_addresses()) {
      members_ = sources_.members;
      ask_members();
      take_discovery(discovery, first);
    } else {
      take_discovery(discovery, first);
      name_members();
      ask_members();
    }
    look_at_leader_again();
    etcd_.state = Unavailable{Cause::timed_out, "etcd: no answer within the deadline", ""};
    if (auto done = etcd.take(first)) etcd_ = std::move(*done);
    merge();
    return std::move(out_);
  }

 private:
  // Members that an inventory describes wholly need not wait for the DCS.
  [[nodiscard]] bool has_addresses() const {
    return !sources_.members.empty() &&
           std::all_of(sources_.members.begin(), sources_.members.end(),
                       [](const MemberTarget& member) {
                         return !member.host.empty() && !member.api.empty();
                       });
  }

  void take_discovery(Lane<Discovery>& lane, const Deadline& deadline) {
    if (sources_.dcs.refusal) {
      why_no_keys_ = *sources_.dcs.refusal;
      return;
    }
    why_no_keys_ = {Cause::timed_out, cat(sources_.dcs.kind, ": no answer within the deadline"),
                    ""};
    auto done = lane.take(deadline);
    if (!done || !done->store) return;
    store_ = std::move(done->store);
    discovery_traffic_ = store_->traffic();
    answered_ = std::move(done->reply.answered);
    is_stale_ = done->reply.is_stale;
    if (!done->reply.keys)
      why_no_keys_ = done->reply.keys.error();
    else if (done->reply.keys->entries.empty())
      why_no_keys_ = no_keys(sources_);
    else
      keys_ = std::move(*done->reply.keys);
  }

  void name_members() {
    std::vector<MemberTarget> found;
    for (const DcsMember& member : decode_members(keys_)) found.push_back(member_target(member));
    members_ = sources_.members.empty() ? found : sources_.members;
    for (MemberTarget& member : members_) {
      const auto known = std::find_if(found.begin(), found.end(), [&](const MemberTarget& one) {
        return one.name == member.name;
      });
      if (known == found.end()) continue;
      if (member.host.empty()) {
        member.host = known->host;
        member.port = known->port;
      }
      if (member.api.empty()) member.api = known->api;
    }
    // Of a member that only the inventory knows: where Patroni's API nearly always is.
    for (MemberTarget& member : members_)
      if (member.api.empty() && !member.host.empty())
        member.api = server_url("http", member.host, usual_api_port);
  }

  // A fixed number of threads take the members one after the other.
  void ask_members() {
    std::sort(
        members_.begin(), members_.end(),
        [](const MemberTarget& left, const MemberTarget& right) { return left.name < right.name; });
    replies_.resize(members_.size());
    std::atomic<std::size_t> next = 0;
    const auto work = [&] {
      for (std::size_t at = next++; at < members_.size(); at = next++)
        replies_[at] = ask_member(sources_, members_[at], Deadline::in(limits_.deadline));
    };
    std::vector<std::jthread> threads;
    const std::size_t count = std::min(members_.size(), limits_.most_members_at_once);
    for (std::size_t at = 0; at < count; ++at) threads.emplace_back(work);
  }

  void look_at_leader_again() {
    const std::string* leader = keys_.find(leader_key);
    if (leader != nullptr) out_.cluster.leader_at_begin = *leader;
    if (!store_ || keys_.entries.empty()) return;
    const Deadline deadline =
        Deadline::in(std::min<std::chrono::milliseconds>(limits_.deadline, 3s));
    Lane<DcsReply> lane([store = store_, prefix = prefix_, deadline] {
      return leader_again(store, prefix, deadline);
    });
    const auto reply = lane.take(deadline);
    if (!reply) return;  // the store is still in use
    if (reply->keys) {
      const std::string* end = reply->keys->find(leader_key);
      out_.cluster.leader_at_end = end == nullptr ? std::string() : *end;
      out_.cluster.is_leader_changed = out_.cluster.leader_at_end != out_.cluster.leader_at_begin;
    }
    ending_trips_ = store_->traffic().round_trips - discovery_traffic_.round_trips;
    dcs_traffic_ = store_->traffic();
  }

  void merge() {
    SecretNumbers numbers;
    if (keys_.entries.empty()) {
      out_.cluster.dcs = why_no_keys_;
    } else {
      DcsState state = decode_dcs(keys_, numbers);
      state.kind = sources_.dcs.kind;
      state.answered = answered_;
      state.is_stale = is_stale_;
      out_.cluster.dcs = std::move(state);
    }
    for (const GivenFile& file : sources_.given)
      out_.cluster.given.push_back({.path = file.path,
                                    .kind = file.kind,
                                    .text = MaskedText(file.text, numbers),
                                    .size = static_cast<std::int64_t>(file.text.size())});
    for (std::size_t at = 0; at < members_.size(); ++at)
      out_.cluster.members.push_back(observe_member(sources_, members_[at], replies_[at], numbers));
    out_.cluster.etcd = std::move(etcd_.state);
    add_timings();
  }

  void add_timings() {
    const auto add = [&](const std::string& member, std::string source, const Traffic& traffic) {
      out_.timings.push_back({sources_.name, member, std::move(source), traffic});
      return traffic.round_trips;
    };
    add("", "dcs", dcs_traffic_.round_trips > 0 ? dcs_traffic_ : discovery_traffic_);
    int longest = sources_.dcs.kind.starts_with("etcd") ? add("", "etcd", etcd_.traffic) : 0;
    for (std::size_t at = 0; at < members_.size(); ++at) {
      const std::string& name = members_[at].name;
      longest = std::max({longest, add(name, "sql", replies_[at].sql.traffic),
                          add(name, "ssh", replies_[at].ssh.traffic),
                          add(name, "rest", replies_[at].rest.traffic)});
    }
    const int discovery = discovery_traffic_.round_trips;
    out_.longest.round_trips =
        ending_trips_ + (has_addresses() ? std::max(discovery, longest) : discovery + longest);
  }

  const ClusterSources& sources_;
  const CollectLimits& limits_;
  std::string prefix_;
  std::shared_ptr<DcsStore> store_;
  DcsKeys keys_;
  std::string answered_;
  bool is_stale_ = false;
  Unavailable why_no_keys_;
  Traffic discovery_traffic_, dcs_traffic_;
  int ending_trips_ = 0;
  std::vector<MemberTarget> members_;
  std::vector<MemberReplies> replies_;
  EtcdReply etcd_;
  Collected out_;
};

}  // namespace

Collected collect_cluster(const ClusterSources& sources, const CollectLimits& limits) {
  const auto begin = std::chrono::steady_clock::now();
  Collected out = Collector(sources, limits).run();
  out.longest.milliseconds =
      std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - begin).count();
  return out;
}

std::vector<Collected> collect_clusters(const std::vector<ClusterSources>& sources,
                                        const CollectLimits& limits) {
  constexpr std::size_t most_clusters_at_once = 16;
  const std::size_t count = std::min(sources.size(), most_clusters_at_once);
  CollectLimits share = limits;
  if (count > 1)
    share.most_members_at_once = std::max<std::size_t>(4, limits.most_members_at_once / count);
  std::vector<Collected> all(sources.size());
  std::atomic<std::size_t> next = 0;
  const auto work = [&] {
    for (std::size_t at = next++; at < sources.size(); at = next++)
      all[at] = collect_cluster(sources[at], share);
  };
  std::vector<std::jthread> threads;
  for (std::size_t at = 1; at < count; ++at) threads.emplace_back(work);
  work();
  threads.clear();
  return all;
}

}  // namespace patrol
