// inet_aton, inet_pton and inet_ntop over values, without the C library's state.
#include "linter/doc/hba_address.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdint>

#include "linter/base/text.h"

namespace patrol {
namespace {

bool is_digit(char letter) {
  return letter >= '0' && letter <= '9';
}

// One number as strtoul with base 0 reads it; `text` moves behind it.
std::optional<std::uint32_t> read_c_number(std::string_view& text) {
  if (text.empty() || !is_digit(text.front())) return std::nullopt;
  int base = 10;
  if (text.size() > 2 && text[0] == '0' && (text[1] == 'x' || text[1] == 'X')) {
    base = 16;
    text.remove_prefix(2);
  } else if (text[0] == '0') {
    base = 8;
  }
  std::uint32_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number, base);
  if (error != std::errc()) return std::nullopt;
  text.remove_prefix(static_cast<std::size_t>(end - text.data()));
  return number;
}

std::optional<IpBytes> read_ipv4(std::string_view text) {
  std::array<std::uint32_t, 4> parts{};
  std::size_t count = 0;
  while (true) {
    const auto part = read_c_number(text);
    if (!part) return std::nullopt;
    parts[count++] = *part;
    if (text.empty()) break;
    if (text.front() != '.' || count == parts.size() || *part > 0xFF) return std::nullopt;
    text.remove_prefix(1);
  }
  constexpr std::array<std::uint32_t, 5> most{0, 0xFFFFFFFF, 0xFFFFFF, 0xFFFF, 0xFF};
  if (parts[count - 1] > most[count]) return std::nullopt;
  std::uint32_t address = parts[count - 1];
  for (std::size_t i = 0; i + 1 < count; ++i)
    address |= parts[i] << (24U - 8U * static_cast<std::uint32_t>(i));
  IpBytes ip(4);
  for (std::size_t i = 0; i < 4; ++i)
    ip[i] = static_cast<unsigned char>(address >> (24U - 8U * static_cast<std::uint32_t>(i)));
  return ip;
}

// Bytes of one side of "::", at most as many as an address has.
struct Part {
  std::array<unsigned char, 16> bytes{};
  std::size_t size = 0;

  bool push(unsigned number) {
    if (size == bytes.size()) return false;
    bytes[size++] = static_cast<unsigned char>(number);
    return true;
  }
};

// The strict form inside an IPv6 address: four decimal numbers without leading zeros.
bool read_dotted(std::string_view text, Part& out) {
  const auto parts = split(text, '.');
  return parts.size() == 4 && std::all_of(parts.begin(), parts.end(), [&](std::string_view part) {
           const bool is_short = !part.empty() && part.size() <= 3 && is_digit(part.front());
           if (!is_short || (part.size() > 1 && part.front() == '0')) return false;
           const auto number = to_integer(part);
           return number && *number <= 255 && out.push(static_cast<unsigned>(*number));
         });
}

bool read_group(std::string_view group, Part& out) {
  unsigned number = 0;
  const char* const last = group.data() + group.size();
  const auto [end, error] = std::from_chars(group.data(), last, number, 16);
  return group.size() <= 4 && error == std::errc() && end == last && out.push(number >> 8U) &&
         out.push(number & 0xFFU);
}

// Groups of an IPv6 address on one side of "::"; the last one may be dotted.
bool read_groups(std::string_view text, Part& out) {
  while (!text.empty()) {
    const std::size_t colon = text.find(':');
    const std::string_view group = text.substr(0, colon);
    const bool is_last = colon == std::string_view::npos;
    const bool is_dotted = is_last && contains(group, ".");
    if (!(is_dotted ? read_dotted(group, out) : read_group(group, out))) return false;
    if (is_last) return true;
    text.remove_prefix(colon + 1);
    if (text.empty()) return false;
  }
  return true;
}

std::optional<IpBytes> read_bare_ipv6(std::string_view text) {
  const std::size_t gap = text.find("::");
  const bool has_gap = gap != std::string_view::npos;
  Part head;
  Part tail;
  const std::string_view before = text.substr(0, gap);
  if ((has_gap && contains(before, ".")) || !read_groups(before, head)) return std::nullopt;
  if (has_gap && !read_groups(text.substr(gap + 2), tail)) return std::nullopt;
  const std::size_t known = head.size + tail.size;
  if (has_gap ? known > 14 : known != 16) return std::nullopt;
  IpBytes ip(16);
  for (std::size_t i = 0; i < head.size; ++i) ip[i] = head.bytes[i];
  for (std::size_t i = 0; i < tail.size; ++i) ip[16 - tail.size + i] = tail.bytes[i];
  return ip;
}

// A link-local address may have any interface as its zone, others only a number.
bool is_zone_of(const IpBytes& ip, std::string_view zone) {
  const bool is_link_local =
      (ip[0] == 0xFE && (ip[1] & 0xC0U) == 0x80) || (ip[0] == 0xFF && (ip[1] & 0x0FU) == 0x02);
  return !zone.empty() && (is_link_local || std::all_of(zone.begin(), zone.end(), is_digit));
}

std::optional<IpBytes> read_ipv6(std::string_view text) {
  const std::size_t percent = text.find('%');
  auto ip = read_bare_ipv6(text.substr(0, percent));
  if (ip && percent != std::string_view::npos && !is_zone_of(*ip, text.substr(percent + 1)))
    return std::nullopt;
  return ip;
}

struct Run {
  std::size_t begin = 0;
  std::size_t size = 0;
};

// The first of the longest runs of zero groups, if it has at least two.
Run longest_zeros(const std::array<unsigned, 8>& groups) {
  Run best;
  Run run;
  for (std::size_t i = 0; i < groups.size(); ++i) {
    run = groups[i] != 0 ? Run{i + 1, 0} : Run{run.begin, run.size + 1};
    if (run.size > best.size) best = run;
  }
  return best.size >= 2 ? best : Run{};
}

void append_number(std::string& out, unsigned number, int base) {
  std::array<char, 8> buffer{};
  const auto end = std::to_chars(buffer.data(), buffer.data() + buffer.size(), number, base).ptr;
  out.append(buffer.data(), static_cast<std::size_t>(end - buffer.data()));
}

void append_ipv4(std::string& out, const unsigned char* ip) {
  for (std::size_t i = 0; i < 4; ++i) {
    if (i > 0) out += '.';
    append_number(out, ip[i], 10);
  }
}

std::string show_ipv6(const IpBytes& ip) {
  std::array<unsigned, 8> groups{};
  for (std::size_t i = 0; i < groups.size(); ++i)
    groups[i] = static_cast<unsigned>(ip[2 * i]) << 8U | ip[2 * i + 1];
  const Run zeros = longest_zeros(groups);
  const bool has_ipv4 =
      zeros.begin == 0 && (zeros.size == 6 || (zeros.size == 5 && groups[5] == 0xFFFF));
  std::string out;
  for (std::size_t i = 0; i < groups.size(); ++i) {
    if (zeros.size > 0 && i == zeros.begin) {
      out += "::";
      i += zeros.size - 1;
      continue;
    }
    if (!out.empty() && !out.ends_with(':')) out += ':';
    if (i == 6 && has_ipv4) {
      append_ipv4(out, ip.begin() + 12);
      return out;
    }
    append_number(out, groups[i], 16);
  }
  return out;
}

}  // namespace

std::optional<IpBytes> read_ip(std::string_view text) {
  if (text.empty()) return std::nullopt;
  if (text.find(':') != std::string_view::npos) return read_ipv6(text);
  return read_ipv4(text);
}

std::optional<IpBytes> read_prefix_mask(std::string_view text, std::size_t size) {
  while (!text.empty() && (text.front() == ' ' || (text.front() >= '\t' && text.front() <= '\r')))
    text.remove_prefix(1);
  const auto bits = to_integer(text);
  if (!bits || *bits < 0 || *bits > static_cast<long long>(size) * 8) return std::nullopt;
  IpBytes mask(size);
  for (std::size_t bit = 0; bit < static_cast<std::size_t>(*bits); ++bit)
    mask[bit / 8] |= static_cast<unsigned char>(0x80U >> (bit % 8));
  return mask;
}

std::string show_ip(const IpBytes& ip) {
  std::string out;
  if (ip.size() == 16) return show_ipv6(ip);
  if (ip.size() == 4) append_ipv4(out, ip.begin());
  return out;
}

std::string show_network(const IpBytes& ip, const IpBytes& mask) {
  for (std::size_t bits = 0; bits <= mask.size() * 8; ++bits)
    if (read_prefix_mask(cat(bits), mask.size()) == mask) return cat(show_ip(ip), "/", bits);
  return cat(show_ip(ip), " mask ", show_ip(mask));
}

}  // namespace patrol
