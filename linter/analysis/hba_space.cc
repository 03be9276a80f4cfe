// Numbers addresses, names and facts, and writes records in these numbers.
#include "linter/analysis/hba_space.h"

#include <algorithm>
#include <map>
#include <tuple>

namespace patrol {
namespace {

constexpr std::uint8_t every_channel = 0x0F;
constexpr std::size_t most_facts = 2000;

bool is_contiguous(const IpBytes& mask) {
  bool ended = false;
  for (const unsigned char byte : mask) {
    for (unsigned bit = 0x80; bit != 0; bit >>= 1U) {
      const bool is_set = (byte & bit) != 0;
      if (is_set && ended) return false;
      ended = ended || !is_set;
    }
  }
  return true;
}

bool comes_before(const IpBytes& left, const IpBytes& right) {
  if (left.size() != right.size()) return left.size() < right.size();
  return std::lexicographical_compare(left.begin(), left.end(), right.begin(), right.end());
}

IpBytes last_of(const IpBytes& ip, const IpBytes& mask) {
  IpBytes last = ip;
  for (std::size_t i = 0; i < last.size(); ++i)
    last[i] = static_cast<unsigned char>(last[i] | static_cast<unsigned char>(~mask[i]));
  return last;
}

// The address after; empty behind the last one of a family.
IpBytes next_address(IpBytes ip) {
  for (std::size_t i = ip.size(); i > 0; --i)
    if (++ip[i - 1] != 0) return ip;
  return {};
}

IpBytes address_before(IpBytes ip) {
  for (std::size_t i = ip.size(); i > 0; --i)
    if (ip[i - 1]-- != 0) break;
  return ip;
}

class SpaceBuilder {
 public:
  SpaceBuilder(std::span<const HbaPolicy> policies, HbaSpace& space)
      : policies_(policies), space_(space) {}
  void run();

 private:
  using Fact = HbaFact::Kind;
  // A part of a field: some names, or a fact, or both.
  struct Part {
    IndexSet names;
    std::vector<std::uint16_t> facts;
  };
  /// Single names in the order of the file; a set of them is made once all are there.
  using Names = std::vector<std::uint32_t>;

  void number_addresses();
  [[nodiscard]] std::uint32_t atom_of(const IpBytes& address) const;
  void add_record(const HbaPolicy& policy, std::size_t index, std::vector<HbaCube>& cubes);
  bool put_address(const HbaAddress& address, HbaCell& cell);
  void add_database(const HbaName& name, Names& plain, std::vector<Part>& parts);
  std::vector<Part> databases(const std::vector<HbaName>& names);
  std::vector<Part> users(const std::vector<HbaName>& names);
  void add_regex(const HbaName& name, std::uint32_t shift, Names& plain, std::vector<Part>& parts);
  const Names& names_matching(std::size_t regex);
  std::uint16_t fact(HbaFact wanted);

  std::span<const HbaPolicy> policies_;
  HbaSpace& space_;
  std::map<std::tuple<Fact, std::string, std::string>, std::uint16_t> fact_numbers_;
  std::map<std::size_t, Names> regex_names_;  // tried once, however many records have the regex
};

void SpaceBuilder::run() {
  space_.names = hba_names(policies_);
  space_.is_complete = space_.names.is_complete;
  number_addresses();
  for (const HbaPolicy& policy : policies_) {
    std::vector<HbaCube>& cubes = space_.cubes.emplace_back();
    for (std::size_t i = 0; i < policy.names.size(); ++i) add_record(policy, i, cubes);
  }
}

void SpaceBuilder::number_addresses() {
  std::vector<IpBytes> starts{IpBytes(4), IpBytes(16)};
  for (const HbaPolicy& policy : policies_) {
    for (const HbaRecord& record : policy.file->records) {
      const HbaAddress& address = record.address;
      if (address.kind != HbaAddress::Kind::ip || !is_contiguous(address.mask)) continue;
      starts.push_back(address.ip);
      const IpBytes after = next_address(last_of(address.ip, address.mask));
      if (!after.empty()) starts.push_back(after);
    }
  }
  std::sort(starts.begin(), starts.end(), comes_before);
  starts.erase(std::unique(starts.begin(), starts.end()), starts.end());
  for (std::size_t i = 0; i < starts.size(); ++i) {
    const bool ends_family = i + 1 == starts.size() || starts[i + 1].size() != starts[i].size();
    const IpBytes none(starts[i].size());  // as a mask: everything
    space_.addresses.push_back(
        {starts[i], ends_family ? last_of(none, none) : address_before(starts[i + 1])});
  }
}

std::uint32_t SpaceBuilder::atom_of(const IpBytes& address) const {
  const auto next = std::upper_bound(space_.addresses.begin(), space_.addresses.end(), address,
                                     [](const IpBytes& wanted, const HbaAddressAtom& atom) {
                                       return comes_before(wanted, atom.first);
                                     });
  return static_cast<std::uint32_t>(next - space_.addresses.begin()) - 1;
}

std::uint16_t SpaceBuilder::fact(HbaFact wanted) {
  const auto bytes = [](const IpBytes& ip) { return std::string(ip.begin(), ip.end()); };
  const auto [known, is_new] = fact_numbers_.try_emplace(
      {wanted.kind, wanted.text + bytes(wanted.ip), bytes(wanted.mask)},
      static_cast<std::uint16_t>(std::min(space_.facts.size(), most_facts)));
  if (is_new && space_.facts.size() >= most_facts) space_.is_complete = false;
  if (is_new && space_.facts.size() <= most_facts) space_.facts.push_back(std::move(wanted));
  return known->second;
}

// False when no address fits.
bool SpaceBuilder::put_address(const HbaAddress& address, HbaCell& cell) {
  using Kind = HbaAddress::Kind;
  const auto count = static_cast<std::uint32_t>(space_.addresses.size());
  cell.addresses = IndexSet({0, count});
  const auto need = [&](HbaFact wanted) { cell.facts.emplace_back(fact(std::move(wanted)), true); };
  switch (address.kind) {
    case Kind::none:
    case Kind::all:
      break;
    case Kind::samehost:
      need({.kind = Fact::samehost, .text = {}, .ip = {}, .mask = {}});
      break;
    case Kind::samenet:
      need({.kind = Fact::samenet, .text = {}, .ip = {}, .mask = {}});
      break;
    case Kind::host_name:
    case Kind::host_suffix:
      need({.kind = Fact::host_name, .text = address.name, .ip = {}, .mask = {}});
      break;
    case Kind::ip: {
      const bool is_whole = is_contiguous(address.mask);
      const IpBytes none(address.ip.size());
      const IpBytes first = is_whole ? address.ip : none;
      const IpBytes last = last_of(first, is_whole ? address.mask : none);
      cell.addresses = IndexSet({atom_of(first), atom_of(last) + 1});
      if (!is_whole)
        need({.kind = Fact::network, .text = {}, .ip = address.ip, .mask = address.mask});
      break;
    }
  }
  return !cell.addresses.empty();
}

void SpaceBuilder::add_regex(const HbaName& name, std::uint32_t shift, Names& plain,
                             std::vector<Part>& parts) {
  const auto known = space_.names.regexes.find(name.text);
  const std::uint32_t count = space_.names.size();
  if (name.automaton == nullptr || known == space_.names.regexes.end()) {
    const Fact kind = shift == 0 ? Fact::user_regex : Fact::database_regex;
    const HbaFact wanted{.kind = kind, .text = std::string(name.text), .ip = {}, .mask = {}};
    parts.push_back({IndexSet({shift, count + shift}), {fact(wanted)}});
    return;
  }
  const Names& matching = names_matching(known->second);
  for (const std::uint32_t at : matching) plain.push_back(at + shift);
}

const SpaceBuilder::Names& SpaceBuilder::names_matching(std::size_t regex) {
  const auto [found, is_new] = regex_names_.try_emplace(regex);
  if (!is_new) return found->second;
  for (std::uint32_t at = 0; at < space_.names.size(); ++at)
    if (space_.names.matches(at, regex)) found->second.push_back(at);
  return found->second;
}

void SpaceBuilder::add_database(const HbaName& name, Names& plain, std::vector<Part>& parts) {
  using Kind = HbaName::Kind;
  const IndexSet any({1, space_.names.size() + 1});
  const auto add_fact = [&](Fact kind) {
    parts.push_back({any, {fact({.kind = kind, .text = {}, .ip = {}, .mask = {}})}});
  };
  switch (name.kind) {
    case Kind::all:  // taken by the caller
      break;
    case Kind::replication:
      plain.push_back(0);
      break;
    case Kind::sameuser:
      add_fact(Fact::same_name);
      break;
    case Kind::samerole:
      add_fact(Fact::member_of_database);
      break;
    case Kind::regex:
      add_regex(name, 1, plain, parts);
      break;
    default:
      plain.push_back(space_.names.find(name.text) + 1);
      break;
  }
}

// Sorts the numbers, so that a list of any length is taken in one go.
IndexSet set_of(std::vector<std::uint32_t> numbers) {
  std::sort(numbers.begin(), numbers.end());
  numbers.erase(std::unique(numbers.begin(), numbers.end()), numbers.end());
  IndexSet set;
  for (const std::uint32_t number : numbers) set.push({number, number + 1});
  return set;
}

std::vector<SpaceBuilder::Part> SpaceBuilder::databases(const std::vector<HbaName>& names) {
  std::vector<Part> parts;
  Names plain;
  for (const HbaName& name : names) add_database(name, plain, parts);
  IndexSet set = set_of(std::move(plain));
  const bool has_all = std::any_of(names.begin(), names.end(), [](const HbaName& name) {
    return name.kind == HbaName::Kind::all;
  });
  if (has_all) set = IndexSet({set.holds(0) ? 0U : 1U, space_.names.size() + 1});
  if (!set.empty()) parts.push_back({std::move(set), {}});
  return parts;
}

std::vector<SpaceBuilder::Part> SpaceBuilder::users(const std::vector<HbaName>& names) {
  const std::uint32_t count = space_.names.size();
  std::vector<Part> parts;
  Names plain;
  for (const HbaName& name : names) {
    if (name.kind == HbaName::Kind::all) return {{IndexSet({0, count}), {}}};
    if (name.kind == HbaName::Kind::regex) {
      add_regex(name, 0, plain, parts);
    } else if (name.kind == HbaName::Kind::role) {
      const HbaFact wanted{
          .kind = Fact::member, .text = std::string(name.text), .ip = {}, .mask = {}};
      parts.push_back({IndexSet({0, count}), {fact(wanted)}});
    } else {
      plain.push_back(space_.names.find(name.text));
    }
  }
  if (!plain.empty()) parts.push_back({set_of(std::move(plain)), {}});
  return parts;
}

std::uint8_t channels_of(HbaType type) {
  unsigned channels = 0;
  for (unsigned channel = 0; channel < 4; ++channel)
    if (serves(type, static_cast<HbaChannel>(channel))) channels |= 1U << channel;
  return static_cast<std::uint8_t>(channels);
}

void SpaceBuilder::add_record(const HbaPolicy& policy, std::size_t index,
                              std::vector<HbaCube>& cubes) {
  HbaCell cell;
  const HbaRecord& record = policy.file->records[index];
  cell.channels = channels_of(record.type);
  if (!put_address(record.address, cell)) return;
  const auto user_parts = users(policy.names[index].users);
  for (const Part& database : databases(policy.names[index].databases)) {
    for (const Part& user : user_parts) {
      HbaCube cube{cell, static_cast<std::uint32_t>(index)};
      cube.cell.databases = database.names;
      cube.cell.users = user.names;
      for (const auto* facts : {&database.facts, &user.facts})
        for (const std::uint16_t fact : *facts) cube.cell.facts.emplace_back(fact, true);
      std::sort(cube.cell.facts.begin(), cube.cell.facts.end());
      cubes.push_back(std::move(cube));
    }
  }
}

// How a cell lies to the facts of a cube, which are all true.
HbaRelation relation_of_facts(const HbaCell& cell, const HbaCell& cube) {
  HbaRelation result = HbaRelation::inside;
  for (const auto& [fact, truth] : cube.facts) {
    const auto at = std::lower_bound(
        cell.facts.begin(), cell.facts.end(), fact,
        [](const auto& known, std::uint16_t wanted) { return known.first < wanted; });
    const bool is_known = at != cell.facts.end() && at->first == fact;
    if (is_known && at->second != truth) return HbaRelation::disjoint;
    if (!is_known) result = HbaRelation::crossing;
  }
  return result;
}

HbaRelation worse(HbaRelation result, IndexSet::Relation found) {
  if (found == IndexSet::Relation::disjoint) return HbaRelation::disjoint;
  return found == IndexSet::Relation::crossing ? HbaRelation::crossing : result;
}

}  // namespace

HbaCell HbaSpace::everything() const {
  HbaCell cell;
  cell.channels = every_channel;
  cell.addresses = IndexSet({0, static_cast<std::uint32_t>(addresses.size())});
  cell.databases = IndexSet({0, names.size() + 1});
  cell.users = IndexSet({0, names.size()});
  return cell;
}

HbaSpace hba_space(std::span<const HbaPolicy> policies) {
  HbaSpace space;
  SpaceBuilder(policies, space).run();
  return space;
}

HbaRelation relation(const HbaCell& cell, const HbaCell& cube) {
  if ((cell.channels & cube.channels) == 0) return HbaRelation::disjoint;
  const bool is_inside = (cell.channels & ~cube.channels) == 0;
  HbaRelation result = is_inside ? HbaRelation::inside : HbaRelation::crossing;
  result = worse(result, cell.users.relation(cube.users));
  if (result == HbaRelation::disjoint) return result;
  result = worse(result, cell.databases.relation(cube.databases));
  if (result == HbaRelation::disjoint) return result;
  result = worse(result, cell.addresses.relation(cube.addresses));
  if (result == HbaRelation::disjoint || cube.facts.empty()) return result;
  const HbaRelation facts = relation_of_facts(cell, cube);
  return facts == HbaRelation::inside ? result : facts;
}

std::pair<HbaCell, HbaCell> cut(const HbaCell& cell, const HbaCell& cube) {
  std::pair<HbaCell, HbaCell> halves{cell, cell};
  const auto channels = static_cast<std::uint8_t>(cell.channels & cube.channels);
  if (channels != cell.channels) {
    halves.first.channels = channels;
    halves.second.channels = static_cast<std::uint8_t>(cell.channels & ~cube.channels);
    return halves;
  }
  for (IndexSet HbaCell::*part : {&HbaCell::users, &HbaCell::databases, &HbaCell::addresses}) {
    if ((cell.*part).relation(cube.*part) != IndexSet::Relation::crossing) continue;
    halves.first.*part = (cell.*part).intersect(cube.*part);
    halves.second.*part = (cell.*part).subtract(cube.*part);
    return halves;
  }
  for (const auto& [fact, truth] : cube.facts) {
    const auto at = std::lower_bound(cell.facts.begin(), cell.facts.end(),
                                     std::pair<std::uint16_t, bool>(fact, false));
    if (at != cell.facts.end() && at->first == fact) continue;
    const auto offset = at - cell.facts.begin();
    halves.first.facts.emplace(halves.first.facts.begin() + offset, fact, true);
    halves.second.facts.emplace(halves.second.facts.begin() + offset, fact, false);
    return halves;
  }
  return halves;
}

}  // namespace patrol
