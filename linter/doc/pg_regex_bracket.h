// The letters of a regular expression: bracket expressions, class escapes and letter escapes of
// PostgreSQL's flavour in the C collation.
#pragma once

#include <bitset>
#include <cstddef>
#include <optional>
#include <string_view>

namespace patrol {

struct Bracket {
  std::bitset<256> letters;
  bool is_negated = false;
  bool is_certain = true;
  std::string_view error;  // empty: it is well formed
  std::size_t end = 0;     // behind the closing bracket
};
/// `at` stands behind the opening bracket.
[[nodiscard]] Bracket read_pg_bracket(std::string_view pattern, std::size_t at, int postgres_major);

struct LetterEscape {
  bool is_valid = false;
  unsigned code = 0;
  std::size_t end = 0;
};
/// `at` stands behind the backslash; octal, hexadecimal and named letters, and any other sign
/// itself.
[[nodiscard]] LetterEscape read_pg_letter_escape(std::string_view pattern, std::size_t at);

/// The bytes of \d \s \w and their opposites; nothing for other letters.
[[nodiscard]] std::optional<std::bitset<256>> pg_class_escape(char kind);

/// With the other case of every ASCII letter in it.
[[nodiscard]] std::bitset<256> either_case(const std::bitset<256>& letters);

}  // namespace patrol
