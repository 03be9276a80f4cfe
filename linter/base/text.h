// Small text functions of the standard kind that C++20 lacks. Bytes only; no locale.
#pragma once

#include <array>
#include <charconv>
#include <concepts>
#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

namespace patrol {

namespace detail {
inline void append(std::string& out, std::string_view piece) {
  out.append(piece);
}
inline void append(std::string& out, char piece) {
  out.push_back(piece);
}
template <std::integral Number>
void append(std::string& out, Number number) {
  std::array<char, 24> buffer{};
  out.append(buffer.data(),
             std::to_chars(buffer.data(), buffer.data() + buffer.size(), number).ptr);
}
template <std::floating_point Number>
void append(std::string& out, Number number) {
  std::array<char, 64> buffer{};
  out.append(buffer.data(),
             std::to_chars(buffer.data(), buffer.data() + buffer.size(), number).ptr);
}
}  // namespace detail

/// Concatenates texts and numbers. Numbers are written in their shortest form.
template <typename... Pieces>
[[nodiscard]] std::string cat(const Pieces&... pieces) {
  std::string out;
  (detail::append(out, pieces), ...);
  return out;
}

[[nodiscard]] bool contains(std::string_view text, std::string_view part);
/// Without blanks, tabs, carriage returns and newlines at both ends.
[[nodiscard]] std::string_view trim(std::string_view text);
/// Pieces between separators; "a,,b" has three pieces, "" has one.
[[nodiscard]] std::vector<std::string_view> split(std::string_view text, char separator);
[[nodiscard]] std::string join(std::span<const std::string> pieces, std::string_view separator);
/// ASCII letters only.
[[nodiscard]] std::string lower(std::string_view text);
[[nodiscard]] bool equal_ignoring_case(std::string_view left, std::string_view right);
/// A whole decimal number with optional sign and nothing else; nothing when it does not fit.
[[nodiscard]] std::optional<long long> to_integer(std::string_view text);

/// The candidate that a person most likely meant: fewest edits (a swap of neighbours is one),
/// at most a third of the longer word; nothing when none is near. First of equals.
[[nodiscard]] std::optional<std::string_view> nearest_name(
    std::string_view word, std::span<const std::string_view> candidates);

/// Bytes of the well-formed UTF-8 character at the start of `text`; 0 when it is broken or empty.
[[nodiscard]] std::size_t utf8_length(std::string_view text);

/// Control characters, invalid UTF-8 and bidirectional overrides as \xNN: safe on a terminal.
[[nodiscard]] std::string printable(std::string_view text);

}  // namespace patrol
