// The words of pg_hba.conf and pg_ident.conf: lines, continuations, quotes, lists, @files and
// include directives, as the server's tokenizer sees them in PostgreSQL 11 to 18.
#pragma once

#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "linter/doc/hba.h"

namespace patrol {

/// One line with at least one word, or with an error. A field is a list of words, never empty.
struct HbaTokenLine {
  int line = 0;           // of the first physical line; item index + 1 in a list
  std::string_view file;  // as HbaRecord::file
  Span at;                // first to last word
  std::vector<std::vector<HbaToken>> fields;  // the receiver may move them out
  std::string error;                          // empty: the words are whole
  Span error_at;
};

using HbaLineSink = std::function<void(HbaTokenLine&)>;

/// Calls `sink` for every such line, those of included files in their place. How deep and how much
/// may be included is bounded; beyond it the including line has an error.
void tokenize_hba(const HbaLineSource& text, int postgres_major, const IncludeFiles& files,
                  const HbaLineSink& sink);
void tokenize_hba_items(std::span<const HbaLineSource> items, int postgres_major,
                        const IncludeFiles& files, const HbaLineSink& sink);

/// A whole file as one source.
[[nodiscard]] HbaLineSource whole_text(FileId file, std::string_view text);

}  // namespace patrol
