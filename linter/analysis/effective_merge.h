// Several documents of one member, merged as Patroni merges them.
#pragma once

#include <memory>
#include <span>
#include <vector>

#include "linter/analysis/effective.h"

namespace patrol {

/// Source: patroni 4.1.4 patroni/utils.py patch_config: mappings deeply, everything else as a
/// whole; a null takes a key away; a value with the same text leaves the earlier one. Linear in the
/// number of nodes; aliases are copied up to a bound.
struct MergedDocuments {
  std::shared_ptr<const YamlTree> tree;
  std::vector<MergeLoss> losses;
};
[[nodiscard]] MergedDocuments merge_documents(std::span<const Value> roots);

}  // namespace patrol
