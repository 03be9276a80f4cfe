// Collects policies and answers what a field means.
#include "rules/hba/shared_policy.h"

#include <algorithm>

#include "linter/base/text.h"
#include "linter/diag/report.h"
#include "linter/doc/hba_address.h"

namespace patrol::rules {

Spot Policy::spot(Span at, int line) const {
  if (list == nullptr) return {at, {}};
  return {at, cat(list->list.path(), '[', line - 1, ']')};
}

std::vector<Policy> policies(const Snapshot& cluster) {
  std::vector<Policy> out;
  for (const HbaList* list : cluster.hba_lists)
    out.push_back(
        {.file = &list->hba,
         .list = list,
         .postgres = list->member != nullptr ? list->member->postgres : cluster.postgres_version});
  for (const HbaDocument* document : cluster.hba)
    out.push_back({.file = &document->hba, .postgres = cluster.postgres_version});
  return out;
}

bool is_keyword(const HbaToken& token, std::string_view word) {
  return !token.is_quoted && token.text == word;
}

bool has_keyword(const std::vector<HbaToken>& tokens, std::string_view word) {
  return std::any_of(tokens.begin(), tokens.end(),
                     [&](const HbaToken& token) { return is_keyword(token, word); });
}

bool is_loopback_range(const HbaAddress& address) {
  if (address.kind == HbaAddress::Kind::samehost) return true;
  if (address.kind == HbaAddress::Kind::host_name) return address.name == "localhost";
  if (address.kind != HbaAddress::Kind::ip) return false;
  constexpr unsigned char loopback_net = 127;
  constexpr unsigned char whole = 255;
  constexpr std::size_t v4 = 4;
  const IpBytes& ip = address.ip;
  if (ip.size() == v4) return ip[0] == loopback_net && address.mask[0] == whole;
  for (std::size_t at = 0; at < ip.size(); ++at) {
    const unsigned char expected = at + 1 == ip.size() ? 1 : 0;
    if (address.mask[at] != whole || ip[at] != expected) return false;
  }
  return true;
}

std::string shown_range(const HbaRecord& record) {
  const HbaAddress& address = record.address;
  if (address.kind != HbaAddress::Kind::ip) return shown(record.address_text);
  constexpr std::size_t longest = 128;
  for (std::size_t bits = 0; bits <= longest; ++bits) {
    const auto mask = read_prefix_mask(cat(bits), address.mask.size());
    if (mask && *mask == address.mask) return cat(shown(record.address_text), '/', bits);
  }
  return cat(shown(record.address_text), ' ', show_ip(address.mask));
}

bool is_everybody(const HbaAddress& address) {
  if (address.kind == HbaAddress::Kind::all) return true;
  return address.kind == HbaAddress::Kind::ip &&
         std::all_of(address.mask.begin(), address.mask.end(),
                     [](unsigned char byte) { return byte == 0; });
}

}  // namespace patrol::rules
