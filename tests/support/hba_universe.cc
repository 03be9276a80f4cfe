// The matcher here is written from the manual and shares no code with the one it checks.
#include "tests/support/hba_universe.h"

#include <algorithm>
#include <array>
#include <map>
#include <regex>

#include "linter/base/text.h"
#include "linter/doc/hba_address.h"

namespace patrol::test {
namespace {

constexpr std::array<std::string_view, 11> address_texts{
    "10.0.0.0", "10.0.0.1",  "10.0.0.2",  "10.0.0.3", "10.0.0.5",   "9.0.0.1",
    "9.0.0.2",  "192.0.2.8", "192.0.2.9", "::1",      "2001:db8::7"};
// One or two names for everything that the records below tell apart.
constexpr std::array<std::string_view, 16> names{"ann",   "app",  "bob",  "grp", "all",   "+grp",
                                                 "other", "else", "zed9", "b9",  "bobby", "axe",
                                                 "a9",    "aby",  "xby",  "bx"};

using Test = bool (*)(const HbaConnection&);

struct Piece {
  std::string_view text;
  Test test;
};

bool is_address(const HbaConnection& connection, std::string_view text) {
  return show_ip(connection.address) == text;
}
bool is_v4(const HbaConnection& connection) {
  return connection.address.size() == 4;
}
bool has_role(const HbaConnection& connection, std::string_view role) {
  const auto& roles = *connection.roles;
  return connection.user == role || std::find(roles.begin(), roles.end(), role) != roles.end();
}
bool is_host(const HbaConnection& connection) {
  return connection.channel != HbaChannel::local;
}
template <HbaChannel Channel>
bool is(const HbaConnection& connection) {
  return connection.channel == Channel;
}

const std::vector<Piece> types{
    {"local", is<HbaChannel::local>},
    {"host", is_host},
    {"host", is_host},
    {"hostssl", is<HbaChannel::tls>},
    {"hostnossl", [](const auto& c) { return is_host(c) && !is<HbaChannel::tls>(c); }},
    {"hostgssenc", is<HbaChannel::gss>},
    {"hostnogssenc", [](const auto& c) { return is_host(c) && !is<HbaChannel::gss>(c); }}};

const std::vector<Piece> addresses{
    {"all", [](const auto&) { return true; }},
    {"0.0.0.0/0", is_v4},
    {"::/0", [](const auto& c) { return !is_v4(c); }},
    {"10.0.0.0/31",
     [](const auto& c) { return is_address(c, "10.0.0.0") || is_address(c, "10.0.0.1"); }},
    {"10.0.0.1/32", [](const auto& c) { return is_address(c, "10.0.0.1"); }},
    {"10.0.0.0/8", [](const auto& c) { return is_v4(c) && c.address[0] == 10; }},
    {"10.0.0.0 255.255.255.254",
     [](const auto& c) { return is_address(c, "10.0.0.0") || is_address(c, "10.0.0.1"); }},
    {"10.0.0.1 255.255.255.251",
     [](const auto& c) { return is_address(c, "10.0.0.1") || is_address(c, "10.0.0.5"); }},
    {"0.0.0.1 0.0.0.1", [](const auto& c) { return is_v4(c) && c.address[3] % 2 == 1; }},
    {"::1/128", [](const auto& c) { return is_address(c, "::1"); }},
    {"128.0.0.0/1", [](const auto& c) { return is_v4(c) && c.address[0] >= 128; }}};

bool is_database(const HbaConnection& connection, std::string_view name) {
  return !connection.is_replication && connection.database == name;
}

const std::vector<Piece> databases{
    {"all", [](const auto& c) { return !c.is_replication; }},
    {"all", [](const auto& c) { return !c.is_replication; }},
    {"\"all\"", [](const auto& c) { return is_database(c, "all"); }},
    {"replication", [](const auto& c) { return c.is_replication; }},
    {"sameuser", [](const auto& c) { return is_database(c, c.user); }},
    {"samerole", [](const auto& c) { return !c.is_replication && has_role(c, c.database); }},
    {"ann", [](const auto& c) { return is_database(c, "ann"); }},
    {"app", [](const auto& c) { return is_database(c, "app"); }},
    {"app,replication", [](const auto& c) { return c.is_replication || is_database(c, "app"); }},
    {"grp,sameuser",
     [](const auto& c) { return is_database(c, "grp") || is_database(c, c.user); }}};

const std::vector<Piece> users{
    {"all", [](const auto&) { return true; }},
    {"all", [](const auto&) { return true; }},
    {"ann", [](const auto& c) { return c.user == "ann"; }},
    {"bob", [](const auto& c) { return c.user == "bob"; }},
    {"ann,bob", [](const auto& c) { return c.user == "ann" || c.user == "bob"; }},
    {"+grp", [](const auto& c) { return has_role(c, "grp"); }},
    {"+app", [](const auto& c) { return has_role(c, "app"); }},
    {"ann,+grp", [](const auto& c) { return c.user == "ann" || has_role(c, "grp"); }},
    {"\"+grp\"", [](const auto& c) { return c.user == "+grp"; }}};

bool ends_in_by(const std::string& name) {
  return name.ends_with("by");
}

const std::vector<Piece> regex_databases{
    {"/^a", [](const auto& c) { return !c.is_replication && c.database.starts_with('a'); }},
    {"/^(ann|app)$", [](const auto& c) { return is_database(c, "ann") || is_database(c, "app"); }},
    {"/b+y$", [](const auto& c) { return !c.is_replication && ends_in_by(c.database); }}};

const std::vector<Piece> regex_users{
    {"/^[ab]", [](const auto& c) { return c.user.starts_with('a') || c.user.starts_with('b'); }},
    {"/[0-9]$", [](const auto& c) { return c.user.ends_with('9'); }},
    {"/.", [](const auto&) { return true; }}};

std::vector<HbaConnection> with_all_names(const HbaConnection& like) {
  std::vector<HbaConnection> all;
  for (std::size_t pair = 0; pair < (names.size() + 1) * names.size(); ++pair) {
    HbaConnection one = like;
    one.user = names[pair % names.size()];
    one.is_replication = pair / names.size() == names.size();
    if (!one.is_replication) one.database = names[pair / names.size()];
    for (unsigned roles = 0; roles < 8; ++roles) {
      one.roles.emplace();
      if ((roles & 1U) != 0) one.roles->emplace_back("grp");
      if ((roles & 2U) != 0) one.roles->emplace_back("app");
      if ((roles & 4U) != 0) one.roles->push_back(one.database);
      all.push_back(one);
    }
  }
  return all;
}

std::vector<HbaConnection> make_universe() {
  std::vector<HbaConnection> all;
  for (const HbaChannel channel :
       {HbaChannel::local, HbaChannel::plain, HbaChannel::tls, HbaChannel::gss}) {
    for (const std::string_view address : address_texts) {
      HbaConnection like;
      like.channel = channel;
      like.address = *read_ip(address);
      for (HbaConnection& one : with_all_names(like)) all.push_back(std::move(one));
    }
  }
  return all;
}

// What one piece matches, tried once.
const ConnectionSet& matches_of(const Piece& piece) {
  static std::map<const Piece*, ConnectionSet> known;
  const auto [entry, is_new] = known.try_emplace(&piece);
  if (is_new)
    for (std::size_t i = 0; i < universe_size; ++i) entry->second[i] = piece.test(universe()[i]);
  return entry->second;
}

}  // namespace

const std::vector<HbaConnection>& universe() {
  static const std::vector<HbaConnection> all = make_universe();
  return all;
}

SmallRecord PolicyGenerator::record() {
  const auto pick = [&](const auto& pieces) -> const Piece& {
    return pieces[below(pieces.size())];
  };
  const bool has_regex = major_ >= 16 && below(4) == 0;
  const Piece& type = pick(types);
  const Piece& database = pick(has_regex && below(2) == 0 ? regex_databases : databases);
  const Piece& user = pick(has_regex && below(2) == 0 ? regex_users : users);
  SmallRecord record;
  record.text = cat(type.text, " ", database.text, " ", user.text);
  record.matches = matches_of(type) & matches_of(database) & matches_of(user);
  if (type.text != "local") {
    const Piece& address = pick(addresses);
    record.text += cat(" ", address.text);
    record.matches &= matches_of(address);
  }
  constexpr std::array<std::string_view, 4> methods{"trust", "reject", "md5", "scram-sha-256"};
  const std::string_view method = methods[below(methods.size())];
  record.text += cat(" ", method);
  record.outcome = method == "reject" ? "refused" : method;
  return record;
}

std::vector<SmallRecord> PolicyGenerator::policy(std::size_t most_records) {
  std::vector<SmallRecord> records;
  for (std::size_t i = below(most_records + 1); i > 0; --i) records.push_back(record());
  return records;
}

std::vector<SmallRecord> PolicyGenerator::variant(std::vector<SmallRecord> policy) {
  if (policy.empty()) return policy;
  const std::size_t at = below(policy.size());
  const std::size_t other = below(policy.size());
  switch (below(4)) {
    case 0:
      std::swap(policy[at], policy[other]);
      break;
    case 1:
      policy.erase(policy.begin() + static_cast<std::ptrdiff_t>(at));
      break;
    case 2:
      policy.insert(policy.begin() + static_cast<std::ptrdiff_t>(at), policy[other]);
      break;
    default:
      policy[at] = record();
      break;
  }
  return policy;
}

std::string text_of(const std::vector<SmallRecord>& policy) {
  std::string text;
  for (const SmallRecord& record : policy) text += record.text + "\n";
  return text;
}

std::vector<ConnectionSet> decided(const std::vector<SmallRecord>& policy) {
  std::vector<ConnectionSet> sets;
  ConnectionSet open;
  open.set();
  for (const SmallRecord& record : policy) {
    sets.push_back(record.matches & open);
    open &= ~record.matches;
  }
  sets.push_back(open);
  return sets;
}

}  // namespace patrol::test
