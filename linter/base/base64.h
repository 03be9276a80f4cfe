// Base64 as etcd's JSON gateway and Consul use it: the standard alphabet with padding.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace patrol {

[[nodiscard]] std::string to_base64(std::string_view bytes);
/// Nothing when the text has foreign letters or a wrong length.
[[nodiscard]] std::optional<std::string> from_base64(std::string_view text);

}  // namespace patrol
