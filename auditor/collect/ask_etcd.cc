// Two steps: the member list from whoever answers first, then all client URLs at once.
#include "auditor/collect/ask_etcd.h"

#include <algorithm>
#include <utility>

#include "auditor/collect/ask_etcd3.h"
#include "auditor/collect/probes_http.h"
#include "auditor/decode/etcd_v2_api.h"
#include "linter/base/text.h"
#include "linter/model/endpoints.h"

namespace patrol {
namespace {

constexpr std::size_t most_endpoints = 64;

void join(Traffic& sum, const Traffic& more) {
  sum.round_trips += more.round_trips;
  sum.milliseconds += more.milliseconds;
  sum.bytes_received += more.bytes_received;
}

std::string without_end_slash(std::string url) {
  while (url.ends_with('/')) url.pop_back();
  return url;
}

bool is_here(const std::string& url) {
  const auto parts = parse_url(url);
  return parts && (is_loopback(parts->host) || is_wildcard(parts->host));
}

void add_endpoint(std::vector<EtcdEndpoint>& endpoints, const std::string& raw) {
  std::string url = without_end_slash(raw);
  const bool is_known = std::any_of(endpoints.begin(), endpoints.end(),
                                    [&](const EtcdEndpoint& one) { return one.url == url; });
  if (!is_known && endpoints.size() < most_endpoints) endpoints.push_back({.url = std::move(url)});
}

std::vector<EtcdEndpoint> endpoints_of(const DcsTarget& target, const EtcdState& state) {
  std::vector<EtcdEndpoint> endpoints;
  for (const std::string& server : target.servers) add_endpoint(endpoints, server);
  const bool is_local = std::any_of(target.servers.begin(), target.servers.end(), is_here);
  if (!target.is_proxied)
    for (const EtcdMember& member : state.members)
      for (const std::string& url : member.client_urls)
        if (is_local || !is_here(url)) add_endpoint(endpoints, url);
  std::sort(
      endpoints.begin(), endpoints.end(),
      [](const EtcdEndpoint& left, const EtcdEndpoint& right) { return left.url < right.url; });
  return endpoints;
}

class EtcdQuestion {
 public:
  EtcdQuestion(const DcsTarget& target, const Deadline& deadline)
      : target_(target), deadline_(deadline), door_(target) {}

  EtcdReply ask() {
    ask_members();
    state_.endpoints = endpoints_of(target_, state_);
    ask_endpoints();
    const bool is_silent = state_.members.empty() &&
                           std::all_of(state_.endpoints.begin(), state_.endpoints.end(),
                                       [](const EtcdEndpoint& one) { return !one.error.empty(); });
    EtcdReply reply{.traffic = traffic_};
    if (is_silent)
      reply.state = why_;
    else
      reply.state = std::move(state_);
    return reply;
  }

 private:
  void ask_members() {
    const auto take = [&](const HttpReply& answer) -> Observed<bool> {
      auto members = decode_etcd_members(answer);
      if (!members) return members.error();
      keep(std::move(*members));
      return true;
    };
    const Deadline first = deadline_.at_most(deadline_.left() / 2);
    auto outcome = door_.post(EtcdPost::member_list(), take, first);
    join(traffic_, outcome.traffic);
    if (!outcome.answered.empty()) return;
    why_ = outcome.why;
    if (target_.kind == "etcd" && !first.is_over()) ask_old_members(first);
    if (state_.members.empty()) state_.members_error = why_.detail;
  }

  // etcd 2, and those that refuse version 3 to us.
  void ask_old_members(const Deadline& deadline) {
    HttpClient client(target_.access);
    std::vector<HttpRequest> requests;
    for (const std::string& server : target_.servers)
      requests.push_back(HttpRequest::get(cat(server, etcd_v2_members_page)));
    const HttpPlan plan{.is_enough = [&](std::size_t, const HttpAnswer& answer) {
      if (!answer.reply) return false;
      auto members = decode_etcd_v2_members(*answer.reply);
      if (!members) return false;
      keep(std::move(*members));
      return true;
    }};
    join(traffic_, client.ask(requests, deadline, plan).traffic);
  }

  void keep(EtcdMembers members) {
    state_.cluster_id = std::move(members.cluster_id);
    state_.members = std::move(members.members);
  }

  // Of each endpoint its health, its status and the alarms, which any member knows.
  void ask_endpoints() {
    std::vector<HttpRequest> requests;
    for (const EtcdEndpoint& endpoint : state_.endpoints) {
      requests.push_back(HttpRequest::get(cat(endpoint.url, etcd_health_page)));
      requests.push_back(HttpRequest::post(endpoint.url, door_.gateway(), EtcdPost::status()));
      requests.push_back(HttpRequest::post(endpoint.url, door_.gateway(), EtcdPost::alarms()));
    }
    const auto answers = door_.client().ask(requests, deadline_, {.most_at_once = 192});
    join(traffic_, answers.traffic);
    BestRefusal no_alarms;
    bool has_alarms = false;
    for (std::size_t at = 0; at < state_.endpoints.size(); ++at) {
      EtcdEndpoint& endpoint = state_.endpoints[at];
      read_endpoint(endpoint, answers.answers[3 * at], answers.answers[3 * at + 1]);
      has_alarms = read_alarms(endpoint.url, answers.answers[3 * at + 2], no_alarms) || has_alarms;
    }
    if (!has_alarms) state_.alarms_error = std::move(no_alarms).take().detail;
  }

  static void read_endpoint(EtcdEndpoint& endpoint, const HttpAnswer& health,
                            const HttpAnswer& status) {
    endpoint.is_healthy = health.reply && decode_etcd_health(*health.reply);
    if (status.reply)
      decode_etcd_status(*status.reply, endpoint);
    else
      endpoint.error = status.reply.error().detail;
  }

  bool read_alarms(const std::string& url, const HttpAnswer& answer, BestRefusal& refusal) {
    auto alarms = answer.reply ? decode_etcd_alarms(*answer.reply)
                               : Observed<std::vector<std::string>>(answer.reply.error());
    if (!alarms) {
      refusal.add(url, alarms.error());
      return false;
    }
    state_.alarms = std::move(*alarms);
    return true;
  }

  const DcsTarget& target_;
  Deadline deadline_;
  EtcdDoor door_;
  EtcdState state_;
  Unavailable why_;
  Traffic traffic_;
};

}  // namespace

EtcdReply ask_etcd(const DcsTarget& target, const Deadline& deadline) {
  return EtcdQuestion(target, deadline).ask();
}

}  // namespace patrol
