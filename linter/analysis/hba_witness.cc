// Chooses a channel, an address and a pair of names that fit the facts of a cell.
#include "linter/analysis/hba_witness.h"

#include <algorithm>
#include <array>
#include <optional>

namespace patrol {
namespace {

using Fact = HbaFact::Kind;

// The facts of a cell, sorted out.
struct Demands {
  std::optional<bool> same_name;
  std::optional<bool> member_of_database;
  std::optional<bool> samehost;
  std::optional<bool> samenet;
  std::vector<std::pair<std::string_view, bool>> roles;
  std::vector<std::pair<const HbaFact*, bool>> networks;
  bool is_opaque = false;
};

Demands demands_of(const HbaSpace& space, const HbaCell& cell) {
  Demands demands;
  for (const auto& [number, truth] : cell.facts) {
    if (number >= space.facts.size()) {
      demands.is_opaque = true;
      continue;
    }
    const HbaFact& fact = space.facts[number];
    demands.is_opaque = demands.is_opaque || fact.is_opaque();
    switch (fact.kind) {
      case Fact::same_name:
        demands.same_name = truth;
        break;
      case Fact::member_of_database:
        demands.member_of_database = truth;
        break;
      case Fact::member:
        demands.roles.emplace_back(fact.text, truth);
        break;
      case Fact::network:
        demands.networks.emplace_back(&fact, truth);
        break;
      case Fact::samehost:
        demands.samehost = truth;
        break;
      case Fact::samenet:
        demands.samenet = truth;
        break;
      default:
        break;
    }
  }
  return demands;
}

// Looks for an address between two that fits some networks and avoids others, bit by bit.
class AddressSearch {
 public:
  AddressSearch(const HbaAddressAtom& atom, const Demands& demands, HbaBudget& budget)
      : atom_(atom), demands_(demands), budget_(budget), address_(atom.first.size()) {}

  HbaWitness::Kind run(IpBytes& found) {
    const bool is_there = set_bit(0, true, true);
    if (is_too_long()) return HbaWitness::Kind::unknown;
    if (is_there) found = address_;
    return is_there ? HbaWitness::Kind::found : HbaWitness::Kind::none;
  }

 private:
  static constexpr int most_steps = 20000;

  [[nodiscard]] bool is_too_long() const { return steps_ > most_steps || budget_.is_spent(); }

  static bool bit(const IpBytes& ip, std::size_t at) {
    return ((ip[at / 8] >> (7 - at % 8)) & 1) != 0;
  }

  bool set_bit(std::size_t at, bool is_lowest, bool is_highest) {
    ++steps_;
    budget_.left -= 1 + static_cast<long long>(demands_.networks.size()) / 4;
    if (is_too_long()) return false;
    if (at == address_.size() * 8) return fits();
    for (const bool value : {false, true}) {
      const bool is_low = is_lowest && !value && bit(atom_.first, at);
      const bool is_high = is_highest && value && !bit(atom_.last, at);
      if (is_low || is_high || !may_be(at, value)) continue;
      const auto flag = static_cast<unsigned char>(0x80U >> (at % 8));
      unsigned char& byte = address_[at / 8];
      byte = static_cast<unsigned char>(value ? byte | flag : byte & ~flag);
      if (set_bit(at + 1, is_lowest && value == bit(atom_.first, at),
                  is_highest && value == bit(atom_.last, at)))
        return true;
    }
    return false;
  }

  [[nodiscard]] bool may_be(std::size_t at, bool value) const {
    return std::all_of(demands_.networks.begin(), demands_.networks.end(), [&](const auto& wanted) {
      const HbaFact& network = *wanted.first;
      const bool counts =
          wanted.second && network.ip.size() == address_.size() && bit(network.mask, at);
      return !counts || bit(network.ip, at) == value;
    });
  }

  [[nodiscard]] bool fits() const {
    return std::all_of(demands_.networks.begin(), demands_.networks.end(), [&](const auto& wanted) {
      return is_in_network(address_, wanted.first->ip, wanted.first->mask) == wanted.second;
    });
  }

  const HbaAddressAtom& atom_;
  const Demands& demands_;
  HbaBudget& budget_;
  IpBytes address_;
  int steps_ = 0;
};

HbaWitness::Kind choose_in(const HbaSpace& space, IndexSet::Range range, const Demands& demands,
                           HbaBudget& budget, IpBytes& address) {
  bool is_unknown = false;
  for (std::uint32_t at = range.begin; at < range.end; ++at) {
    const auto kind = AddressSearch(space.addresses[at], demands, budget).run(address);
    if (kind == HbaWitness::Kind::found || budget.is_spent()) return kind;
    is_unknown = is_unknown || kind == HbaWitness::Kind::unknown;
  }
  return is_unknown ? HbaWitness::Kind::unknown : HbaWitness::Kind::none;
}

HbaWitness::Kind choose_address(const HbaSpace& space, const HbaCell& cell, const Demands& demands,
                                HbaBudget& budget, IpBytes& address) {
  if (demands.samehost == true && demands.samenet == false) return HbaWitness::Kind::none;
  if (demands.networks.empty()) {
    address = space.addresses[cell.addresses.first()].first;
    return HbaWitness::Kind::found;
  }
  bool is_unknown = false;
  for (const IndexSet::Range range : cell.addresses.ranges()) {
    const auto kind = choose_in(space, range, demands, budget, address);
    if (kind == HbaWitness::Kind::found) return kind;
    is_unknown = is_unknown || kind == HbaWitness::Kind::unknown;
  }
  return is_unknown ? HbaWitness::Kind::unknown : HbaWitness::Kind::none;
}

struct Names {
  std::string database;
  std::string user;
};

// Whether these two names fit the facts; fills in the memberships if they do.
bool fits(const Names& names, bool is_replication, const Demands& demands,
          std::vector<std::string>& roles) {
  roles.clear();
  for (const auto& [role, truth] : demands.roles) {
    if (role == names.user && !truth) return false;
    if (role != names.user && truth) roles.emplace_back(role);
  }
  if (is_replication) return true;
  const bool is_same = names.database == names.user;
  if (demands.same_name && *demands.same_name != is_same) return false;
  if (!demands.member_of_database) return true;
  const bool wanted = *demands.member_of_database;
  if (is_same) return wanted;
  const auto known = std::find_if(demands.roles.begin(), demands.roles.end(),
                                  [&](const auto& role) { return role.first == names.database; });
  if (known != demands.roles.end()) return known->second == wanted;
  if (wanted) roles.push_back(names.database);
  return true;
}

// The pairs of names that two numbers stand for: classes have two examples each.
std::vector<Names> pairs_of(const HbaNameTable& table, std::uint32_t database, std::uint32_t user) {
  std::vector<Names> pairs{{table.example(database), table.example(user)}};
  if (database == user && table.is_class(user))
    pairs.push_back({table.example(database), table.classes[user - table.written.size()].second});
  return pairs;
}

class NameSearch {
 public:
  NameSearch(const HbaSpace& space, const HbaCell& cell, const Demands& demands, HbaBudget& budget)
      : space_(space), cell_(cell), demands_(demands), budget_(budget) {}

  HbaWitness::Kind run(HbaConnection& out) {
    // A named database tells more than replication, so that comes last.
    for (const IndexSet::Range range : cell_.databases.ranges())
      for (std::uint32_t at = std::max(range.begin, 1U); at < range.end && !is_too_long(); ++at)
        if (try_database(at, out)) return HbaWitness::Kind::found;
    if (cell_.databases.holds(0) && try_database(0, out)) return HbaWitness::Kind::found;
    return is_too_long() ? HbaWitness::Kind::unknown : HbaWitness::Kind::none;
  }

 private:
  static constexpr int most_steps = 50000;

  [[nodiscard]] bool is_too_long() const { return steps_ > most_steps || budget_.is_spent(); }

  bool try_database(std::uint32_t database, HbaConnection& out) {
    if (demands_.same_name == true && database > 0)
      return cell_.users.holds(database - 1) && try_pair(database, database - 1, out);
    for (const IndexSet::Range range : cell_.users.ranges()) {
      for (std::uint32_t user = range.begin; user < range.end && !is_too_long(); ++user) {
        ++steps_;
        budget_.left -= 4 + static_cast<long long>(demands_.roles.size()) / 2;
        if (try_pair(database, user, out)) return true;
      }
    }
    return false;
  }

  bool try_pair(std::uint32_t database, std::uint32_t user, HbaConnection& out) const {
    const bool is_replication = database == 0;
    const std::uint32_t name = is_replication ? user : database - 1;
    for (const Names& names : pairs_of(space_.names, name, user)) {
      std::vector<std::string> roles;
      if (!fits(names, is_replication, demands_, roles)) continue;
      out.is_replication = is_replication;
      out.database = is_replication ? "" : names.database;
      out.user = names.user;
      out.roles = std::move(roles);
      return true;
    }
    return false;
  }

  const HbaSpace& space_;
  const HbaCell& cell_;
  const Demands& demands_;
  HbaBudget& budget_;
  int steps_ = 0;
};

HbaChannel channel_of(std::uint8_t channels) {
  for (const HbaChannel channel :
       {HbaChannel::plain, HbaChannel::tls, HbaChannel::gss, HbaChannel::local})
    if ((channels >> static_cast<unsigned>(channel) & 1U) != 0) return channel;
  return HbaChannel::local;
}

}  // namespace

HbaWitness find_witness(const HbaSpace& space, const HbaCell& cell, HbaBudget& budget) {
  const Demands demands = demands_of(space, cell);
  budget.left -= 8 + static_cast<long long>(cell.facts.size());
  HbaWitness witness;
  witness.is_opaque = demands.is_opaque;
  witness.connection.channel = channel_of(cell.channels);
  witness.kind = NameSearch(space, cell, demands, budget).run(witness.connection);
  if (witness.kind == HbaWitness::Kind::none) return witness;
  if (witness.connection.channel == HbaChannel::local) return witness;
  const auto kind = choose_address(space, cell, demands, budget, witness.connection.address);
  if (kind != HbaWitness::Kind::found) witness.kind = kind;
  return witness;
}

}  // namespace patrol
