// Addresses and masks of pg_hba.conf, read and shown as the server does through the C library.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "linter/doc/hba.h"

namespace patrol {

/// 4 or 16 bytes. IPv4 as inet_aton reads it: "127.1", "010.0.0.1" (octal), "0x7f.1", "10"
/// (0.0.0.10). An IPv6 zone is dropped. Nothing for any other text: the server takes it for a host
/// name.
[[nodiscard]] std::optional<IpBytes> read_ip(std::string_view text);

/// The mask of a prefix length such as "24", "+8" or "032"; nothing when it is no number or does
/// not fit an address of `size` bytes.
[[nodiscard]] std::optional<IpBytes> read_prefix_mask(std::string_view text, std::size_t size);

/// As inet_ntop writes it.
[[nodiscard]] std::string show_ip(const IpBytes& ip);
/// "10.0.0.0/8", or "10.0.7.0 mask 255.0.255.0" where the mask is no prefix.
[[nodiscard]] std::string show_network(const IpBytes& ip, const IpBytes& mask);

}  // namespace patrol
