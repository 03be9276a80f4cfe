// Merges of sorted ranges.
#include "linter/analysis/index_set.h"

#include <algorithm>

namespace patrol {

void IndexSet::push(Range range) {
  if (range.begin >= range.end) return;
  if (!ranges_.empty() && ranges_.back().end == range.begin) {
    ranges_.back().end = range.end;
  } else {
    ranges_.push_back(range);
  }
}

void IndexSet::add(std::uint32_t number) {
  if (holds(number)) return;
  const auto at = std::find_if(ranges_.begin(), ranges_.end(),
                               [&](const Range& range) { return range.begin > number; });
  std::vector<Range> tail(at, ranges_.end());
  ranges_.erase(at, ranges_.end());
  push({number, number + 1});
  for (const Range& range : tail) push(range);
}

bool IndexSet::holds(std::uint32_t number) const {
  const auto next =
      std::upper_bound(ranges_.begin(), ranges_.end(), number,
                       [](std::uint32_t value, const Range& range) { return value < range.begin; });
  return next != ranges_.begin() && number < (next - 1)->end;
}

IndexSet::Relation IndexSet::relation(const IndexSet& other) const {
  bool touches = false;
  bool leaves = false;
  auto cover = other.ranges_.begin();
  for (const Range& range : ranges_) {
    cover = std::lower_bound(
        cover, other.ranges_.end(), range.begin,
        [](const Range& known, std::uint32_t begin) { return known.end <= begin; });
    const bool meets = cover != other.ranges_.end() && cover->begin < range.end;
    const bool is_inside = meets && cover->begin <= range.begin && range.end <= cover->end;
    touches = touches || meets;
    leaves = leaves || !is_inside;
    if (touches && leaves) return Relation::crossing;
  }
  return touches ? Relation::inside : Relation::disjoint;
}

IndexSet IndexSet::intersect(const IndexSet& other) const {
  IndexSet out;
  auto left = ranges_.begin();
  auto right = other.ranges_.begin();
  while (left != ranges_.end() && right != other.ranges_.end()) {
    out.push({std::max(left->begin, right->begin), std::min(left->end, right->end)});
    if (left->end < right->end) {
      ++left;
    } else {
      ++right;
    }
  }
  return out;
}

IndexSet IndexSet::unite(const IndexSet& other) const {
  std::vector<Range> all = ranges_;
  all.insert(all.end(), other.ranges_.begin(), other.ranges_.end());
  std::sort(all.begin(), all.end());
  IndexSet out;
  for (const Range& range : all) {
    const std::uint32_t known = out.empty() ? 0 : out.ranges_.back().end;
    out.push({std::max(range.begin, known), range.end});
  }
  return out;
}

IndexSet IndexSet::subtract(const IndexSet& other) const {
  IndexSet out;
  auto cut = other.ranges_.begin();
  for (Range range : ranges_) {
    while (cut != other.ranges_.end() && cut->end <= range.begin) ++cut;
    for (auto at = cut; at != other.ranges_.end() && at->begin < range.end; ++at) {
      out.push({range.begin, at->begin});
      range.begin = std::max(range.begin, at->end);
    }
    out.push(range);
  }
  return out;
}

}  // namespace patrol
