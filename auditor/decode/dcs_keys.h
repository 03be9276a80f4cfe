// The keys of one cluster as a DCS keeps them, and what they say. Every kind of DCS has the same
// tree below the cluster's prefix, so each decoder gives the same list.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "linter/model/observation_cluster.h"
#include "linter/model/observed.h"

namespace patrol {

/// More than this is no cluster of Patroni.
inline constexpr std::size_t most_dcs_keys = 20000;

/// Names below the prefix ("leader", "members/pg1") with their raw values.
struct DcsKeys {
  std::vector<std::pair<std::string, std::string>> entries;

  /// Null when the key is not there.
  [[nodiscard]] const std::string* find(std::string_view name) const;
};

/// "/service/batman/": slashes collapsed, as Patroni builds it.
[[nodiscard]] std::string dcs_prefix(std::string_view space, std::string_view scope);
/// Appends a key when it lies below the prefix; slashes at the front of either do not count.
void add_key(DcsKeys& keys, std::string_view prefix, std::string_view key, std::string value);

/// A role in any version's word.
[[nodiscard]] ObservedRole observed_role(std::string_view word);

/// The members/ keys, by name; a value that is no JSON object leaves only the name.
[[nodiscard]] std::vector<DcsMember> decode_members(const DcsKeys& keys);
/// Everything the keys say. `kind` and `answered` are left to the caller.
[[nodiscard]] DcsState decode_dcs(const DcsKeys& keys, SecretNumbers& numbers);

}  // namespace patrol
