// Line by line: a name that means a secret, then how far its value reaches. What a value carries
// into the next lines (an open quote, a block, a key in PEM form) is kept between them.
#include "linter/base/secret_scan.h"

#include <algorithm>
#include <tuple>
#include <utility>

#include "linter/base/text.h"

namespace patrol {
namespace {

using std::string_view;
using Kind = SecretCarry::Kind;

std::size_t first_not_blank(string_view line) {
  return std::min(line.find_first_not_of(" \t\r"), line.size());
}

std::size_t end_without_blanks(string_view line) {
  return line.find_last_not_of(" \t\r") + 1;  // npos + 1 is 0
}

class FileScanner {
 public:
  explicit FileScanner(std::vector<TextRange>& out) : out_(out) {}
  void read_line(string_view line, std::size_t offset);

 private:
  // True when the line belongs to a value that began above.
  bool inherit(string_view line, std::size_t offset, std::size_t& from);
  [[nodiscard]] bool is_in_block(string_view line) const;

  std::vector<TextRange>& out_;
  SecretCarry carry_;
};

bool FileScanner::is_in_block(string_view line) const {
  const auto begin = first_not_blank(line);
  if (begin >= line.size() || begin > carry_.indent) return true;
  return carry_.is_list_possible && begin == carry_.indent && line.substr(begin).starts_with("- ");
}

bool FileScanner::inherit(string_view line, std::size_t offset, std::size_t& from) {
  const auto begin = first_not_blank(line);
  const auto end = end_without_blanks(line);
  const auto hide = [&](std::size_t till) {
    if (begin < till) out_.push_back({offset + begin, offset + till});
  };
  switch (carry_.kind) {
    case Kind::nothing:
      return false;
    case Kind::pem:
      if (contains(line, "-----END ")) carry_ = {};
      hide(end);
      return true;
    case Kind::backslash:
      if (!line.ends_with('\\')) carry_ = {};
      hide(end);
      return true;
    case Kind::quote: {
      const auto close = line.find(carry_.quote);
      hide(close == string_view::npos ? end : close + 1);
      if (close == string_view::npos) return true;
      carry_ = {};
      from = close + 1;
      return false;
    }
    case Kind::block:
      if (!is_in_block(line)) {
        carry_ = {};
        return false;
      }
      hide(end);
      return true;
  }
  return false;
}

void FileScanner::read_line(string_view line, std::size_t offset) {
  std::size_t from = 0;
  if (inherit(line, offset, from)) return;
  const SecretLine read{.text = line, .offset = offset, .from = from};
  carry_ = find_secrets(read, SecretContext::document, out_);
}

}  // namespace

std::vector<TextRange> merged(std::vector<TextRange> ranges) {
  std::sort(ranges.begin(), ranges.end(),
            [](const auto& left, const auto& right) { return left.begin < right.begin; });
  std::vector<TextRange> out;
  for (const auto& range : ranges) {
    if (range.begin >= range.end) continue;
    if (!out.empty() && range.begin <= out.back().end)
      out.back().end = std::max(out.back().end, range.end);
    else
      out.push_back(range);
  }
  return out;
}

std::vector<TextRange> secret_ranges(string_view text) {
  std::vector<TextRange> ranges;
  FileScanner scanner(ranges);
  for (std::size_t at = 0; at < text.size();) {
    const auto end = std::min(text.find('\n', at), text.size());
    scanner.read_line(text.substr(at, end - at), at);
    at = end + 1;
  }
  return merged(std::move(ranges));
}

std::vector<TextRange> secret_ranges_in_message(string_view text) {
  std::vector<TextRange> ranges;
  std::ignore = find_secrets({.text = text}, SecretContext::message, ranges);
  return merged(std::move(ranges));
}

}  // namespace patrol
