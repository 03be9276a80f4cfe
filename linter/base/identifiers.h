// Lists of SQL identifiers as PostgreSQL's parameters hold them: search_path, log_destination, …
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace patrol {

/// Takes "a ""quoted"" name" from the start of a text that begins with a double quote; doubled
/// quotes stand for one. Nothing (and the text is left) when the quote is not closed.
[[nodiscard]] std::optional<std::string> take_double_quoted(std::string_view& text);

/// Elements of a list such as search_path: commas between, double quotes around what is more than a
/// simple name; unquoted letters are lowered. Nothing when the syntax is broken.
[[nodiscard]] std::optional<std::vector<std::string>> split_identifiers(std::string_view text);

}  // namespace patrol
