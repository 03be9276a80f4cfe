// A small world of connections and generated policies over it, with a matcher of its own that tries
// connection by connection: the oracle for reasoning about sets of connections.
#pragma once

#include <bitset>
#include <cstdint>
#include <random>
#include <span>
#include <string>
#include <vector>

#include "linter/analysis/hba_policy.h"

namespace patrol::test {

inline constexpr std::size_t universe_size = 4UL * 11 * 17 * 16 * 8;
using ConnectionSet = std::bitset<universe_size>;

/// Every combination of channel, address, database, user and memberships.
[[nodiscard]] const std::vector<HbaConnection>& universe();

/// A generated record: its text and the connections that it matches.
struct SmallRecord {
  std::string text;
  std::string outcome;  // "refused" or the method
  ConnectionSet matches;
};

class PolicyGenerator {
 public:
  /// `major` 15: a slash starts a name; 16: a regex.
  PolicyGenerator(unsigned seed, int major) : random_(seed), major_(major) {}
  /// The bytes choose, and zeros when they are used up: for libFuzzer.
  PolicyGenerator(std::span<const std::uint8_t> bytes, int major)
      : bytes_(bytes), has_bytes_(true), major_(major) {}
  [[nodiscard]] SmallRecord record();
  [[nodiscard]] std::vector<SmallRecord> policy(std::size_t most_records);
  /// A changed copy: records swapped, dropped, doubled or with another method.
  [[nodiscard]] std::vector<SmallRecord> variant(std::vector<SmallRecord> policy);
  [[nodiscard]] std::size_t below(std::size_t limit) { return next() % limit; }

 private:
  std::size_t next() {
    if (!has_bytes_) return random_();
    if (bytes_.empty()) return 0;
    const std::size_t byte = bytes_.front();
    bytes_ = bytes_.subspan(1);
    return byte;
  }

  std::mt19937 random_;
  std::span<const std::uint8_t> bytes_;
  bool has_bytes_ = false;
  int major_;
};

[[nodiscard]] std::string text_of(const std::vector<SmallRecord>& policy);
/// What each record decides; behind the last one, what no record matches.
[[nodiscard]] std::vector<ConnectionSet> decided(const std::vector<SmallRecord>& policy);

}  // namespace patrol::test
