// Writes JSON text piece by piece, without a tree in memory. Keys come out in the order in which
// they were written; the text is valid UTF-8 whatever bytes went in.
#pragma once

#include <charconv>
#include <concepts>
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "linter/base/text.h"

namespace patrol {

/// The caller pairs every begin with its end and puts `key` before each value in an object.
class JsonWriter {
 public:
  /// indented: two blanks a level, as people read it; compact: one line without blanks.
  enum class Layout { compact, indented };
  explicit JsonWriter(Layout layout = Layout::compact) : layout_(layout) {}

  JsonWriter& begin_object() { return begin('{'); }
  JsonWriter& end_object() { return end('}'); }
  JsonWriter& begin_array() { return begin('['); }
  JsonWriter& end_array() { return end(']'); }

  JsonWriter& key(std::string_view name);
  /// Bytes that are not UTF-8 become U+FFFD, one for each.
  JsonWriter& value(std::string_view text);
  JsonWriter& value(const char* text) { return value(std::string_view(text)); }
  JsonWriter& value(bool truth) { return raw(truth ? "true" : "false"); }
  template <std::integral Number>
  requires(!std::same_as<Number, char>) JsonWriter& value(Number number) {
    return raw(cat(number));
  }
  /// JSON has no infinity and no NaN: they become null.
  JsonWriter& value(double number);
  JsonWriter& null() { return raw("null"); }

  template <typename Type>
  JsonWriter& member(std::string_view name, const Type& content) {
    return key(name).value(content);
  }

  [[nodiscard]] std::string take() { return std::move(out_); }

 private:
  JsonWriter& begin(char bracket);
  JsonWriter& end(char bracket);
  JsonWriter& raw(std::string_view text);
  void before_value();
  void new_line();
  void append_string(std::string_view text);

  Layout layout_;
  std::string out_;
  std::vector<bool> is_filled_;  // per open bracket: something stands in it
  bool is_after_key_ = false;
};

}  // namespace patrol
