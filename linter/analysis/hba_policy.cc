// First match, in the order of the server: type, address, database, user. Each test says yes, no or
// "cannot be known".
#include "linter/analysis/hba_policy.h"

#include <algorithm>
#include <array>
#include <map>

#include "linter/base/text.h"
#include "linter/doc/hba_address.h"

namespace patrol {
namespace {

enum class Answer { no, yes, unknown };

// One test of one record: the answer and, unless it is yes, why.
struct Test {
  Answer answer = Answer::yes;
  std::string reason;
};

// Words are made only when somebody wants to read them.
struct Question {
  const HbaConnection& connection;
  bool wants_words;

  template <typename Words>
  [[nodiscard]] Test give(Answer answer, Words words) const {
    return {answer, wants_words && answer != Answer::yes ? words() : std::string()};
  }
};

using Automata = std::map<std::string_view, std::shared_ptr<const PgAutomaton>>;

std::shared_ptr<const PgAutomaton> automaton_of(std::string_view pattern, int major,
                                                Automata& known) {
  const auto [entry, is_new] = known.try_emplace(pattern);
  if (is_new)
    if (auto built = PgAutomaton::build(read_pg_regex(pattern, major)))
      entry->second = std::make_shared<const PgAutomaton>(std::move(*built));
  return entry->second;
}

HbaName name_of(const HbaToken& token, bool is_user, int major, Automata& known) {
  using Kind = HbaName::Kind;
  const std::string_view text = token.text;
  if (major >= 16 && text.starts_with('/'))
    return {Kind::regex, text.substr(1), automaton_of(text.substr(1), major, known)};
  if (token.is_quoted) return {Kind::literal, text, {}};
  if (text == "all") return {Kind::all, text, {}};
  if (is_user && text.starts_with('+')) return {Kind::role, text.substr(1), {}};
  if (is_user) return {Kind::literal, text, {}};
  if (text == "sameuser") return {Kind::sameuser, text, {}};
  if (text == "samerole" || text == "samegroup") return {Kind::samerole, text, {}};
  if (text == "replication") return {Kind::replication, text, {}};
  return {Kind::literal, text, {}};
}

Answer is_member(const HbaConnection& connection, std::string_view role) {
  if (connection.user == role) return Answer::yes;
  if (!connection.roles) return Answer::unknown;
  const auto& roles = *connection.roles;
  return std::find(roles.begin(), roles.end(), role) != roles.end() ? Answer::yes : Answer::no;
}

Answer matches_regex(const HbaName& name, std::string_view text) {
  if (name.automaton == nullptr) return Answer::unknown;
  const bool is_ascii =
      std::all_of(text.begin(), text.end(), [](char byte) { return (byte & 0x80) == 0; });
  if (!is_ascii) return Answer::unknown;
  return name.automaton->matches(text) ? Answer::yes : Answer::no;
}

Answer matches_database(const HbaName& name, const HbaConnection& connection) {
  using Kind = HbaName::Kind;
  if (connection.is_replication) return name.kind == Kind::replication ? Answer::yes : Answer::no;
  switch (name.kind) {
    case Kind::all:
      return Answer::yes;
    case Kind::sameuser:
      return connection.database == connection.user ? Answer::yes : Answer::no;
    case Kind::samerole:
      return is_member(connection, connection.database);
    case Kind::regex:
      return matches_regex(name, connection.database);
    case Kind::literal:
      return connection.database == name.text ? Answer::yes : Answer::no;
    case Kind::replication:
    case Kind::role:
      return Answer::no;
  }
  return Answer::no;
}

Answer matches_user(const HbaName& name, const HbaConnection& connection) {
  using Kind = HbaName::Kind;
  switch (name.kind) {
    case Kind::all:
      return Answer::yes;
    case Kind::role:
      return is_member(connection, name.text);
    case Kind::regex:
      return matches_regex(name, connection.user);
    default:
      return connection.user == name.text ? Answer::yes : Answer::no;
  }
}

// Yes if any name says yes; else unknown if any is.
template <typename Matcher>
Answer any_of(const std::vector<HbaName>& names, const HbaConnection& connection, Matcher matcher) {
  Answer best = Answer::no;
  for (const HbaName& name : names) {
    const Answer answer = matcher(name, connection);
    if (answer == Answer::yes) return answer;
    if (answer == Answer::unknown) best = answer;
  }
  return best;
}

std::string_view restriction(HbaType type) {
  constexpr std::array<std::string_view, 6> words{
      "is for local sockets only",     "is for TCP connections only",
      "is for TLS connections only",   "is for connections without TLS only",
      "is for GSSAPI encryption only", "is for connections without GSSAPI encryption only"};
  return words[static_cast<std::size_t>(type)];
}

bool is_near(const HbaConnection& connection, bool whole_network) {
  return std::any_of(connection.interfaces->begin(), connection.interfaces->end(),
                     [&](const HbaInterface& own) {
                       IpBytes mask = own.mask;
                       if (!whole_network) mask.fill(0xFF);
                       return is_in_network(connection.address, own.address, mask);
                     });
}

Test test_network(const HbaAddress& address, const Question& question) {
  const IpBytes& client = question.connection.address;
  const bool is_inside = is_in_network(client, address.ip, address.mask);
  return question.give(is_inside ? Answer::yes : Answer::no, [&] {
    return cat(show_ip(client), " is not in ", show_network(address.ip, address.mask));
  });
}

Test test_own_address(const HbaAddress& address, const Question& question) {
  const HbaConnection& connection = question.connection;
  if (!connection.interfaces)
    return question.give(Answer::unknown,
                         [] { return std::string("the server's own addresses are not known"); });
  const bool whole_network = address.kind == HbaAddress::Kind::samenet;
  const bool is_own = is_near(connection, whole_network);
  return question.give(is_own ? Answer::yes : Answer::no, [&] {
    return cat(show_ip(connection.address), " is not ",
               whole_network ? "in a network" : "an address", " of the server");
  });
}

bool is_called(std::string_view host, const HbaAddress& wanted) {
  if (wanted.kind == HbaAddress::Kind::host_name) return equal_ignoring_case(host, wanted.name);
  const std::string_view suffix = wanted.name;
  return host.size() >= suffix.size() &&
         equal_ignoring_case(host.substr(host.size() - suffix.size()), suffix);
}

Test test_host_name(const HbaAddress& address, const Question& question) {
  const HbaConnection& connection = question.connection;
  const auto wanted = [&] {
    const bool is_suffix = address.kind == HbaAddress::Kind::host_suffix;
    return cat(is_suffix ? "a host under " : "", address.name);
  };
  if (!connection.host_name)
    return question.give(Answer::unknown, [&] {
      return cat("whether ", show_ip(connection.address), " is ", wanted(),
                 " is for the name service to say");
    });
  const bool is_it = !connection.host_name->empty() && is_called(*connection.host_name, address);
  return question.give(is_it ? Answer::yes : Answer::no, [&] {
    const std::string& name = *connection.host_name;
    return cat(show_ip(connection.address), " is not ", wanted(), " but ",
               name.empty() ? std::string("has no name") : name);
  });
}

Test test_address(const HbaAddress& address, const Question& question) {
  using Kind = HbaAddress::Kind;
  switch (address.kind) {
    case Kind::none:
    case Kind::all:
      return {};
    case Kind::ip:
      return test_network(address, question);
    case Kind::samehost:
    case Kind::samenet:
      return test_own_address(address, question);
    case Kind::host_name:
    case Kind::host_suffix:
      return test_host_name(address, question);
  }
  return {};
}

Test test_names(const HbaPolicy::Names& names, const Question& question) {
  const HbaConnection& connection = question.connection;
  const Answer database = any_of(names.databases, connection, matches_database);
  if (database == Answer::no)
    return question.give(database, [&] {
      return connection.is_replication ? std::string("does not name replication")
                                       : cat("does not name database ", connection.database);
    });
  const Answer user = any_of(names.users, connection, matches_user);
  if (user == Answer::no)
    return question.give(user, [&] { return cat("does not name user ", connection.user); });
  if (database == Answer::unknown)
    return question.give(database, [&] {
      return cat("whether it names database ", connection.database, " cannot be decided");
    });
  return question.give(
      user, [&] { return cat("whether it names user ", connection.user, " cannot be decided"); });
}

Test test_record(const HbaPolicy& policy, std::size_t index, const Question& question) {
  const HbaRecord& record = policy.file->records[index];
  if (!serves(record.type, question.connection.channel))
    return question.give(Answer::no, [&] { return std::string(restriction(record.type)); });
  Test address = test_address(record.address, question);
  if (address.answer == Answer::no) return address;
  Test names = test_names(policy.names[index], question);
  if (names.answer != Answer::yes) return names;
  return address;
}

}  // namespace

std::string_view to_string(HbaChannel channel) {
  constexpr std::array<std::string_view, 4> words{"local", "plain", "tls", "gss"};
  return words[static_cast<std::size_t>(channel)];
}

std::string_view to_string(HbaVerdict verdict) {
  constexpr std::array<std::string_view, 4> words{"method", "reject", "no-entry", "undecided"};
  return words[static_cast<std::size_t>(verdict)];
}

bool serves(HbaType type, HbaChannel channel) {
  switch (type) {
    case HbaType::local:
      return channel == HbaChannel::local;
    case HbaType::host:
      return channel != HbaChannel::local;
    case HbaType::hostssl:
      return channel == HbaChannel::tls;
    case HbaType::hostnossl:
      return channel == HbaChannel::plain || channel == HbaChannel::gss;
    case HbaType::hostgssenc:
      return channel == HbaChannel::gss;
    case HbaType::hostnogssenc:
      return channel == HbaChannel::plain || channel == HbaChannel::tls;
  }
  return false;
}

bool is_in_network(const IpBytes& address, const IpBytes& network, const IpBytes& mask) {
  if (address.size() != network.size()) return false;
  for (std::size_t i = 0; i < address.size(); ++i)
    if (((address[i] ^ network[i]) & mask[i]) != 0) return false;
  return true;
}

namespace {

// A name that repeats the one before it adds nothing.
std::vector<HbaName> names_of(const std::vector<HbaToken>& tokens, bool are_users, int major,
                              Automata& known) {
  std::vector<HbaName> names;
  const HbaToken* last = nullptr;
  for (const HbaToken& token : tokens) {
    const bool is_repeated =
        last != nullptr && last->text == token.text && last->is_quoted == token.is_quoted;
    if (!is_repeated) names.push_back(name_of(token, are_users, major, known));
    last = &token;
  }
  return names;
}

}  // namespace

HbaPolicy hba_policy(const HbaFile& file, int postgres_major) {
  HbaPolicy policy{.file = &file, .names = {}};
  policy.names.reserve(file.records.size());
  Automata known;
  for (const HbaRecord& record : file.records) {
    HbaPolicy::Names& names = policy.names.emplace_back();
    names.databases = names_of(record.databases, false, postgres_major, known);
    names.users = names_of(record.users, true, postgres_major, known);
  }
  return policy;
}

HbaDecision decide(const HbaPolicy& policy, const HbaConnection& connection) {
  const Question question{connection, false};
  for (std::size_t i = 0; i < policy.names.size(); ++i) {
    const Answer answer = test_record(policy, i, question).answer;
    if (answer == Answer::no) continue;
    const HbaRecord& record = policy.file->records[i];
    if (answer == Answer::unknown) return {HbaVerdict::undecided, &record};
    return {record.method == "reject" ? HbaVerdict::reject : HbaVerdict::method, &record};
  }
  return {};
}

std::vector<HbaPassed> passed_records(const HbaPolicy& policy, const HbaConnection& connection) {
  std::vector<HbaPassed> passed;
  const Question question{connection, true};
  for (std::size_t i = 0; i < policy.names.size(); ++i) {
    Test test = test_record(policy, i, question);
    if (test.answer != Answer::no) break;
    passed.push_back({&policy.file->records[i], std::move(test.reason)});
  }
  return passed;
}

bool may_name(const HbaPolicy& policy, std::size_t record, const HbaConnection& connection) {
  return test_names(policy.names[record], {connection, false}).answer != Answer::no;
}

std::string hba_doubt(const HbaPolicy& policy, const HbaRecord& record,
                      const HbaConnection& connection) {
  const auto index = static_cast<std::size_t>(&record - policy.file->records.data());
  if (index >= policy.names.size()) return {};
  Test test = test_record(policy, index, {connection, true});
  return test.answer == Answer::unknown ? std::move(test.reason) : std::string();
}

}  // namespace patrol
