// What the scanning functions share.
#include "linter/doc/yaml_scan.h"

#include <utility>

namespace patrol {

bool fail_scan(YamlScan& scan, std::uint32_t begin, std::uint32_t end, std::string message) {
  return fail_scan(scan, {scan.tree.file, begin, end}, YamlRepair::mask, std::move(message));
}

bool fail_scan(YamlScan& scan, Span at, YamlRepair repair, std::string message) {
  scan.fault = YamlFault{at, std::move(message), repair, at.begin};
  return false;
}

void YamlScalarText::copy(std::string_view source, std::uint32_t begin, std::uint32_t end) {
  if (begin == end) return;
  auto& pieces = tree_.pieces;
  const auto text_begin = static_cast<std::uint32_t>(text_.size());
  text_.append(source.substr(begin, end - begin));
  if (pieces.size() > first_piece_) {
    TextPiece& last = pieces.back();
    const bool goes_on =
        last.text_begin + last.length == text_begin && last.source_begin + last.length == begin;
    if (goes_on) {
      last.length += end - begin;
      return;
    }
  }
  pieces.push_back({text_begin, begin, end - begin});
}

void YamlScalarText::finish(YamlToken& token) {
  auto& pieces = tree_.pieces;
  token.is_exact = pieces.size() == first_piece_ + 1 && pieces.back().length == text_.size() &&
                   pieces.back().source_begin + pieces.back().length <= token.end;
  token.content_begin = first_piece_;
  if (token.is_exact) {
    token.content_begin = pieces.back().source_begin;
    pieces.pop_back();
  } else {
    pieces.push_back({static_cast<std::uint32_t>(text_.size()), token.end, 0});
  }
  tree_.owned.push_back(std::move(text_));
  token.text = tree_.owned.back();
}

}  // namespace patrol
