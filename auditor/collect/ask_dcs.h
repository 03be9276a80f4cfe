// Reads a cluster's keys from the store that holds them.
#pragma once

#include <memory>
#include <string>

#include "auditor/collect/sources.h"
#include "auditor/decode/dcs_keys.h"
#include "auditor/transport/deadline.h"
#include "auditor/transport/traffic.h"

namespace patrol {

struct DcsReply {
  Observed<DcsKeys> keys;  // no entries: the store has nothing below the prefix
  std::string answered;    // the server
  bool is_stale = false;   // from one server's own store, because no majority answered
};

/// A store that stays connected between the two times it is asked.
class DcsStore {
 public:
  DcsStore() = default;
  DcsStore(const DcsStore&) = delete;
  DcsStore& operator=(const DcsStore&) = delete;
  DcsStore(DcsStore&&) = delete;
  DcsStore& operator=(DcsStore&&) = delete;
  virtual ~DcsStore() = default;

  /// All keys below a prefix ("/service/batman/"). All servers are asked at once; the first that
  /// answers counts.
  [[nodiscard]] virtual DcsReply read(const std::string& prefix, const Deadline& deadline) = 0;
  /// One key: its name below the prefix, or no entry when it is not there.
  [[nodiscard]] virtual DcsReply read_key(const std::string& prefix, const std::string& name,
                                          const Deadline& deadline) = 0;
  [[nodiscard]] const Traffic& traffic() const { return traffic_; }

 protected:
  void count(const Traffic& more);

 private:
  Traffic traffic_;
};

/// Null for a target that cannot be asked.
[[nodiscard]] std::unique_ptr<DcsStore> open_dcs(const DcsTarget& target);

// The kinds.
[[nodiscard]] std::unique_ptr<DcsStore> open_etcd3(const DcsTarget& target);
[[nodiscard]] std::unique_ptr<DcsStore> open_etcd2(const DcsTarget& target);
[[nodiscard]] std::unique_ptr<DcsStore> open_consul(const DcsTarget& target);
[[nodiscard]] std::unique_ptr<DcsStore> open_zookeeper(const DcsTarget& target);

/// Of several servers' refusals the one that tells most, with the server's name before it.
class BestRefusal {
 public:
  void add(const std::string& server, const Unavailable& why);
  [[nodiscard]] Unavailable take() &&;

 private:
  std::optional<Unavailable> best_;
};

}  // namespace patrol
