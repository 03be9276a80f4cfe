// Keys of etcd by version 3: a linearizable read first; when no majority answers, what a single
// member has.
#include "auditor/collect/ask_etcd3.h"

#include <utility>

#include "linter/base/text.h"

namespace patrol {
namespace {

HttpAccess access_of(const DcsTarget& target) {
  HttpAccess access{.tls = target.access.tls, .token_header = "Authorization"};
  return access;  // the user logs in by a call of its own, not by basic authentication
}

void join(Traffic& sum, const Traffic& more) {
  sum.round_trips += more.round_trips;
  sum.milliseconds += more.milliseconds;
  sum.bytes_received += more.bytes_received;
}

}  // namespace

EtcdDoor::EtcdDoor(const DcsTarget& target)
    : servers_(target.servers),
      user_(target.access.user),
      password_(target.access.password),
      client_(access_of(target)) {
}

EtcdDoor::Outcome EtcdDoor::post_once(const EtcdPost& post, const Take& take,
                                      const Deadline& deadline) {
  std::vector<HttpRequest> requests;
  requests.reserve(servers_.size());
  for (const std::string& server : servers_)
    requests.push_back(HttpRequest::post(server, gateway_, post));
  Outcome outcome;
  BestRefusal refusal;
  const HttpPlan plan{.is_enough = [&](std::size_t index, const HttpAnswer& answer) {
    Observed<bool> taken =
        answer.reply ? take(*answer.reply) : Observed<bool>(answer.reply.error());
    if (taken) {
      outcome.answered = servers_[index];
      return true;
    }
    refusal.add(servers_[index], taken.error());
    return false;
  }};
  auto answers = client_.ask(requests, deadline, plan);
  for (std::size_t at = 0; at < answers.answers.size(); ++at)
    if (!answers.answers[at].reply) refusal.add(servers_[at], answers.answers[at].reply.error());
  outcome.why = std::move(refusal).take();
  outcome.traffic = answers.traffic;
  return outcome;
}

bool EtcdDoor::has_older_gateway() {
  if (is_gateway_known_ || gateway_ == EtcdGateway::v3alpha) return false;
  gateway_ = gateway_ == EtcdGateway::v3 ? EtcdGateway::v3beta : EtcdGateway::v3alpha;
  return true;
}

EtcdDoor::Outcome EtcdDoor::log_in(const Deadline& deadline) {
  std::string token;
  auto outcome = post(
      EtcdPost::authenticate(user_, password_),
      [&](const HttpReply& reply) -> Observed<bool> {
        auto decoded = decode_etcd_token(reply);
        if (!decoded) return decoded.error();
        token = std::move(*decoded);
        return true;
      },
      deadline);
  if (!token.empty()) client_.set_token(Credential(std::move(token)));
  return outcome;
}

EtcdDoor::Outcome EtcdDoor::post(const EtcdPost& wanted, const Take& take,
                                 const Deadline& deadline) {
  Traffic spent;
  if (!user_.empty() && !is_logged_in_ && wanted.call() != EtcdCall::authenticate) {
    is_logged_in_ = true;  // once; a user who is refused is refused again
    Outcome login = log_in(deadline);
    if (login.answered.empty()) return login;
    join(spent, login.traffic);
  }
  for (;;) {
    bool is_other = false;
    const Take watch = [&](const HttpReply& reply) {
      is_other = is_other || is_other_gateway(reply);
      return take(reply);
    };
    Outcome outcome = post_once(wanted, watch, deadline);
    join(spent, outcome.traffic);
    outcome.traffic = spent;
    if (!outcome.answered.empty()) is_gateway_known_ = true;
    if (!outcome.answered.empty() || !is_other || !has_older_gateway()) return outcome;
  }
}

namespace {

class Etcd3Store : public DcsStore {
 public:
  explicit Etcd3Store(const DcsTarget& target) : door_(target) {}

  DcsReply read(const std::string& prefix, const Deadline& deadline) override {
    const Deadline first = deadline.at_most(deadline.left() / 3);
    DcsReply reply = range(EtcdPost::range(prefix, false), prefix, first);
    const bool is_silent =
        !reply.keys && (reply.keys.error().cause == Cause::timed_out ||
                        contains(reply.keys.error().detail, "etcdserver: no leader"));
    if (!is_silent || deadline.is_over()) return reply;
    DcsReply stale = range(EtcdPost::range(prefix, true), prefix, deadline);
    if (!stale.keys) return reply;
    stale.is_stale = true;
    return stale;
  }

  DcsReply read_key(const std::string& prefix, const std::string& name,
                    const Deadline& deadline) override {
    return range(EtcdPost::key(prefix + name), prefix, deadline);
  }

 private:
  DcsReply range(const EtcdPost& post, const std::string& prefix, const Deadline& deadline) {
    DcsReply reply;
    const auto take = [&](const HttpReply& answer) -> Observed<bool> {
      auto keys = decode_etcd_range(answer, prefix);
      if (!keys) return keys.error();
      reply.keys = std::move(keys);
      return true;
    };
    auto outcome = door_.post(post, take, deadline);
    count(outcome.traffic);
    reply.answered = outcome.answered;
    if (reply.answered.empty()) reply.keys = std::move(outcome.why);
    return reply;
  }

  EtcdDoor door_;
};

}  // namespace

std::unique_ptr<DcsStore> open_etcd3(const DcsTarget& target) {
  return std::make_unique<Etcd3Store>(target);
}

}  // namespace patrol
