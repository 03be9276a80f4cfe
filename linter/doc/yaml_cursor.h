// A place in a YAML text: bytes, line breaks as YAML 1.1 counts them, and columns in characters.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>

namespace patrol {

/// What a byte can be to the scanner; a byte may be several things at once.
enum class YamlByte : std::uint8_t {
  blank = 1,      // space or tab
  may_break = 2,  // CR, LF, or the first byte of U+0085, U+2028, U+2029
  flow_mark = 4,  // ends an unquoted scalar inside brackets
  colon = 8,
  word = 16,            // letters, digits, - and _
  uri = 32,             // may stand in a tag
  quote_stop = 64,      // ends a run inside quotes
  template_mark = 128,  // may begin a placeholder
};

namespace detail {
consteval std::array<std::uint8_t, 256> yaml_bytes() {
  std::array<std::uint8_t, 256> table{};
  const auto mark = [&table](std::string_view letters, YamlByte kind) {
    for (const char letter : letters)
      table[static_cast<unsigned char>(letter)] |= static_cast<std::uint8_t>(kind);
  };
  mark(" \t", YamlByte::blank);
  mark("\r\n\xC2\xE2", YamlByte::may_break);
  mark(",?[]{}", YamlByte::flow_mark);
  mark(":", YamlByte::colon);
  mark("'\"\\", YamlByte::quote_stop);
  mark("{<$@%_", YamlByte::template_mark);
  for (const auto kind : {YamlByte::word, YamlByte::uri}) {
    mark("0123456789abcdefghijklmnopqrstuvwxyz", kind);
    mark("ABCDEFGHIJKLMNOPQRSTUVWXYZ-_", kind);
  }
  mark(";/?:@&=+$,.!~*'()[]%", YamlByte::uri);
  return table;
}
inline constexpr std::array<std::uint8_t, 256> yaml_byte_table = yaml_bytes();
}  // namespace detail

template <typename... Kinds>
[[nodiscard]] constexpr bool is_yaml_byte(char letter, Kinds... kinds) {
  const auto wanted = (0U | ... | static_cast<unsigned>(kinds));
  return (detail::yaml_byte_table[static_cast<unsigned char>(letter)] & wanted) != 0;
}

/// Reads behind the end are NULs. Moves forward only.
class YamlCursor {
 public:
  YamlCursor(std::string_view text, bool is_ascii) : text_(text), is_ascii_(is_ascii) {
    if (text_.starts_with("\xEF\xBB\xBF")) position_ = line_start_ = counted_to_ = 3;
  }

  [[nodiscard]] std::string_view text() const { return text_; }
  [[nodiscard]] std::uint32_t position() const { return position_; }
  [[nodiscard]] std::uint32_t line() const { return line_; }
  [[nodiscard]] std::uint32_t line_start() const { return line_start_; }
  [[nodiscard]] bool is_at_end() const { return position_ >= text_.size(); }
  [[nodiscard]] char peek(std::uint32_t ahead = 0) const {
    const std::size_t at = std::size_t{position_} + ahead;
    return at < text_.size() ? text_[at] : '\0';
  }
  [[nodiscard]] bool starts_with(std::string_view piece) const {
    return text_.substr(position_, piece.size()) == piece;
  }
  [[nodiscard]] std::string_view slice(std::uint32_t begin, std::uint32_t end) const {
    return text_.substr(begin, end - begin);
  }

  /// Bytes of the line break at an offset; 0 when there is none.
  [[nodiscard]] std::uint32_t break_length(std::uint32_t at) const {
    if (at >= text_.size() || !is_yaml_byte(text_[at], YamlByte::may_break)) return 0;
    return break_length_slow(at);
  }
  [[nodiscard]] bool is_break(std::uint32_t ahead = 0) const {
    return break_length(position_ + ahead) != 0;
  }
  [[nodiscard]] bool is_break_or_end(std::uint32_t ahead = 0) const {
    return std::size_t{position_} + ahead >= text_.size() || is_break(ahead);
  }
  [[nodiscard]] bool is_space_break_or_end(std::uint32_t ahead = 0) const {
    return peek(ahead) == ' ' || is_break_or_end(ahead);
  }
  [[nodiscard]] bool is_gap(std::uint32_t ahead = 0) const {
    return peek(ahead) == '\t' || is_space_break_or_end(ahead);
  }
  /// `---` or `...` here, followed by a gap.
  [[nodiscard]] bool is_document_mark() const {
    return (starts_with("---") || starts_with("...")) && is_gap(3);
  }

  /// Steps over bytes that are no line breaks.
  void advance(std::uint32_t bytes = 1) { position_ += bytes; }
  void skip_spaces() {
    while (position_ < text_.size() && text_[position_] == ' ') ++position_;
  }
  void skip_blanks() {
    while (position_ < text_.size() && is_yaml_byte(text_[position_], YamlByte::blank)) ++position_;
  }
  void skip_to_break() { position_ = find_break(position_); }
  /// Offset of the next line break or of the end.
  [[nodiscard]] std::uint32_t find_break(std::uint32_t at) const;
  /// Steps over one line break and gives what it means: a newline, or U+2028 and U+2029 themselves.
  /// Empty when there is none.
  std::string_view take_break();

  /// Characters since the start of the line; a byte order mark has no width.
  [[nodiscard]] std::uint32_t column() {
    return is_ascii_ ? position_ - line_start_ : counted_column();
  }
  /// Like `column`, with byte order marks.
  [[nodiscard]] std::uint32_t index_in_line() {
    return is_ascii_ ? position_ - line_start_ : counted_column() + counted_marks_;
  }

 private:
  [[nodiscard]] std::uint32_t break_length_slow(std::uint32_t at) const;
  [[nodiscard]] std::uint32_t counted_column();

  std::string_view text_;
  bool is_ascii_;
  std::uint32_t position_ = 0;
  std::uint32_t line_ = 0;
  std::uint32_t line_start_ = 0;
  std::uint32_t counted_to_ = 0;
  std::uint32_t counted_ = 0;
  std::uint32_t counted_marks_ = 0;
};

}  // namespace patrol
