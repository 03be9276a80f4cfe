// Sets of small whole numbers as sorted ranges: all, none, one and "all but these" are short.
#pragma once

#include <cstdint>
#include <initializer_list>
#include <vector>

namespace patrol {

class IndexSet {
 public:
  struct Range {
    std::uint32_t begin = 0;
    std::uint32_t end = 0;  // half-open
    auto operator<=>(const Range&) const = default;
  };

  IndexSet() = default;
  explicit IndexSet(Range range) {
    if (range.begin < range.end) ranges_.push_back(range);
  }

  /// Appends; `range` begins at or behind the end of the last one.
  void push(Range range);
  /// Adds single numbers in any order.
  void add(std::uint32_t number);

  [[nodiscard]] bool empty() const { return ranges_.empty(); }
  [[nodiscard]] std::uint32_t first() const { return ranges_.front().begin; }
  [[nodiscard]] std::uint32_t last() const { return ranges_.back().end - 1; }
  [[nodiscard]] const std::vector<Range>& ranges() const { return ranges_; }
  [[nodiscard]] bool holds(std::uint32_t number) const;

  /// How this set lies to `other`.
  enum class Relation { disjoint, inside, crossing };
  [[nodiscard]] Relation relation(const IndexSet& other) const;

  [[nodiscard]] IndexSet intersect(const IndexSet& other) const;
  [[nodiscard]] IndexSet unite(const IndexSet& other) const;
  [[nodiscard]] IndexSet subtract(const IndexSet& other) const;

  friend bool operator==(const IndexSet&, const IndexSet&) = default;

 private:
  std::vector<Range> ranges_;
};

}  // namespace patrol
