// Collects policies and answers what a field means.
#include "rules/hba/shared_policy.h"

#include <algorithm>

#include "linter/base/text.h"
#include "linter/doc/hba_address.h"
#include "linter/model/spot.h"

namespace patrol::rules {
namespace {

// "10.0.0.0/25, 10.0.1.0/24 and 3 more networks".
std::string list_networks(const std::vector<std::string>& networks) {
  constexpr std::size_t most = 4;
  const auto end = networks.begin() + static_cast<std::ptrdiff_t>(std::min(networks.size(), most));
  std::string text = join(std::vector<std::string>(networks.begin(), end), ", ");
  if (networks.size() > most) text += cat(" and ", networks.size() - most, " more networks");
  return text;
}

}  // namespace

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

Policy policy_of(const ServedHba& served) {
  return {.file = served.list != nullptr ? &served.list->hba : &served.document->hba,
          .list = served.list,
          .postgres = served.members.front()->postgres};
}

Spot end_of(const ServedHba& served) {
  if (served.list != nullptr) return at_key(served.list->list);
  return {served.document->hba.records.back().at, {}};
}

bool is_one_machine(const ServedHba& served) {
  return std::all_of(served.members.begin(), served.members.end(),
                     [](const PatroniDocument* member) { return is_on_loopback(*member); });
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

void note_rest(const HbaOpening& opening, FindingBuilder& finding) {
  if (opening.taken.empty()) return;
  const bool is_rest_shorter = opening.networks.size() <= opening.taken.size();
  finding.note(is_rest_shorter
                   ? cat("of that, earlier records leave ", list_networks(opening.networks))
                   : cat("earlier records take ", list_networks(opening.taken)));
}

}  // namespace patrol::rules
