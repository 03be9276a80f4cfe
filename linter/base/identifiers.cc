// Splits a list of identifiers by the server's rules.
#include "linter/base/identifiers.h"

#include <algorithm>

#include "linter/base/text.h"

namespace patrol {
namespace {

// One element; the text left over begins at the comma or is empty. Nothing when broken.
std::optional<std::string> take_identifier(std::string_view& text) {
  if (text.starts_with('"')) return take_double_quoted(text);
  const auto end = std::min(text.find_first_of(", \t\n\r\f\v"), text.size());
  if (end == 0) return std::nullopt;
  std::string out = lower(text.substr(0, end));
  text.remove_prefix(end);
  return out;
}

}  // namespace

std::optional<std::string> take_double_quoted(std::string_view& text) {
  std::string out;
  std::size_t at = 1;
  for (;;) {
    const auto quote = text.find('"', at);
    if (quote == std::string_view::npos) return std::nullopt;
    out += text.substr(at, quote - at);
    at = quote + 1;
    if (!text.substr(at).starts_with('"')) break;
    out += '"';
    ++at;
  }
  text.remove_prefix(at);
  return out;
}

std::optional<std::vector<std::string>> split_identifiers(std::string_view text) {
  std::vector<std::string> out;
  const auto skip_blanks = [&] {
    text.remove_prefix(std::min(text.find_first_not_of(" \t\n\r\f\v"), text.size()));
  };
  skip_blanks();
  if (text.empty()) return out;
  for (;;) {
    auto item = take_identifier(text);
    if (!item) return std::nullopt;
    out.push_back(std::move(*item));
    skip_blanks();
    if (text.empty()) return out;
    if (!text.starts_with(',')) return std::nullopt;
    text.remove_prefix(1);
    skip_blanks();
  }
}

}  // namespace patrol
