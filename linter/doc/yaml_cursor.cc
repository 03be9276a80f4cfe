// Line breaks and columns of a YAML text.
#include "linter/doc/yaml_cursor.h"

namespace patrol {

std::uint32_t YamlCursor::break_length_slow(std::uint32_t at) const {
  const std::string_view rest = text_.substr(at, 3);
  if (rest[0] == '\n') return 1;
  if (rest[0] == '\r') return rest.size() > 1 && rest[1] == '\n' ? 2 : 1;
  if (rest.starts_with("\xC2\x85")) return 2;
  return rest == "\xE2\x80\xA8" || rest == "\xE2\x80\xA9" ? 3 : 0;
}

std::uint32_t YamlCursor::find_break(std::uint32_t at) const {
  while (at < text_.size()) {
    if (is_yaml_byte(text_[at], YamlByte::may_break) && break_length_slow(at) != 0) break;
    ++at;
  }
  return at;
}

std::string_view YamlCursor::take_break() {
  const std::uint32_t length = break_length(position_);
  if (length == 0) return {};
  const std::string_view taken = text_.substr(position_, length);
  position_ += length;
  ++line_;
  line_start_ = position_;
  return length == 3 ? taken : std::string_view("\n");
}

std::uint32_t YamlCursor::counted_column() {
  if (counted_to_ < line_start_) {
    counted_to_ = line_start_;
    counted_ = 0;
    counted_marks_ = 0;
  }
  for (; counted_to_ < position_; ++counted_to_) {
    const char letter = text_[counted_to_];
    if ((static_cast<unsigned char>(letter) & 0xC0) == 0x80) continue;
    const bool is_mark = letter == '\xEF' && text_.substr(counted_to_, 3) == "\xEF\xBB\xBF";
    ++(is_mark ? counted_marks_ : counted_);
  }
  return counted_;
}

}  // namespace patrol
