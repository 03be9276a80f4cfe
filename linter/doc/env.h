// Environment files as systemd loads them (EnvironmentFile=), with the difference to a shell kept.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "linter/base/source.h"

namespace patrol {

struct EnvVariable {
  std::string name;
  std::string value;  // after systemd's unquoting
  Span name_span;
  Span value_span;        // raw value with its quotes
  bool is_exact = false;  // value is byte for byte the text at content_begin
  std::uint32_t content_begin = 0;
  bool is_overridden = false;  // a later assignment of the same name wins
};

/// A line that systemd ignores or reads otherwise than a shell or its writer would.
struct EnvProblem {
  enum class Kind {
    invalid_name,        // dropped: "export A", "1A", "A-B"
    export_prefix,       // dropped: `export A=x`
    no_assignment,       // a line without `=`
    unclosed_quote,      // swallows the rest of the file
    trailing_comment,    // `A=v # c` keeps the comment in the value
    not_expanded,        // $B, ${B}, $(..), backquotes, ~ stay as they are
    quote_in_middle,     // a literal quote after unquoted text
    joined_assignments,  // `A=1;B=2`, `A=1 B=2`
    comment_continues,   // a comment ending in a backslash swallows the next line
    carriage_return,     // CRLF: systemd strips it, a shell keeps it
    byte_order_mark,     // the first name is lost
    unquoted_blank,      // `A=two words`: one value here, a command in a shell
    section_header,
    control_character,  // a value holding a control character is dropped
    broken_utf8,        // systemd refuses the whole file
    nul_byte,           // systemd refuses the whole file
  };
  Kind kind{};
  Span at;
  std::string name;  // the variable concerned, if any
};

struct EnvFile {
  FileId file{};
  std::vector<EnvVariable> variables;  // in the order of the text, overridden ones included
  std::vector<std::string> dropped;    // assignments that systemd drops, as it names them
  std::vector<EnvProblem> problems;
  bool is_loaded = true;  // false when systemd refuses the file as a whole (NUL, broken UTF-8)

  /// The assignment that counts; null when there is none.
  [[nodiscard]] const EnvVariable* find(std::string_view name) const;
};

/// Linear in the text. Variables are read on even where systemd would refuse the file, so that the
/// rest can be judged too.
[[nodiscard]] EnvFile read_env(FileId file, std::string_view text);

}  // namespace patrol
