// Keys of ZooKeeper: names first, then all values at once. The tree is two levels deep.
#include <algorithm>
#include <array>
#include <utility>

#include "auditor/collect/ask_dcs.h"
#include "auditor/transport/zookeeper.h"
#include "linter/base/text.h"

namespace patrol {
namespace {

constexpr auto folders = std::to_array<std::string_view>({"members", "optime"});

class ZooStore : public DcsStore {
 public:
  explicit ZooStore(const DcsTarget& target) : session_({target.servers, target.auth_data}) {}

  DcsReply read(const std::string& prefix, const Deadline& deadline) override {
    std::vector<std::string> paths{node_of(prefix)};
    for (const std::string_view folder : folders) paths.push_back(cat(prefix, folder));
    auto listed = session_.children(paths, deadline);
    if (!listed) return counted({listed.error(), session_.server()});
    return read_names(prefix, names_of(*listed), deadline);
  }

  DcsReply read_key(const std::string& prefix, const std::string& name,
                    const Deadline& deadline) override {
    return read_names(prefix, {name}, deadline);
  }

 private:
  // A node's path ends without a slash.
  static std::string node_of(const std::string& prefix) {
    return prefix.size() > 1 ? prefix.substr(0, prefix.size() - 1) : prefix;
  }

  static std::vector<std::string> names_of(const std::vector<std::vector<std::string>>& listed) {
    std::vector<std::string> names;
    for (const std::string& name : listed.front())
      if (std::find(folders.begin(), folders.end(), name) == folders.end()) names.push_back(name);
    for (std::size_t at = 0; at < folders.size(); ++at)
      for (const std::string& name : listed[at + 1]) names.push_back(cat(folders[at], '/', name));
    std::sort(names.begin(), names.end());
    if (names.size() > most_dcs_keys) names.resize(most_dcs_keys);
    return names;
  }

  DcsReply read_names(const std::string& prefix, const std::vector<std::string>& names,
                      const Deadline& deadline) {
    std::vector<std::string> paths;
    paths.reserve(names.size());
    for (const std::string& name : names) paths.push_back(prefix + name);
    auto values = session_.values(paths, deadline);
    if (!values) return counted({values.error(), session_.server()});
    DcsKeys keys;
    for (std::size_t at = 0; at < names.size(); ++at)
      if ((*values)[at]) keys.entries.emplace_back(names[at], std::move(*(*values)[at]));
    return counted({std::move(keys), session_.server()});
  }

  DcsReply counted(DcsReply reply) {
    const Traffic& now = session_.traffic();
    count({now.round_trips - traffic().round_trips, now.milliseconds - traffic().milliseconds,
           now.bytes_received - traffic().bytes_received});
    return reply;
  }

  ZooSession session_;
};

}  // namespace

std::unique_ptr<DcsStore> open_zookeeper(const DcsTarget& target) {
  return std::make_unique<ZooStore>(target);
}

}  // namespace patrol
