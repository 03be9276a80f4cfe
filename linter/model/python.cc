// Python's truth and int(), Patroni's boolean words.
#include "linter/model/python.h"

#include <algorithm>
#include <array>
#include <string>

#include "linter/base/text.h"

namespace patrol {
namespace {

std::optional<long long> whole_part(double number) {
  constexpr double largest = 9.0e18;
  if (!(number > -largest && number < largest)) return std::nullopt;
  return static_cast<long long>(number);
}

// Python allows single underscores between digits.
std::optional<long long> digits(std::string_view text) {
  const std::string_view number = trim(text);
  std::string plain;
  for (std::size_t at = 0; at < number.size(); ++at) {
    if (number[at] != '_') {
      plain.push_back(number[at]);
      continue;
    }
    const bool is_between = at > 0 && at + 1 < number.size() && number[at - 1] >= '0' &&
                            number[at - 1] <= '9' && number[at + 1] >= '0' && number[at + 1] <= '9';
    if (!is_between) return std::nullopt;
  }
  return to_integer(plain);
}

constexpr std::size_t longest_text = 8192;
constexpr int deepest_text = 20;

std::string quoted(std::string_view text) {
  const char quote = contains(text, "'") && !contains(text, "\"") ? '"' : '\'';
  std::string out(1, quote);
  for (const char letter : text) {
    if (letter == quote || letter == '\\') out.push_back('\\');
    if (letter == '\n')
      out += "\\n";
    else
      out.push_back(letter);
  }
  out.push_back(quote);
  return out;
}

void append_repr(std::string& out, const Value& value, int depth);

void append_items(std::string& out, const Value& value, int depth) {
  bool is_first = true;
  for (const Value& item : value.items()) {
    if (!is_first) out += ", ";
    is_first = false;
    append_repr(out, item, depth);
  }
  for (const auto& member : value.members()) {
    if (!is_first) out += ", ";
    is_first = false;
    append_repr(out, member.key, depth);
    out += ": ";
    append_repr(out, member.value, depth);
  }
}

void append_repr(std::string& out, const Value& value, int depth) {
  if (out.size() > longest_text || depth > deepest_text) return;
  if (value.is_scalar()) {
    out += value.is_string() ? quoted(value.text()) : value.python_str();
    return;
  }
  out.push_back(value.is_sequence() ? '[' : '{');
  append_items(out, value, depth + 1);
  out.push_back(value.is_sequence() ? ']' : '}');
}

}  // namespace

std::string python_text(const Value& value) {
  if (value.is_scalar() || !value) return value.python_str();
  std::string out;
  append_repr(out, value, 0);
  return out;
}

std::optional<bool> python_truth(const Value& value) {
  if (!value) return std::nullopt;
  switch (value.kind()) {
    case NodeKind::opaque:
      return std::nullopt;
    case NodeKind::null:
      return false;
    case NodeKind::boolean:
      return value.boolean();
    case NodeKind::integer:
      return value.integer().value_or(1) != 0;
    case NodeKind::floating:
      return value.floating().value_or(1) != 0;
    case NodeKind::sequence:
      return !value.items().empty();
    case NodeKind::mapping:
    case NodeKind::set:
      return !value.members().empty() || !value.items().empty();
    case NodeKind::string:
    case NodeKind::date:
    case NodeKind::binary:
      break;
  }
  return !value.text().empty();
}

std::optional<long long> python_int(const Value& value) {
  switch (value.kind()) {
    case NodeKind::integer:
      return value.integer();
    case NodeKind::boolean:
      return value.boolean().value_or(false) ? 1 : 0;
    case NodeKind::floating:
      return value.floating() ? whole_part(*value.floating()) : std::nullopt;
    case NodeKind::string:
      return digits(value.text());
    default:
      return std::nullopt;
  }
}

std::optional<bool> patroni_bool(std::string_view text) {
  constexpr auto yes = std::to_array<std::string_view>({"on", "true", "yes", "1"});
  constexpr auto no = std::to_array<std::string_view>({"off", "false", "no", "0"});
  const std::string word = lower(text);
  if (std::find(yes.begin(), yes.end(), word) != yes.end()) return true;
  if (std::find(no.begin(), no.end(), word) != no.end()) return false;
  return std::nullopt;
}

std::optional<bool> patroni_bool(const Value& value) {
  if (!value.is_scalar() || value.is_opaque()) return std::nullopt;
  return patroni_bool(value.python_str());
}

}  // namespace patrol
