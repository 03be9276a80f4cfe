// Each question is put to the engine and to the small world; the first difference ends the run.
#include "tests/support/hba_oracle.h"

#include <algorithm>
#include <set>
#include <utility>
#include <vector>

#include "linter/analysis/hba_diff.h"
#include "linter/analysis/hba_reach.h"
#include "linter/base/text.h"
#include "tests/support/hba_universe.h"

namespace patrol::test {
namespace {

constexpr std::size_t most_records = 6;

// Pairs of deciding records with different outcomes; the number of records stands for none.
using Pairs = std::set<std::pair<std::size_t, std::size_t>>;

std::string outcome(const std::vector<SmallRecord>& policy, std::size_t record) {
  return record < policy.size() ? policy[record].outcome : "refused";
}

Pairs differing_pairs(const std::vector<SmallRecord>& left, const std::vector<SmallRecord>& right) {
  Pairs pairs;
  const auto by_left = decided(left);
  const auto by_right = decided(right);
  for (std::size_t i = 0; i < by_left.size(); ++i)
    for (std::size_t j = 0; j < by_right.size(); ++j)
      if (outcome(left, i) != outcome(right, j) && (by_left[i] & by_right[j]).any())
        pairs.emplace(i, j);
  return pairs;
}

struct ReadPolicy {
  ReadPolicy(const std::vector<SmallRecord>& records, int major)
      : text(text_of(records)),
        file(read_hba(FileId{0}, text, major)),
        policy(hba_policy(file, major)) {}
  ReadPolicy(const ReadPolicy&) = delete;
  ReadPolicy& operator=(const ReadPolicy&) = delete;
  ReadPolicy(ReadPolicy&&) = delete;
  ReadPolicy& operator=(ReadPolicy&&) = delete;
  ~ReadPolicy() = default;

  [[nodiscard]] std::size_t index_of(const HbaRecord* record) const {
    if (record == nullptr) return file.records.size();
    return static_cast<std::size_t>(record - file.records.data());
  }

  std::string text;
  HbaFile file;
  HbaPolicy policy;
};

// Empty, or what the comparison says wrongly.
std::string compare_once(const ReadPolicy& a, const ReadPolicy& b, const Pairs& wanted) {
  if (!a.file.errors.empty() || !b.file.errors.empty()) return "a text was refused";
  const HbaComparison result = compare(std::vector<HbaPolicy>{a.policy, b.policy});
  Pairs found;
  for (const HbaDifference& difference : result.differences) {
    const bool is_real = decide(a.policy, difference.witness).record == difference.sides[0] &&
                         decide(b.policy, difference.witness).record == difference.sides[1];
    if (!is_real) return "a witness is not real";
    found.emplace(a.index_of(difference.sides[0]), b.index_of(difference.sides[1]));
  }
  if (found != wanted) return "other records decide what differs";
  return result.is_equal() == std::optional(wanted.empty()) ? "" : "equal or not";
}

// Whether a connection of the small world lies in a cell; for policies without regexes.
class Membership {
 public:
  explicit Membership(const HbaSpace& space) : space_(space) {}

  [[nodiscard]] bool holds(const std::vector<HbaCell>& cells, const HbaConnection& one) const {
    return std::any_of(cells.begin(), cells.end(),
                       [&](const HbaCell& cell) { return holds(cell, one); });
  }

 private:
  [[nodiscard]] bool holds(const HbaCell& cell, const HbaConnection& one) const {
    if ((cell.channels >> static_cast<unsigned>(one.channel) & 1U) == 0) return false;
    const std::uint32_t database = one.is_replication ? 0 : number(one.database) + 1;
    if (!cell.databases.holds(database) || !cell.users.holds(number(one.user))) return false;
    const bool is_local = one.channel == HbaChannel::local;
    if (!is_local && !cell.addresses.holds(interval(one.address))) return false;
    return std::all_of(cell.facts.begin(), cell.facts.end(), [&](const auto& fact) {
      return is_true(space_.facts[fact.first], one) == fact.second;
    });
  }
  [[nodiscard]] std::uint32_t number(const std::string& name) const {
    const auto others = static_cast<std::uint32_t>(space_.names.written.size());
    return std::min(space_.names.find(name), others);
  }
  [[nodiscard]] std::uint32_t interval(const IpBytes& address) const {
    std::uint32_t found = 0;
    for (std::uint32_t at = 0; at < space_.addresses.size(); ++at) {
      const IpBytes& first = space_.addresses[at].first;
      const bool is_reached =
          first.size() == address.size() &&
          !std::lexicographical_compare(address.begin(), address.end(), first.begin(), first.end());
      if (is_reached) found = at;
    }
    return found;
  }
  static bool is_member(const HbaConnection& one, const std::string& role) {
    const auto& roles = *one.roles;
    return one.user == role || std::find(roles.begin(), roles.end(), role) != roles.end();
  }
  static bool is_true(const HbaFact& fact, const HbaConnection& one) {
    using Kind = HbaFact::Kind;
    if (fact.kind == Kind::member) return is_member(one, fact.text);
    if (fact.kind == Kind::network)
      return one.channel != HbaChannel::local && is_in_network(one.address, fact.ip, fact.mask);
    if (one.is_replication) return false;
    return fact.kind == Kind::same_name ? one.database == one.user : is_member(one, one.database);
  }
  const HbaSpace& space_;
};

// Every 89th connection from `start` on.
bool agrees(const Membership& membership, const std::vector<HbaCell>& cells,
            const ConnectionSet& wanted, std::size_t start) {
  constexpr std::size_t stride = 89;
  for (std::size_t i = start % stride; i < universe_size; i += stride)
    if (membership.holds(cells, universe()[i]) != wanted[i]) return false;
  return true;
}

bool is_hidden_by(const std::vector<SmallRecord>& records, std::size_t index,
                  const std::vector<std::size_t>& hiders) {
  ConnectionSet rest = records[index].matches;
  for (const std::size_t other : hiders) {
    if (other >= index) return false;
    rest &= ~records[other].matches;
  }
  return rest.none();
}

std::vector<SmallRecord> partner(PolicyGenerator& generator, const std::vector<SmallRecord>& left) {
  const bool is_variant = generator.below(2) == 0;
  return is_variant ? generator.variant(left) : generator.policy(most_records);
}

std::string compare_pair(const std::vector<SmallRecord>& left,
                         const std::vector<SmallRecord>& right, int major, bool& is_equal) {
  const ReadPolicy a(left, major);
  const ReadPolicy b(right, major);
  const Pairs wanted = differing_pairs(left, right);
  is_equal = wanted.empty();
  std::string fault = compare_once(a, b, wanted);
  return fault.empty() ? std::move(fault) : cat(fault, "\n", a.text, "----\n", b.text);
}

// Counts the dead records in `hidden`.
std::string check_reach(const std::vector<SmallRecord>& records, int major, long& hidden) {
  const ReadPolicy read(records, major);
  const auto reach = hba_reach(read.policy);
  const auto sets = decided(records);
  for (std::size_t i = 0; i < records.size(); ++i) {
    const bool is_hidden = reach.at(i).kind == HbaReach::Kind::hidden;
    hidden += is_hidden ? 1 : 0;
    const bool is_true =
        is_hidden == sets[i].none() && (!is_hidden || is_hidden_by(records, i, reach[i].hidden_by));
    if (!is_true) return cat("record ", i, "\n", read.text);
  }
  return {};
}

}  // namespace

OracleResult try_decisions(unsigned seed, int postgres_major, int rounds) {
  OracleResult result;
  PolicyGenerator generator(seed, postgres_major);
  for (; result.rounds < rounds && result.fault.empty(); ++result.rounds) {
    const auto records = generator.policy(most_records);
    const ReadPolicy read(records, postgres_major);
    const auto sets = decided(records);
    for (std::size_t i = generator.below(50); i < universe_size; i += 500) {
      ++result.found;
      const HbaDecision decision = decide(read.policy, universe()[i]);
      if (!sets[read.index_of(decision.record)][i])
        result.fault = cat("connection ", i, " is decided by another record\n", read.text);
    }
  }
  return result;
}

OracleResult try_comparisons(unsigned seed, int postgres_major, int rounds) {
  OracleResult result;
  PolicyGenerator generator(seed, postgres_major);
  for (; result.rounds < rounds && result.fault.empty(); ++result.rounds) {
    const auto left = generator.policy(most_records);
    const auto right = partner(generator, left);
    bool is_equal = false;
    result.fault = compare_pair(left, right, postgres_major, is_equal);
    result.found += is_equal ? 1 : 0;
  }
  return result;
}

std::string try_one_pair(PolicyGenerator& generator, int postgres_major) {
  const auto left = generator.policy(most_records);
  const auto right = partner(generator, left);
  bool is_equal = false;
  std::string fault = compare_pair(left, right, postgres_major, is_equal);
  if (!fault.empty()) return fault;
  long hidden = 0;
  return check_reach(left, postgres_major, hidden);
}

OracleResult try_regions(unsigned seed, int rounds) {
  constexpr int major = 15;
  OracleResult result;
  PolicyGenerator generator(seed, major);
  for (; result.rounds < rounds && result.fault.empty(); ++result.rounds) {
    const auto left = generator.policy(most_records);
    const auto right = generator.variant(left);
    const ReadPolicy a(left, major);
    const ReadPolicy b(right, major);
    const std::vector<HbaPolicy> policies{a.policy, b.policy};
    const HbaSpace space = hba_space(policies);
    const Membership membership(space);
    const auto by_left = decided(left);
    const auto by_right = decided(right);
    for (const HbaDifference& difference : compare(policies).differences) {
      const auto wanted =
          by_left[a.index_of(difference.sides[0])] & by_right[b.index_of(difference.sides[1])];
      result.found += static_cast<long>(difference.cells.size());
      if (!agrees(membership, difference.cells, wanted, generator.below(89)))
        result.fault = cat("regions\n", a.text, "----\n", b.text);
    }
  }
  return result;
}

OracleResult try_reach(unsigned seed, int postgres_major, int rounds) {
  OracleResult result;
  PolicyGenerator generator(seed, postgres_major);
  for (; result.rounds < rounds && result.fault.empty(); ++result.rounds)
    result.fault = check_reach(generator.policy(2 * most_records), postgres_major, result.found);
  return result;
}

}  // namespace patrol::test
