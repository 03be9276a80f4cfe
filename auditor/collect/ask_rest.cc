// The pages of one member.
#include "auditor/collect/ask_rest.h"

#include <utility>
#include <vector>

#include "auditor/collect/probes_http.h"
#include "auditor/collect/sources.h"
#include "auditor/decode/patroni_api.h"
#include "linter/base/text.h"
#include "linter/model/endpoints.h"

namespace patrol {
namespace {

constexpr std::size_t most_at_once = 4;

std::string why_of(const Unavailable& why) {
  return cat("rest: ", why.detail);
}

// What curl advises about certificates stands under other names in patroni.yml.
std::string remedy_of(const Unavailable& why) {
  if (why.remedy.empty()) return {};
  return "set cacert, certfile and keyfile under `ctl`, as patronictl needs them";
}

}  // namespace

std::string rest_server(const std::string& api_url) {
  const auto url = parse_url(api_url);
  if (!url || url->host.empty() || (url->scheme != "http" && url->scheme != "https")) return {};
  return server_url(url->scheme, url->host, url->port);
}

RestReplies ask_rest(const std::string& api, const HttpTls& tls, const Deadline& deadline) {
  RestReplies replies;
  const std::string server = rest_server(api);
  if (server.empty()) {
    replies.status = Unavailable{Cause::missing, "rest: the member names no address of its API",
                                 "set restapi.connect_address"};
    return replies;
  }
  HttpClient client(HttpAccess{.tls = tls});
  std::vector<HttpRequest> requests{HttpRequest::get(cat(server, patroni_status_page)),
                                    HttpRequest::get(cat(server, patroni_config_page))};
  for (const std::string_view page : patroni_health_pages())
    requests.push_back(HttpRequest::options(cat(server, page)));
  auto answers = client.ask(requests, deadline, {.most_at_once = most_at_once});
  replies.traffic = answers.traffic;
  replies.status = std::move(answers.answers[0].reply);
  replies.config = std::move(answers.answers[1].reply);
  for (std::size_t at = 0; at < patroni_health_pages().size(); ++at)
    if (const auto& reply = answers.answers[at + 2].reply)
      replies.health.emplace(patroni_health_pages()[at], reply->status);
  return replies;
}

Observed<RestStatus> decode_rest(const RestReplies& replies, SecretNumbers& numbers) {
  if (!replies.status) {
    const Unavailable& why = replies.status.error();
    return Unavailable{why.cause, contains(why.detail, "rest: ") ? why.detail : why_of(why),
                       why.cause == Cause::denied ? remedy_of(why) : why.remedy};
  }
  auto status = decode_patroni_status(*replies.status);
  if (!status) return status;
  status->health = replies.health;
  if (replies.config) status->config = decode_patroni_config(*replies.config, numbers);
  return status;
}

}  // namespace patrol
