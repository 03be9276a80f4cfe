// The character sets that PostgreSQL can talk to clients in.
#pragma once

#include <span>
#include <string_view>

namespace patrol::facts {

/// `alias` is another spelling of `name`; the first row of a name has none.
struct Encoding {
  std::string_view name;
  std::string_view alias;
};
[[nodiscard]] std::span<const Encoding> encodings();
/// The canonical name for any spelling ("utf-8" is UTF8); empty when there is none. Only letters
/// and digits count, without case.
[[nodiscard]] std::string_view find_encoding(std::string_view spelling);

}  // namespace patrol::facts
