// haproxy.cfg as far as it tells which servers are checked how: sections, their lines in words, and
// servers. Nothing is judged here.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "linter/base/source.h"

namespace patrol {

struct HaproxyWord {
  std::string text;  // without quotes and escapes
  Span at;
};

/// The words of a line, the keyword first; never empty.
struct HaproxyLine {
  std::vector<HaproxyWord> words;
  Span at;

  [[nodiscard]] std::string_view word(std::size_t index) const {
    return index < words.size() ? std::string_view(words[index].text) : std::string_view();
  }
  /// Where a word stands among those from `from` on; nothing when it does not.
  [[nodiscard]] std::optional<std::size_t> find(std::string_view text, std::size_t from = 1) const;
};

/// `server NAME ADDRESS [options]`.
struct HaproxyServer {
  std::string name;
  std::string host;
  std::optional<long long> port;
  const HaproxyLine* line = nullptr;
};

/// "listen primary" with the lines below it.
struct HaproxySection {
  std::string kind;  // "global", "defaults", "frontend", "backend", "listen", …
  std::string name;
  Span at;
  std::vector<HaproxyLine> lines;

  /// The last line that begins with these words; null when there is none.
  [[nodiscard]] const HaproxyLine* find(std::string_view first, std::string_view second = {}) const;
  [[nodiscard]] std::vector<HaproxyServer> servers() const;
};

struct HaproxyFile {
  FileId source{};
  std::vector<HaproxySection> sections;

  /// The section's own line, else that of the last `defaults` in front of it.
  [[nodiscard]] const HaproxyLine* effective(const HaproxySection& section, std::string_view first,
                                             std::string_view second = {}) const;
};

/// Comments, quotes and backslashes as HAProxy 2 reads them; lines before the first section are
/// left out.
[[nodiscard]] HaproxyFile read_haproxy(FileId file, std::string_view text);

}  // namespace patrol
