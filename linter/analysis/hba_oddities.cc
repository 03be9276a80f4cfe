// Keywords in the wrong case or field, wildcards that are none, addresses that are taken for host
// names, masks that match nearly everything.
#include "linter/analysis/hba_oddities.h"

#include <algorithm>
#include <array>
#include <span>
#include <string_view>

#include "linter/base/text.h"
#include "linter/doc/hba_address.h"

namespace patrol {
namespace {

constexpr std::array<std::string_view, 4> database_words{"all", "sameuser", "samerole",
                                                         "replication"};
constexpr std::array<std::string_view, 1> user_words{"all"};
constexpr std::array<std::string_view, 3> address_words{"all", "samehost", "samenet"};

bool is_wildcard(std::string_view text) {
  return text == "*" || text == "%" || text == "any" || text == "ANY" || text == "Any";
}

// The keyword that a text is but for the case of its letters.
std::string_view keyword_of(std::string_view text, std::span<const std::string_view> words) {
  const auto found = std::find_if(words.begin(), words.end(), [&](std::string_view word) {
    return word != text && equal_ignoring_case(word, text);
  });
  return found == words.end() ? std::string_view() : *found;
}

void check_names(const std::vector<HbaToken>& names, std::span<const std::string_view> words,
                 std::vector<HbaOddity>& out) {
  for (const HbaToken& name : names) {
    if (name.is_quoted) continue;  // whoever quotes means the name
    const std::string_view meant = is_wildcard(name.text) ? "all" : keyword_of(name.text, words);
    if (meant.empty()) continue;
    out.push_back({cat("`", name.text, "` is an ordinary name here; the keyword is `", meant, "`"),
                   name.at, std::string(meant), names.size() == 1});
  }
}

// Letters, digits, hyphens, underscores and dots: what a name service could know.
bool is_host_name(std::string_view name) {
  const auto is_fine = [](char letter) {
    const bool is_letter = (letter >= 'a' && letter <= 'z') || (letter >= 'A' && letter <= 'Z');
    return is_letter || (letter >= '0' && letter <= '9') || letter == '-' || letter == '_' ||
           letter == '.';
  };
  return !name.empty() && std::all_of(name.begin(), name.end(), is_fine);
}

// No name of a host ends in a part of digits only.
bool looks_like_address(std::string_view name) {
  const std::string_view last = name.substr(name.rfind('.') + 1);
  return !last.empty() && std::all_of(last.begin(), last.end(),
                                      [](char letter) { return letter >= '0' && letter <= '9'; });
}

void check_host_name(const HbaRecord& record, std::vector<HbaOddity>& out) {
  const std::string& name = record.address.name;
  const std::string_view keyword = is_wildcard(name) ? "all" : keyword_of(name, address_words);
  if (!keyword.empty()) {
    out.push_back({cat("`", name, "` is taken for a host name; the keyword is `", keyword, "`"),
                   record.address_span, std::string(keyword), true});
  } else if (!is_host_name(name) || looks_like_address(name)) {
    out.push_back({cat("`", name, "` is taken for a host name that no host can have"),
                   record.address_span,
                   {},
                   true});
  }
}

void check_mask(const HbaRecord& record, std::vector<HbaOddity>& out) {
  const IpBytes& mask = record.address.mask;
  const auto bits = to_integer(show_ip(mask).substr(show_ip(mask).rfind('.') + 1));
  const bool is_prefix_length = mask.size() == 4 && mask[0] == 0 && mask[1] == 0 && mask[2] == 0 &&
                                mask[3] > 0 && mask[3] <= 32;
  if (!is_prefix_length || !bits || record.mask_span.begin == record.mask_span.end) return;
  out.push_back({cat("the mask `", record.netmask_text,
                     "` looks at a few last bits only; a prefix length is written `/", *bits, "`"),
                 record.mask_span,
                 {},
                 false});
}

}  // namespace

std::vector<HbaOddity> hba_oddities(const HbaRecord& record) {
  std::vector<HbaOddity> out;
  check_names(record.databases, database_words, out);
  check_names(record.users, user_words, out);
  if (record.address.kind == HbaAddress::Kind::host_name) check_host_name(record, out);
  if (record.address.kind == HbaAddress::Kind::ip) check_mask(record, out);
  return out;
}

bool is_open_to_network(const HbaRecord& record) {
  using Kind = HbaAddress::Kind;
  const bool is_weak = record.method == "trust" || record.method == "password";
  if (!is_weak || record.type == HbaType::local) return false;
  if (record.method == "password" && record.type == HbaType::hostssl) return false;
  const HbaAddress& address = record.address;
  if (address.kind == Kind::samehost) return false;
  if (address.kind != Kind::ip) return true;
  if (address.ip.size() == 4) return address.ip[0] != 127 || address.mask[0] != 0xFF;
  const bool is_one = std::all_of(address.mask.begin(), address.mask.end(),
                                  [](unsigned char byte) { return byte == 0xFF; });
  return !is_one || show_ip(address.ip) != "::1";
}

}  // namespace patrol
