// A regular expression of PostgreSQL as an automaton over bytes: does it match somewhere in a name,
// and, step by step, which names does it match.
#pragma once

#include <bitset>
#include <cstdint>
#include <optional>
#include <string_view>
#include <tuple>
#include <vector>

#include "linter/doc/pg_regex.h"

namespace patrol {

class PgAutomaton {
 public:
  /// Where the automaton stands after some bytes. Equal states have the same future.
  struct State {
    std::vector<std::uint16_t> nodes;  // sorted
    bool is_begin = false;
    bool has_matched = false;
    friend bool operator<(const State& left, const State& right) {
      return std::tie(left.nodes, left.is_begin, left.has_matched) <
             std::tie(right.nodes, right.is_begin, right.has_matched);
    }
  };

  /// Nothing when the meaning is not certain or the automaton would be too large.
  [[nodiscard]] static std::optional<PgAutomaton> build(const PgRegex& regex);

  [[nodiscard]] State start() const;
  [[nodiscard]] State step(const State& state, unsigned char byte) const;
  /// Whether the bytes so far, taken as the whole name, match.
  [[nodiscard]] bool accepts(const State& state) const;
  [[nodiscard]] bool matches(std::string_view name) const;
  /// The byte sets that tell names apart.
  [[nodiscard]] std::vector<std::bitset<256>> letter_sets() const;

 private:
  struct Node {
    enum class Kind : std::uint8_t { letter, fork, text_begin, text_end, accept };
    Kind kind = Kind::fork;
    std::uint16_t letters = 0;  // index in sets_
    std::vector<std::uint16_t> next = {};
  };
  struct Where {
    bool is_begin = false;
    bool is_end = false;
  };
  class Builder;

  [[nodiscard]] State close(std::vector<std::uint16_t> open, Where where) const;

  std::vector<Node> nodes_;
  std::vector<std::bitset<256>> sets_;
  std::uint16_t first_ = 0;
};

}  // namespace patrol
