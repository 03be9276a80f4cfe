// JSON of somebody else's: read with bounds, and asked for fields that may be missing or wrong.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <nlohmann/json.hpp>

namespace patrol {

using Json = nlohmann::json;

/// Deeper nesting than this is no answer of a server that we know.
inline constexpr std::size_t deepest_json = 64;

/// Nothing when the text is cut off, no JSON, or nested too deeply. Never throws.
[[nodiscard]] std::optional<Json> read_json(std::string_view text);

/// The member of an object; null when there is none or `object` is no object.
[[nodiscard]] const Json* find(const Json& object, std::string_view key);
/// A text; empty when it is missing or no text.
[[nodiscard]] std::string text_at(const Json& object, std::string_view key);
/// A whole number, also one written as text (etcd writes 64-bit numbers so).
[[nodiscard]] std::optional<std::int64_t> number_at(const Json& object, std::string_view key);
/// The same for numbers above the signed range, such as the ids of etcd.
[[nodiscard]] std::optional<std::uint64_t> unsigned_at(const Json& object, std::string_view key);
/// True only for `true` (and for the text "true").
[[nodiscard]] bool flag_at(const Json& object, std::string_view key);
/// Texts of a list; anything else in it is left out.
[[nodiscard]] std::vector<std::string> texts_at(const Json& object, std::string_view key);
/// The members of an object by name, with their values as JSON; empty for anything else.
[[nodiscard]] std::vector<std::pair<std::string, std::string>> named_values(const Json& object,
                                                                            std::string_view key);
/// Compact JSON with its keys sorted.
[[nodiscard]] std::string to_text(const Json& value);

}  // namespace patrol
