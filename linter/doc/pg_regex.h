// PostgreSQL's advanced regular expressions, as far as pg_hba.conf and pg_ident.conf need them:
// what the server refuses to compile, and a tree of those whose meaning is beyond doubt.
#pragma once

#include <bitset>
#include <string_view>
#include <vector>

namespace patrol {

struct PgRegexNode {
  enum class Kind { empty, letter, text_begin, text_end, sequence, choice, repeat };
  Kind kind = Kind::empty;
  std::bitset<256> letters{};  // letter: any one of these bytes
  std::vector<int> parts{};    // indexes in PgRegex::nodes, always smaller than the own one
  int least = 0;               // repeat
  int most = 0;                // repeat; -1: without end
};

struct PgRegex {
  std::string_view error;  // PostgreSQL's words; empty: it compiles
  /// False where our tree may not say what the server's matcher does: back references, look-around,
  /// word boundaries, other flavours, bytes that are not ASCII.
  bool is_certain = true;
  std::vector<PgRegexNode> nodes;
  int root = -1;  // -1 when there is an error or `is_certain` is false
};

/// `pattern` without the leading slash.
[[nodiscard]] PgRegex read_pg_regex(std::string_view pattern, int postgres_major);

}  // namespace patrol
