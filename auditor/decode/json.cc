// Bounded reading of JSON and forgiving access to its fields.
#include "auditor/decode/json.h"

#include <charconv>
#include <limits>

#include "linter/base/text.h"

namespace patrol {
namespace {

// Brackets count wherever they stand outside of texts; whether they match is the parser's affair.
bool is_too_deep(std::string_view text) {
  std::size_t depth = 0;
  bool is_quoted = false;
  for (std::size_t at = 0; at < text.size(); ++at) {
    const char letter = text[at];
    if (is_quoted && letter == '\\') {
      ++at;
    } else if (letter == '"') {
      is_quoted = !is_quoted;
    } else if (!is_quoted && (letter == '[' || letter == '{')) {
      if (++depth > deepest_json) return true;
    } else if (!is_quoted && (letter == ']' || letter == '}') && depth > 0) {
      --depth;
    }
  }
  return false;
}

}  // namespace

std::optional<Json> read_json(std::string_view text) {
  if (is_too_deep(text)) return std::nullopt;
  Json value = Json::parse(text, nullptr, false);
  if (value.is_discarded()) return std::nullopt;
  return value;
}

const Json* find(const Json& object, std::string_view key) {
  if (!object.is_object()) return nullptr;
  const auto found = object.find(key);
  return found == object.end() ? nullptr : &*found;
}

std::string text_at(const Json& object, std::string_view key) {
  const Json* value = find(object, key);
  return value != nullptr && value->is_string() ? value->get_ref<const std::string&>()
                                                : std::string();
}

std::optional<std::int64_t> number_at(const Json& object, std::string_view key) {
  const Json* value = find(object, key);
  if (value == nullptr) return std::nullopt;
  if (value->is_number_unsigned()) {
    const auto number = value->get<std::uint64_t>();
    constexpr auto largest = std::numeric_limits<std::int64_t>::max();
    if (number > static_cast<std::uint64_t>(largest)) return std::nullopt;
    return static_cast<std::int64_t>(number);
  }
  if (value->is_number_integer()) return value->get<std::int64_t>();
  if (!value->is_string()) return std::nullopt;
  const auto number = to_integer(value->get_ref<const std::string&>());
  if (!number) return std::nullopt;
  return static_cast<std::int64_t>(*number);
}

std::optional<std::uint64_t> unsigned_at(const Json& object, std::string_view key) {
  const Json* value = find(object, key);
  if (value == nullptr) return std::nullopt;
  if (value->is_number_unsigned()) return value->get<std::uint64_t>();
  if (!value->is_string()) return std::nullopt;
  const auto& text = value->get_ref<const std::string&>();
  std::uint64_t number = 0;
  const auto [end, failed] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (failed != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return number;
}

bool flag_at(const Json& object, std::string_view key) {
  const Json* value = find(object, key);
  if (value == nullptr) return false;
  if (value->is_boolean()) return value->get<bool>();
  return value->is_string() && value->get_ref<const std::string&>() == "true";
}

std::vector<std::string> texts_at(const Json& object, std::string_view key) {
  std::vector<std::string> texts;
  const Json* list = find(object, key);
  if (list == nullptr || !list->is_array()) return texts;
  for (const Json& item : *list)
    if (item.is_string()) texts.push_back(item.get<std::string>());
  return texts;
}

std::vector<std::pair<std::string, std::string>> named_values(const Json& object,
                                                              std::string_view key) {
  std::vector<std::pair<std::string, std::string>> values;
  const Json* map = find(object, key);
  if (map == nullptr || !map->is_object()) return values;
  for (const auto& [name, value] : map->items()) values.emplace_back(name, to_text(value));
  return values;
}

std::string to_text(const Json& value) {
  return value.dump(-1, ' ', false, Json::error_handler_t::replace);
}

}  // namespace patrol
