// Stores whose keys are pages that are read with GET: etcd's version 2 interface, and Consul.
#include <functional>
#include <utility>
#include <vector>

#include "auditor/collect/ask_dcs.h"
#include "auditor/collect/probes_http.h"
#include "auditor/decode/consul_api.h"
#include "auditor/decode/etcd_v2_api.h"
#include "linter/base/text.h"

namespace patrol {
namespace {

// Scopes hold letters, digits and dashes; anything else must not become part of the query.
std::string percent_encoded(std::string_view path) {
  constexpr std::string_view digits = "0123456789ABCDEF";
  std::string out;
  for (const char letter : path) {
    const auto code = static_cast<unsigned char>(letter);
    const bool is_plain = (code >= '0' && code <= '9') || (code >= 'a' && code <= 'z') ||
                          (code >= 'A' && code <= 'Z') || contains("-._~/", {&letter, 1});
    if (is_plain)
      out.push_back(letter);
    else
      out.append({'%', digits[code >> 4U], digits[code & 15U]});
  }
  return out;
}

using Decode = Observed<DcsKeys> (*)(const HttpReply& reply, std::string_view prefix);

/// How one kind spells its pages.
struct Pages {
  std::string_view folder;
  std::string all, one;  // what follows the path
  Decode decode = nullptr;
};

class PagesStore : public DcsStore {
 public:
  PagesStore(const DcsTarget& target, Pages pages)
      : servers_(target.servers), pages_(std::move(pages)), client_(target.access) {}

  DcsReply read(const std::string& prefix, const Deadline& deadline) override {
    return ask(cat(percent_encoded(prefix), pages_.all), prefix, deadline);
  }
  DcsReply read_key(const std::string& prefix, const std::string& name,
                    const Deadline& deadline) override {
    return ask(cat(percent_encoded(prefix + name), pages_.one), prefix, deadline);
  }

 private:
  DcsReply ask(const std::string& page, const std::string& prefix, const Deadline& deadline) {
    std::vector<HttpRequest> requests;
    requests.reserve(servers_.size());
    for (const std::string& server : servers_)
      requests.push_back(HttpRequest::get(cat(server, pages_.folder, page)));
    DcsReply reply;
    BestRefusal refusal;
    const HttpPlan plan{.is_enough = [&](std::size_t index, const HttpAnswer& answer) {
      Observed<DcsKeys> keys = answer.reply ? pages_.decode(*answer.reply, prefix)
                                            : Observed<DcsKeys>(answer.reply.error());
      if (!keys) {
        refusal.add(servers_[index], keys.error());
        return false;
      }
      reply = {std::move(keys), servers_[index]};
      return true;
    }};
    auto answers = client_.ask(requests, deadline, plan);
    for (std::size_t at = 0; at < answers.answers.size(); ++at)
      if (!answers.answers[at].reply) refusal.add(servers_[at], answers.answers[at].reply.error());
    count(answers.traffic);
    if (reply.answered.empty()) reply.keys = std::move(refusal).take();
    return reply;
  }

  std::vector<std::string> servers_;
  Pages pages_;
  HttpClient client_;
};

}  // namespace

std::unique_ptr<DcsStore> open_etcd2(const DcsTarget& target) {
  return std::make_unique<PagesStore>(
      target, Pages{etcd_v2_keys_page, "?recursive=true", "", decode_etcd_v2_keys});
}

std::unique_ptr<DcsStore> open_consul(const DcsTarget& target) {
  const std::string place =
      target.datacenter.empty() ? std::string() : cat("dc=", percent_encoded(target.datacenter));
  const std::string one = place.empty() ? std::string() : cat('?', place);
  const std::string all = place.empty() ? "?recurse=true" : cat("?recurse=true&", place);
  return std::make_unique<PagesStore>(target,
                                      Pages{consul_keys_page, all, one, decode_consul_keys});
}

}  // namespace patrol
