// Cuts the set of all connections until each piece is decided by one record in every policy, and
// keeps the pieces with different outcomes.
#include "linter/analysis/hba_diff.h"

#include <algorithm>
#include <array>
#include <map>

#include "linter/analysis/hba_alignment.h"
#include "linter/analysis/hba_region.h"
#include "linter/analysis/hba_space.h"
#include "linter/analysis/hba_witness.h"
#include "linter/base/text.h"

namespace patrol {
namespace {

constexpr long long all_work = 30'000'000;  // comparisons of a cell with a cube
constexpr long long wording_work = 5'000'000;
constexpr std::size_t most_differences = 1000;
constexpr std::size_t most_pieces = 64;  // of one difference
constexpr std::size_t few_changed = 64;
constexpr std::size_t few_cubes = 12;  // below: cut along a record; above: in the middle
constexpr int deepest = 4000;
constexpr std::uint32_t no_record = 0xFFFFFFFF;

using Cubes = std::vector<const HbaCube*>;
using Deciders = std::vector<std::uint32_t>;

// A piece of the space with what each policy may still say in it.
struct Piece {
  HbaCell cell;
  std::vector<Cubes> cubes;    // by policy: crossing ones, then at most one that holds the cell
  std::vector<bool> is_ended;  // by policy: the last cube holds the cell
};

// A difference and the pieces in which it was found.
struct Found {
  HbaDifference difference;
  std::vector<HbaCell> pieces;
};

class Comparer {
 public:
  explicit Comparer(std::span<const HbaPolicy> policies)
      : policies_(policies), space_(hba_space(policies)), changed_(changed_records(policies)) {
    for (const HbaPolicy& policy : policies) {
      auto& outcomes = outcomes_.emplace_back();
      for (const HbaRecord& record : policy.file->records)
        outcomes.push_back(outcome_number(hba_outcome(&record)));
    }
    refusal_ = outcome_number(hba_outcome(nullptr));
  }
  HbaComparison run();

 private:
  int outcome_number(std::string outcome) {
    return numbers_.try_emplace(std::move(outcome), static_cast<int>(numbers_.size()))
        .first->second;
  }
  void visit_changed(const std::vector<Cubes>& cubes);
  Piece narrow(const HbaCell& cell, const std::vector<Cubes>& cubes);
  void visit(const HbaCell& cell, const std::vector<Cubes>& cubes, int depth);
  [[nodiscard]] bool may_differ(const Piece& piece) const;
  [[nodiscard]] static const HbaCube* first_crossing(const Piece& piece);
  void note(const Piece& piece);
  [[nodiscard]] static std::pair<HbaCell, HbaCell> halves(const Piece& piece);
  [[nodiscard]] bool is_real(const HbaWitness& witness, const Deciders& deciders) const;
  [[nodiscard]] HbaDifference difference(const HbaWitness& witness, const Deciders& deciders) const;
  HbaDifference in_words(Found found);

  std::span<const HbaPolicy> policies_;
  HbaSpace space_;
  std::vector<std::vector<bool>> changed_;  // by policy and record
  std::map<std::string, int> numbers_;
  std::vector<std::vector<int>> outcomes_;
  int refusal_ = 0;
  HbaBudget budget_{all_work};
  HbaBudget wording_{wording_work};
  std::map<Deciders, Found> certain_;
  std::map<Deciders, Found> doubtful_;
  bool is_finished_ = true;
};

HbaComparison Comparer::run() {
  std::vector<Cubes> cubes;
  for (const auto& own : space_.cubes) {
    Cubes& all = cubes.emplace_back();
    for (const HbaCube& cube : own) all.push_back(&cube);
  }
  std::size_t changed = 0;
  for (const auto& own : changed_)
    changed += static_cast<std::size_t>(std::count(own.begin(), own.end(), true));
  if (changed > few_changed) {
    visit(space_.everything(), cubes, 0);
  } else {
    visit_changed(cubes);
  }
  HbaComparison result;
  result.is_finished = is_finished_ && space_.is_complete;
  for (auto& [deciders, found] : certain_) result.differences.push_back(in_words(std::move(found)));
  for (auto& [deciders, found] : doubtful_) result.undecided.push_back(in_words(std::move(found)));
  return result;
}

// A connection that no changed record matches is decided by the same record everywhere.
void Comparer::visit_changed(const std::vector<Cubes>& cubes) {
  for (std::size_t policy = 0; policy < cubes.size(); ++policy)
    for (const HbaCube* cube : cubes[policy])
      if (changed_[policy][cube->record]) visit(cube->cell, cubes, 0);
}

Piece Comparer::narrow(const HbaCell& cell, const std::vector<Cubes>& cubes) {
  Piece piece{.cell = cell, .cubes = {}, .is_ended = {}};
  for (const Cubes& own : cubes) {
    Cubes& kept = piece.cubes.emplace_back();
    bool is_ended = false;
    for (const HbaCube* cube : own) {
      --budget_.left;
      const HbaRelation found = relation(cell, cube->cell);
      if (found == HbaRelation::disjoint) continue;
      kept.push_back(cube);
      is_ended = found == HbaRelation::inside;
      if (is_ended) break;
    }
    piece.is_ended.push_back(is_ended);
  }
  return piece;
}

bool Comparer::may_differ(const Piece& piece) const {
  std::optional<int> only;
  const auto is_other = [&](int outcome) {
    if (!only) only = outcome;
    return *only != outcome;
  };
  for (std::size_t policy = 0; policy < piece.cubes.size(); ++policy) {
    for (const HbaCube* cube : piece.cubes[policy])
      if (is_other(outcomes_[policy][cube->record])) return true;
    if (!piece.is_ended[policy] && is_other(refusal_)) return true;
  }
  return false;
}

// The first record of a policy that decides only a part of the piece; null when all are decided.
const HbaCube* Comparer::first_crossing(const Piece& piece) {
  for (std::size_t policy = 0; policy < piece.cubes.size(); ++policy) {
    const std::size_t crossing = piece.cubes[policy].size() - (piece.is_ended[policy] ? 1 : 0);
    if (crossing > 0) return piece.cubes[policy].front();
  }
  return nullptr;
}

void Comparer::visit(const HbaCell& cell, const std::vector<Cubes>& cubes, int depth) {
  const bool is_too_much = certain_.size() + doubtful_.size() >= most_differences;
  if (budget_.is_spent() || depth > deepest || is_too_much) {
    is_finished_ = false;
    return;
  }
  const Piece piece = narrow(cell, cubes);
  if (!may_differ(piece)) return;
  if (first_crossing(piece) == nullptr) {
    note(piece);
    return;
  }
  budget_.left -= 8 + static_cast<long long>(cell.facts.size()) / 2;
  const auto [first, second] = halves(piece);
  visit(first, piece.cubes, depth + 1);
  visit(second, piece.cubes, depth + 1);
}

using Part = IndexSet HbaCell::*;

// The numbers inside of `own` at which a crossing set begins or ends.
void add_bounds(const IndexSet& own, const IndexSet& other, std::vector<std::uint32_t>& bounds) {
  if (own.relation(other) != IndexSet::Relation::crossing) return;
  for (const IndexSet::Range range : other.ranges())
    for (const std::uint32_t bound : {range.begin, range.end})
      if (bound > own.first() && bound <= own.last()) bounds.push_back(bound);
}

std::vector<std::uint32_t> inner_bounds(const Piece& piece, Part part) {
  std::vector<std::uint32_t> bounds;
  for (const Cubes& cubes : piece.cubes)
    for (const HbaCube* cube : cubes) add_bounds(piece.cell.*part, cube->cell.*part, bounds);
  return bounds;
}

// In the middle of the dimension in which most records cross the piece.
std::pair<HbaCell, HbaCell> Comparer::halves(const Piece& piece) {
  const HbaCube& head = *first_crossing(piece);
  std::size_t total = 0;
  for (const Cubes& own : piece.cubes) total += own.size();
  if (total <= few_cubes) return cut(piece.cell, head.cell);
  Part best = nullptr;
  std::vector<std::uint32_t> best_bounds;
  for (const Part part : {&HbaCell::users, &HbaCell::databases, &HbaCell::addresses}) {
    std::vector<std::uint32_t> bounds = inner_bounds(piece, part);
    if (bounds.size() <= best_bounds.size()) continue;
    best = part;
    best_bounds = std::move(bounds);
  }
  if (best == nullptr) return cut(piece.cell, head.cell);
  const auto middle = best_bounds.begin() + static_cast<std::ptrdiff_t>(best_bounds.size() / 2);
  std::nth_element(best_bounds.begin(), middle, best_bounds.end());
  std::pair<HbaCell, HbaCell> out{piece.cell, piece.cell};
  const IndexSet low({0, *middle});
  out.first.*best = (piece.cell.*best).intersect(low);
  out.second.*best = (piece.cell.*best).subtract(low);
  return out;
}

void Comparer::note(const Piece& piece) {
  Deciders deciders;
  for (const Cubes& own : piece.cubes)
    deciders.push_back(own.empty() ? no_record : own.front()->record);
  const auto known = certain_.find(deciders);
  if (known != certain_.end() && known->second.pieces.size() >= most_pieces) {
    known->second.difference.has_more_regions = true;
    return;
  }
  const HbaWitness witness = find_witness(space_, piece.cell, budget_);
  if (witness.kind == HbaWitness::Kind::none) return;
  const bool is_certain =
      witness.kind == HbaWitness::Kind::found && !witness.is_opaque && is_real(witness, deciders);
  auto& target = is_certain ? certain_ : doubtful_;
  const auto [found, is_new] = target.try_emplace(deciders);
  if (is_new) found->second.difference = difference(witness, deciders);
  if (found->second.pieces.size() >= most_pieces) {
    found->second.difference.has_more_regions = true;
  } else {
    found->second.pieces.push_back(piece.cell);
  }
}

HbaDifference Comparer::in_words(Found found) {
  constexpr std::size_t most_regions = 16;
  HbaDifference out = std::move(found.difference);
  out.cells = joined_cells(space_, std::move(found.pieces), wording_);
  out.has_more_regions = out.has_more_regions || out.cells.size() > most_regions;
  for (std::size_t i = 0; i < std::min(out.cells.size(), most_regions); ++i)
    out.regions.push_back(shown_region(space_, out.cells[i]));
  return out;
}

HbaDifference Comparer::difference(const HbaWitness& witness, const Deciders& deciders) const {
  HbaDifference found;
  found.witness = witness.connection;
  for (std::size_t policy = 0; policy < deciders.size(); ++policy)
    found.sides.push_back(deciders[policy] == no_record
                              ? nullptr
                              : &policies_[policy].file->records[deciders[policy]]);
  return found;
}

// The witness is put to the plain matcher; what that does not confirm is not claimed.
bool Comparer::is_real(const HbaWitness& witness, const Deciders& deciders) const {
  for (std::size_t policy = 0; policy < deciders.size(); ++policy) {
    const HbaDecision decision = decide(policies_[policy], witness.connection);
    const HbaRecord* expected = deciders[policy] == no_record
                                    ? nullptr
                                    : &policies_[policy].file->records[deciders[policy]];
    if (decision.verdict == HbaVerdict::undecided || decision.record != expected) return false;
  }
  return true;
}

}  // namespace

HbaComparison compare(std::span<const HbaPolicy> policies) {
  return Comparer(policies).run();
}

}  // namespace patrol
