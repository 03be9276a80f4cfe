// Which names stand before a secret, and which values are none.
#pragma once

#include <string>
#include <string_view>

namespace patrol {

/// After the last dot, in lower case, with underscores: "a.Secret-Key" is "secret_key".
[[nodiscard]] std::string plain_name(std::string_view name);

/// Of a plain name: its value is a secret.
[[nodiscard]] bool is_secret_plain_name(std::string_view plain);

/// Of a plain name: its value may be "user:password".
[[nodiscard]] bool is_pair_name(std::string_view plain);

/// Whether the value under this key, variable or option is a secret: "password",
/// "PATRONI_SUPERUSER_PASSWORD", "consul.token", "ldapbindpasswd". A cluster's token is none.
[[nodiscard]] bool is_secret_name(std::string_view name);

/// A value that names what will stand there: ${PASSWORD}, {{ password }}, %PASSWORD%, <password>.
[[nodiscard]] bool is_placeholder(std::string_view value);

/// A path under a name such as `private_key`: the file is no secret, its text is.
[[nodiscard]] bool is_path_of_key(std::string_view plain, std::string_view value);

}  // namespace patrol
