// Grows each cell by what others add to it, and drops those that have become a part of another.
#include "linter/analysis/hba_region.h"

#include <algorithm>
#include <array>

#include "linter/analysis/hba_networks.h"
#include "linter/base/text.h"
#include "linter/doc/hba_address.h"

namespace patrol {
namespace {

using Part = IndexSet HbaCell::*;
using Literal = std::pair<std::uint16_t, bool>;

constexpr std::array<Part, 3> parts{&HbaCell::users, &HbaCell::databases, &HbaCell::addresses};
constexpr unsigned local_channel = 1U << static_cast<unsigned>(HbaChannel::local);

bool is_part_of(const IndexSet& inner, const IndexSet& outer) {
  return inner == outer || inner.relation(outer) == IndexSet::Relation::inside;
}

bool has_literal(const HbaCell& cell, const Literal& literal) {
  return std::binary_search(cell.facts.begin(), cell.facts.end(), literal);
}

// In how many ways the inner cell leaves the outer one: 0 for none, and which way when it is one.
struct Excess {
  int count = 0;
  bool is_channels = false;
  Part part = nullptr;
  const Literal* literal = nullptr;  // of the outer cell; the inner one holds the contrary
};

Excess excess_of(const HbaCell& inner, const HbaCell& outer) {
  Excess found;
  if ((inner.channels & ~outer.channels) != 0) {
    ++found.count;
    found.is_channels = true;
  }
  for (const Part part : parts) {
    if (is_part_of(inner.*part, outer.*part)) continue;
    ++found.count;
    found.part = part;
  }
  for (const Literal& literal : outer.facts) {
    if (has_literal(inner, literal)) continue;
    const bool is_contrary = has_literal(inner, {literal.first, !literal.second});
    found.count += is_contrary ? 1 : 2;
    found.literal = &literal;
  }
  return found;
}

// Adds to `cell` what lies beside it in `other`; false when nothing does.
bool grow(HbaCell& cell, const HbaCell& other) {
  const Excess excess = excess_of(cell, other);
  if (excess.count != 1) return false;
  if (excess.is_channels) {
    if (((cell.channels ^ other.channels) & local_channel) != 0) return false;
    cell.channels = static_cast<std::uint8_t>(cell.channels | other.channels);
  } else if (excess.part != nullptr) {
    cell.*excess.part = (cell.*excess.part).unite(other.*excess.part);
  } else {
    std::erase(cell.facts, Literal(excess.literal->first, !excess.literal->second));
  }
  return true;
}

// Facts that hold anyway: there is no connection of which the contrary is true.
void drop_implied(const HbaSpace& space, HbaCell& cell, HbaBudget& budget) {
  for (std::size_t at = cell.facts.size(); at-- > 0;) {
    if (budget.is_spent() || cell.facts[at].first >= space.facts.size()) continue;
    if (space.facts[cell.facts[at].first].is_opaque()) continue;
    HbaCell contrary = cell;
    contrary.facts[at].second = !contrary.facts[at].second;
    if (find_witness(space, contrary, budget).kind == HbaWitness::Kind::none)
      cell.facts.erase(cell.facts.begin() + static_cast<std::ptrdiff_t>(at));
  }
}

// What an earlier, equal or larger one holds already.
void drop_contained(std::vector<HbaCell>& cells) {
  for (std::size_t at = cells.size(); at-- > 0;) {
    const auto holds = [&](std::size_t other) {
      return other != at && excess_of(cells[at], cells[other]).count == 0;
    };
    bool is_held = false;
    for (std::size_t other = 0; other < cells.size() && !is_held; ++other) is_held = holds(other);
    if (is_held) cells.erase(cells.begin() + static_cast<std::ptrdiff_t>(at));
  }
}

bool grow_all(std::vector<HbaCell>& cells, HbaBudget& budget) {
  bool has_grown = false;
  for (HbaCell& cell : cells) {
    for (const HbaCell& other : cells) {
      budget.left -= 4;
      if (&cell == &other || budget.is_spent()) continue;
      has_grown = grow(cell, other) || has_grown;
    }
  }
  return has_grown;
}

std::string shown_channels(unsigned channels) {
  constexpr unsigned plain = 1U << static_cast<unsigned>(HbaChannel::plain);
  constexpr unsigned tls = 1U << static_cast<unsigned>(HbaChannel::tls);
  constexpr unsigned gss = 1U << static_cast<unsigned>(HbaChannel::gss);
  switch (channels) {
    case local_channel:
      return "local";
    case plain | tls | gss:
      return "host, any TLS";
    case plain | tls:
      return "host, any TLS, no GSSAPI encryption";
    case plain | gss:
      return "host, no TLS";
    case tls | gss:
      return "host, TLS or GSSAPI encryption";
    case plain:
      return "host, no TLS, no GSSAPI encryption";
    case tls:
      return "host, TLS";
    case gss:
      return "host, GSSAPI encryption";
    default:
      return "local and host";
  }
}

std::string listed(const std::vector<std::string>& words, std::size_t most = 6) {
  std::string text;
  for (std::size_t i = 0; i < std::min(words.size(), most); ++i)
    text += cat(i == 0 ? "" : ",", words[i]);
  if (words.size() > most) text += cat(" and ", words.size() - most, " more");
  return text;
}

std::vector<std::string> examples(const HbaNameTable& names, const IndexSet& set,
                                  std::uint32_t shift) {
  std::vector<std::string> out;
  for (const IndexSet::Range range : set.ranges())
    for (std::uint32_t at = std::max(range.begin, shift); at < range.end; ++at)
      out.push_back(names.is_class(at - shift) ? cat("others like ", names.example(at - shift))
                                               : names.example(at - shift));
  return out;
}

// `shift` 1: number 0 is replication.
std::string shown_names(const HbaNameTable& names, const IndexSet& set, std::uint32_t shift) {
  const IndexSet everybody({shift, names.size() + shift});
  const IndexSet missing = everybody.subtract(set);
  const IndexSet classes(
      {static_cast<std::uint32_t>(names.written.size()) + shift, names.size() + shift});
  const bool has_strangers = is_part_of(classes, set);
  std::string text;
  if (missing.empty()) {
    text = "all";
  } else if (has_strangers) {
    text = cat("all but ", listed(examples(names, missing, shift)));
  } else {
    text = listed(examples(names, set, shift));
  }
  if (shift == 0 || !set.holds(0)) return text;
  return text.empty() ? std::string("replication") : cat("replication and ", text);
}

std::string shown_addresses(const HbaSpace& space, const IndexSet& addresses) {
  const IndexSet all({0, static_cast<std::uint32_t>(space.addresses.size())});
  const IndexSet missing = all.subtract(addresses);
  if (missing.empty()) return "any address";
  const auto own = show_networks(space, addresses);
  const auto others = show_networks(space, missing);
  if (others.size() < own.size()) return cat("any address but ", listed(others));
  return listed(own);
}

std::string shown_fact(const HbaFact& fact, bool truth) {
  using Kind = HbaFact::Kind;
  const std::string_view is = truth ? "is " : "is not ";
  switch (fact.kind) {
    case Kind::same_name:
      return cat("the database ", is, "called like the user");
    case Kind::member_of_database:
      return cat("the user ", is, "a member of the role called like the database");
    case Kind::member:
      return cat("the user ", is, "a member of ", fact.text);
    case Kind::network:
      return cat("the address ", is, "in ", show_network(fact.ip, fact.mask));
    case Kind::host_name:
      return cat("the client ", is, fact.text.starts_with('.') ? "a host under " : "", fact.text);
    case Kind::samehost:
      return cat("the client ", is, "the server's own host");
    case Kind::samenet:
      return cat("the client ", is, "in the server's own network");
    case Kind::user_regex:
      return cat("the user ", truth ? "matches /" : "does not match /", fact.text);
    case Kind::database_regex:
      return cat("the database ", truth ? "matches /" : "does not match /", fact.text);
  }
  return {};
}

}  // namespace

std::vector<HbaCell> joined_cells(const HbaSpace& space, std::vector<HbaCell> cells,
                                  HbaBudget& budget) {
  constexpr int most_rounds = 8;
  for (HbaCell& cell : cells) drop_implied(space, cell, budget);
  drop_contained(cells);
  for (int round = 0; round < most_rounds && grow_all(cells, budget); ++round)
    drop_contained(cells);
  for (HbaCell& cell : cells) drop_implied(space, cell, budget);
  drop_contained(cells);
  return cells;
}

std::string shown_region(const HbaSpace& space, const HbaCell& cell) {
  std::string text =
      cat(shown_channels(cell.channels), ", database ", shown_names(space.names, cell.databases, 1),
          ", user ", shown_names(space.names, cell.users, 0));
  if (cell.channels != local_channel) text += cat(", ", shown_addresses(space, cell.addresses));
  for (const auto& [fact, truth] : cell.facts)
    if (fact < space.facts.size()) text += cat(", where ", shown_fact(space.facts[fact], truth));
  return printable(text);
}

}  // namespace patrol
