// First match over records, as far as texts can decide it.
#include "rules/hba/shared_login.h"

#include <algorithm>

#include "linter/base/text.h"
#include "linter/doc/hba_address.h"
#include "linter/facts/facts.h"
#include "linter/model/endpoints.h"
#include "linter/model/python.h"
#include "rules/hba/shared_policy.h"

namespace patrol::rules {
namespace {

enum class Match { no, maybe, yes };

Match both(Match left, Match right) {
  return std::min(left, right);
}

Match match_user(const HbaRecord& record, const std::string& user) {
  Match best = Match::no;
  for (const HbaToken& token : record.users) {
    if (is_keyword(token, "all") || token.text == user) return Match::yes;
    const bool is_resolved =
        !token.text.starts_with('/') && (token.is_quoted || token.text.find_first_of("+@") != 0);
    if (!is_resolved) best = Match::maybe;
  }
  return best;
}

Match match_database_word(const HbaToken& token, const Login& login) {
  if (is_keyword(token, "replication")) return Match::no;
  if (is_keyword(token, "all") || token.text == login.database) return Match::yes;
  if (is_keyword(token, "sameuser")) return login.user == login.database ? Match::yes : Match::no;
  const bool is_role = is_keyword(token, "samerole") || is_keyword(token, "samegroup");
  const bool is_file = !token.is_quoted && token.text.starts_with('@');
  return is_role || is_file || token.text.starts_with('/') ? Match::maybe : Match::no;
}

Match match_database(const HbaRecord& record, const Login& login) {
  if (login.is_replication)
    return has_keyword(record.databases, "replication") ? Match::yes : Match::no;
  Match best = Match::no;
  for (const HbaToken& token : record.databases)
    best = std::max(best, match_database_word(token, login));
  return best;
}

Match match_type(const HbaRecord& record, const Login& login) {
  if (login.from.empty() != (record.type == HbaType::local)) return Match::no;
  switch (record.type) {
    case HbaType::local:
    case HbaType::host:
      return Match::yes;
    case HbaType::hostssl:
      return !login.has_tls ? Match::maybe : *login.has_tls ? Match::maybe : Match::no;
    case HbaType::hostnossl:
      return login.has_tls == false ? Match::yes : Match::maybe;
    case HbaType::hostgssenc:
    case HbaType::hostnogssenc:
      break;
  }
  return Match::maybe;
}

bool is_in_range(const IpBytes& ip, const HbaAddress& range) {
  if (ip.size() != range.ip.size() || ip.size() != range.mask.size()) return false;
  for (std::size_t at = 0; at < ip.size(); ++at)
    if ((ip[at] & range.mask[at]) != (range.ip[at] & range.mask[at])) return false;
  return true;
}

Match match_address(const HbaRecord& record, const Login& login) {
  if (login.from.empty()) return Match::yes;
  switch (record.address.kind) {
    case HbaAddress::Kind::all:
      return Match::yes;
    case HbaAddress::Kind::ip:
      return is_in_range(login.from, record.address) ? Match::yes : Match::no;
    case HbaAddress::Kind::none:
      return Match::no;
    default:
      return Match::maybe;
  }
}

// What initdb writes; its auth options change the methods, never the addresses.
constexpr std::string_view initdb_lines =
    "local all all trust\n"
    "host all all 127.0.0.1/32 trust\n"
    "host all all ::1/128 trust\n"
    "local replication all trust\n"
    "host replication all 127.0.0.1/32 trust\n"
    "host replication all ::1/128 trust\n";

void add_peer(const PatroniDocument& member, std::vector<Peer>& peers) {
  const Value address = member.root().at("postgresql.connect_address");
  if (!address.is_string()) return;
  const std::string host = split_host_port(address.text(), std::nullopt).host;
  if (!is_ip_address(host) || is_loopback(host) || is_wildcard(host)) return;
  if (const auto ip = read_ip(host))
    peers.push_back({.address = host, .ip = *ip, .connect_address = address});
}

}  // namespace

bool may_concern(const HbaRecord& record, const Login& login) {
  return both(match_database(record, login), match_user(record, login.user)) != Match::no;
}

Verdict admits(const std::vector<HbaRecord>& records, const Login& login) {
  bool is_uncertain = false;
  for (const HbaRecord& record : records) {
    const Match match = both(both(match_type(record, login), match_address(record, login)),
                             both(match_database(record, login), match_user(record, login.user)));
    if (match == Match::maybe) is_uncertain = true;
    if (match != Match::yes) continue;
    if (is_uncertain) return {.record = &record};
    return {
        .answer = record.method == "reject" ? Verdict::Answer::rejected : Verdict::Answer::admitted,
        .record = &record};
  }
  return {.answer = is_uncertain ? Verdict::Answer::unknown : Verdict::Answer::no_record};
}

std::vector<HbaRecord> all_records(const EffectiveHba& hba) {
  std::vector<HbaRecord> out;
  if (hba.list == nullptr) return out;
  if (hba.layer == EffectiveHba::Layer::bootstrap)
    out = read_hba(hba.list->hba.source, initdb_lines, facts::newest_postgres).records;
  out.insert(out.end(), hba.list->hba.records.begin(), hba.list->hba.records.end());
  return out;
}

std::vector<Peer> peers_of(const Snapshot& cluster, const PatroniDocument& member,
                           EffectiveHba::Layer layer) {
  std::vector<Peer> peers;
  for (const PatroniDocument* other : cluster.patroni)
    if (other != &member) add_peer(*other, peers);
  // Alone in the run: where the list serves all members, this one must be in it too.
  if (cluster.patroni.size() == 1 && layer != EffectiveHba::Layer::local) add_peer(member, peers);
  return peers;
}

std::string user_of(const PatroniDocument& member, std::string_view role) {
  const Value name = member.root().at("postgresql.authentication")[role]["username"];
  return name.is_string() ? std::string(name.text()) : std::string();
}

std::string own_database(const PatroniDocument& member) {
  const Value name = member.root().at("postgresql.database");
  if (name.is_string()) return std::string(name.text());
  const facts::PatroniSetting* setting = facts::find_patroni_setting("postgresql.database");
  return setting == nullptr ? std::string() : std::string(setting->default_value);
}

std::optional<bool> has_tls(const Snapshot& cluster, const PatroniDocument& member) {
  return patroni_bool(parameter(cluster, member, "ssl"));
}

bool is_on_loopback(const PatroniDocument& member) {
  const Value address = member.root().at("postgresql.connect_address");
  return address.is_string() && is_loopback(split_host_port(address.text(), std::nullopt).host);
}

}  // namespace patrol::rules
