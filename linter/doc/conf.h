// postgresql.conf and its relatives as the server's file grammar reads them. Values are text here;
// what they mean for a parameter is judged with the facts (model/parameter.h).
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "linter/base/source.h"
#include "linter/doc/include_files.h"

namespace patrol {

struct ConfSetting {
  std::string name;   // as written; names compare without case
  std::string value;  // after unquoting
  Span name_span;
  Span value_span;  // raw, with quotes
  int line = 0;
  std::string file;  // path of an included file, as named; empty for the main text
  bool is_quoted = false;
  bool is_overridden = false;  // a later setting of the same name wins
  std::size_t winner = 0;      // where that one stands in `settings`; its own place if it counts
};

struct ConfError {
  int line = 0;
  std::string file;
  std::string message;
  Span at;
  bool is_missing_file = false;  // the line is right; what it includes cannot be opened
};

struct ConfFile {
  FileId source{};
  std::vector<ConfSetting> settings;  // in reading order, includes expanded
  std::vector<ConfError> errors;

  /// The setting that counts; null when there is none.
  [[nodiscard]] const ConfSetting* find(std::string_view name) const;
};

/// Goes on behind every error, as the server does; like it, gives up on a file after 100 of them.
/// Includes nest ten levels deep and are bounded in number, so that files naming each other end.
[[nodiscard]] ConfFile read_conf(FileId file, std::string_view text,
                                 const IncludeFiles& files = {});

}  // namespace patrol
