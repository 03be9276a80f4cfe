// Reads nodes of ZooKeeper through its own client library. There is no way to write with it.
#pragma once

#include <memory>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "auditor/transport/credential.h"
#include "auditor/transport/deadline.h"
#include "auditor/transport/traffic.h"
#include "linter/model/observed.h"

namespace patrol {

struct ZooTarget {
  std::vector<std::string> servers;                      // "10.77.0.11:2181"
  std::vector<std::pair<std::string, Credential>> auth;  // by scheme
};

/// A session with whichever server answers first. Sets no watches.
class ZooSession {
 public:
  explicit ZooSession(ZooTarget target);
  ZooSession(const ZooSession&) = delete;
  ZooSession& operator=(const ZooSession&) = delete;
  ZooSession(ZooSession&&) = delete;
  ZooSession& operator=(ZooSession&&) = delete;
  ~ZooSession();

  /// Names below each node, asked at once; of one that is not there: no names.
  [[nodiscard]] Observed<std::vector<std::vector<std::string>>> children(
      std::span<const std::string> paths, const Deadline& deadline);
  /// The value of each node, asked at once; nothing for one that is not there.
  [[nodiscard]] Observed<std::vector<std::optional<std::string>>> values(
      std::span<const std::string> paths, const Deadline& deadline);
  /// The server that is connected, "10.77.0.11:2181"; empty for none.
  [[nodiscard]] std::string server() const;
  [[nodiscard]] const Traffic& traffic() const { return traffic_; }

 private:
  struct Link;
  [[nodiscard]] std::optional<Unavailable> connect(const Deadline& deadline);

  ZooTarget target_;
  std::string hosts_;
  std::unique_ptr<Link> link_;
  Traffic traffic_;
};

}  // namespace patrol
