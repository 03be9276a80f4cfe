// etcd's version 3 interface over its JSON gateway.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "auditor/collect/ask_dcs.h"
#include "auditor/decode/etcd_api.h"

namespace patrol {

/// A way into one cluster of etcd: knows its gateway's version and logs in when it must.
class EtcdDoor {
 public:
  explicit EtcdDoor(const DcsTarget& target);

  /// Decides whether a reply is good; what it refuses is kept as a reason.
  using Take = std::function<Observed<bool>(const HttpReply&)>;
  struct Outcome {
    std::string answered;  // empty: nobody's reply was taken
    Unavailable why;
    Traffic traffic;
  };
  /// Posts to all servers at once, until one reply is taken. Tries the gateway's older versions
  /// where the newest is not there, and logs in first where the target has a user.
  [[nodiscard]] Outcome post(const EtcdPost& wanted, const Take& take, const Deadline& deadline);

  [[nodiscard]] HttpClient& client() { return client_; }
  [[nodiscard]] EtcdGateway gateway() const { return gateway_; }

 private:
  [[nodiscard]] Outcome post_once(const EtcdPost& post, const Take& take, const Deadline& deadline);
  [[nodiscard]] bool has_older_gateway();
  [[nodiscard]] Outcome log_in(const Deadline& deadline);

  std::vector<std::string> servers_;
  std::string user_;
  Credential password_;
  HttpClient client_;
  EtcdGateway gateway_ = EtcdGateway::v3;
  bool is_logged_in_ = false;
  bool is_gateway_known_ = false;
};

}  // namespace patrol
