// JSON text, escaped and laid out.
#include "linter/render/json_writer.h"

#include <array>
#include <cmath>

namespace patrol {
namespace {

// The two-letter escape of a control character, or 0.
char short_escape(char letter) {
  switch (letter) {
    case '"':
    case '\\':
      return letter;
    case '\b':
      return 'b';
    case '\f':
      return 'f';
    case '\n':
      return 'n';
    case '\r':
      return 'r';
    case '\t':
      return 't';
    default:
      return 0;
  }
}

bool is_plain(char letter) {
  const auto byte = static_cast<unsigned char>(letter);
  return byte >= 0x20 && byte < 0x7F && letter != '"' && letter != '\\';
}

void append_escape(std::string& out, char letter) {
  constexpr std::string_view digits = "0123456789abcdef";
  out += '\\';
  if (const char escape = short_escape(letter); escape != 0) {
    out += escape;
    return;
  }
  const auto byte = static_cast<unsigned char>(letter);
  out += "u00";
  out += digits[byte >> 4U];
  out += digits[byte & 15U];
}

}  // namespace

JsonWriter& JsonWriter::key(std::string_view name) {
  before_value();
  append_string(name);
  out_ += layout_ == Layout::indented ? ": " : ":";
  is_after_key_ = true;
  return *this;
}

JsonWriter& JsonWriter::value(std::string_view text) {
  before_value();
  append_string(text);
  return *this;
}

JsonWriter& JsonWriter::value(double number) {
  return std::isfinite(number) ? raw(cat(number)) : null();
}

JsonWriter& JsonWriter::begin(char bracket) {
  before_value();
  out_ += bracket;
  is_filled_.push_back(false);
  return *this;
}

JsonWriter& JsonWriter::end(char bracket) {
  const bool was_filled = is_filled_.back();
  is_filled_.pop_back();
  if (was_filled) new_line();
  out_ += bracket;
  return *this;
}

JsonWriter& JsonWriter::raw(std::string_view text) {
  before_value();
  out_ += text;
  return *this;
}

void JsonWriter::before_value() {
  if (is_after_key_) {
    is_after_key_ = false;
    return;
  }
  if (is_filled_.empty()) return;
  if (is_filled_.back()) out_ += ',';
  is_filled_.back() = true;
  new_line();
}

void JsonWriter::new_line() {
  if (layout_ == Layout::compact) return;
  out_ += '\n';
  out_.append(is_filled_.size() * 2, ' ');
}

void JsonWriter::append_string(std::string_view text) {
  out_ += '"';
  while (!text.empty()) {
    std::size_t plain = 0;
    while (plain < text.size() && is_plain(text[plain])) ++plain;
    out_ += text.substr(0, plain);
    text.remove_prefix(plain);
    if (text.empty()) break;
    const auto length = utf8_length(text);
    if (length == 1) {
      append_escape(out_, text.front());
    } else if (length == 0) {
      out_ += "\xEF\xBF\xBD";
    } else {
      out_ += text.substr(0, length);
    }
    text.remove_prefix(length == 0 ? 1 : length);
  }
  out_ += '"';
}

}  // namespace patrol
