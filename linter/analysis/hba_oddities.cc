// Keywords in the wrong case or in quotes, wildcards that are none, addresses that are taken for
// host names, masks that match nearly everything.
#include "linter/analysis/hba_oddities.h"

#include <algorithm>
#include <array>
#include <optional>
#include <span>
#include <string_view>

#include "linter/base/text.h"
#include "linter/diag/report.h"
#include "linter/doc/hba_address.h"

namespace patrol {
namespace {

using Field = HbaOddity::Field;
using Words = std::span<const std::string_view>;

constexpr auto database_words =
    std::to_array<std::string_view>({"all", "sameuser", "samerole", "samegroup", "replication"});
constexpr auto user_words = std::to_array<std::string_view>({"all"});
constexpr auto address_words = std::to_array<std::string_view>({"all", "samehost", "samenet"});

struct Fault {
  std::string text;
  std::string meant;
};

bool is_one_of(std::string_view word, Words words) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

std::optional<Fault> fault_of_name(const HbaToken& token, Words words) {
  const std::string& text = token.text;
  if (text == "*" || text == "%" || equal_ignoring_case(text, "any"))
    return Fault{"is a plain name, no wildcard", "all"};
  if (text.size() > 1 && text.front() == '\'' && text.back() == '\'')
    return Fault{"keeps its single quotes as part of the name", text.substr(1, text.size() - 2)};
  const std::string word = lower(text);
  if (!is_one_of(word, words)) return std::nullopt;
  if (text != word) return Fault{"is a plain name; keywords are lower case", word};
  if (token.is_quoted) return Fault{"is quoted and therefore a plain name", word};
  return std::nullopt;
}

void check_names(const std::vector<HbaToken>& names, Field field, Words words,
                 std::vector<HbaOddity>& out) {
  for (const HbaToken& name : names) {
    auto fault = fault_of_name(name, words);
    if (!fault) continue;
    const std::string_view what = field == Field::user ? "user" : "database";
    out.push_back({.field = field,
                   .text = cat(what, " `", shown(name.text), "` ", fault->text),
                   .at = name.at,
                   .meant = std::move(fault->meant),
                   .is_whole_field = names.size() == 1});
  }
}

bool holds_only(std::string_view name, std::string_view letters) {
  return name.find_first_not_of(letters) == std::string_view::npos;
}

// Names that no name service can know.
std::optional<Fault> fault_of_host(const std::string& name) {
  const std::string word = lower(name);
  if (contains(name, "*")) return Fault{"is no pattern but a host name", {}};
  if (name.starts_with('\'')) return Fault{"keeps its single quotes", {}};
  if (word == "any" || word == "anywhere" || word == "everyone")
    return Fault{"is a host name", "all"};
  if (is_one_of(word, address_words))
    return Fault{"is a host name; keywords are lower case and unquoted", word};
  if (contains(name, "-") && holds_only(name, "0123456789.-"))
    return Fault{"is no range but a host name", {}};
  if (holds_only(name, "0123456789."))
    return Fault{"is no valid address and taken for a host name", {}};
  if (contains(name, "/") || contains(name, ":")) return Fault{"is no valid address or name", {}};
  return std::nullopt;
}

void check_host_name(const HbaRecord& record, std::vector<HbaOddity>& out) {
  auto fault = fault_of_host(record.address.name);
  if (!fault) return;
  out.push_back({.field = Field::address,
                 .text = cat("address `", shown(record.address.name), "` ", fault->text),
                 .at = record.address_span,
                 .meant = std::move(fault->meant),
                 .is_whole_field = true});
}

void check_mask(const HbaRecord& record, std::vector<HbaOddity>& out) {
  const IpBytes& mask = record.address.mask;
  constexpr int longest = 32;
  const bool is_prefix_length = mask.size() == 4 && mask[0] == 0 && mask[1] == 0 && mask[2] == 0 &&
                                mask[3] > 0 && mask[3] <= longest;
  if (!is_prefix_length || record.mask_span.begin == record.mask_span.end) return;
  out.push_back({.field = Field::mask,
                 .text = cat("the mask `", record.netmask_text,
                             "` looks at a few last bits only; a prefix length is written `/",
                             static_cast<int>(mask[3]), "`"),
                 .at = record.mask_span,
                 .meant = {},
                 .is_whole_field = false});
}

}  // namespace

std::vector<HbaOddity> hba_oddities(const HbaRecord& record) {
  std::vector<HbaOddity> out;
  check_names(record.databases, Field::database, database_words, out);
  check_names(record.users, Field::user, user_words, out);
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
  if (address.kind == Kind::samehost || address.name == "localhost") return false;
  if (address.kind != Kind::ip) return true;
  if (address.ip.size() == 4) return address.ip[0] != 127 || address.mask[0] != 0xFF;
  const bool is_one = std::all_of(address.mask.begin(), address.mask.end(),
                                  [](unsigned char byte) { return byte == 0xFF; });
  return !is_one || show_ip(address.ip) != "::1";
}

}  // namespace patrol
