// Asks one member's Patroni over its REST interface.
#pragma once

#include <map>
#include <string>

#include "auditor/transport/http.h"
#include "linter/model/observation_cluster.h"

namespace patrol {

struct RestReplies {
  Observed<HttpReply> status, config;
  std::map<std::string, int> health;  // pages that answered
  Traffic traffic;
};

/// `api` is "http://10.77.0.11:8008"; a path behind it does not count. At most four requests at
/// once: Patroni's server keeps a queue of five.
[[nodiscard]] RestReplies ask_rest(const std::string& api, const HttpTls& tls,
                                   const Deadline& deadline);
/// To be called member by member, in the order of names.
[[nodiscard]] Observed<RestStatus> decode_rest(const RestReplies& replies, SecretNumbers& numbers);

/// "http://10.77.0.11:8008" of "http://10.77.0.11:8008/patroni"; empty for what is no HTTP URL.
[[nodiscard]] std::string rest_server(const std::string& api_url);

}  // namespace patrol
