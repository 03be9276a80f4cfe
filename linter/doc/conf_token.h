// The words of postgresql.conf: one line's tokens, as the server's own scanner cuts them.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace patrol {

enum class ConfTokenKind : std::uint8_t {
  name,       // work_mem; also a bare word as a value
  qualified,  // plpgsql.extra_errors; never a value
  word,       // an unquoted value that is no name: C.UTF-8, 10.0.0.1 is none
  number,     // 16MB, 0x1F, 1.5
  quoted,     // 'text'
  equals,
  line_end,  // also the end of the text
  unclosed,  // a single quote without its partner on the line
  junk,      // a character that begins nothing
};

struct ConfToken {
  ConfTokenKind kind = ConfTokenKind::line_end;
  std::size_t begin = 0;
  std::size_t end = 0;
};

/// The token at or behind `at`; blanks, carriage returns and comments are stepped over. Never
/// passes the end of the line that `at` stands in.
[[nodiscard]] ConfToken next_conf_token(std::string_view text, std::size_t at);

/// The text that a quoted token stands for.
[[nodiscard]] std::string unquote_conf(std::string_view quoted);

}  // namespace patrol
