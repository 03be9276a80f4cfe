// Looks for a connection of each record that no earlier record takes. Most records have one that is
// found at the first try; for others the record is cut along the earlier ones.
#include "linter/analysis/hba_reach.h"

#include <algorithm>
#include <array>

#include "linter/analysis/hba_networks.h"
#include "linter/analysis/hba_oddities.h"
#include "linter/analysis/hba_space.h"
#include "linter/analysis/hba_witness.h"
#include "linter/base/text.h"

namespace patrol {
namespace {

using Cubes = std::vector<const HbaCube*>;

constexpr long long all_work = 12'000'000;       // comparisons of two cubes, in all
constexpr long long openings_work = 6'000'000;   // the same, for openings
constexpr long long work_by_record = 1'000'000;  // for one record
constexpr int deepest_cut = 20000;
constexpr std::size_t most_records = 50'000;  // longer files are not begun with

// The outer bounds of a cube, to step over most pairs quickly.
struct Hull {
  std::array<std::uint32_t, 3> first{};
  std::array<std::uint32_t, 3> last{};
  std::uint8_t channels = 0;

  explicit Hull(const HbaCell& cell)
      : first{cell.users.first(), cell.databases.first(), cell.addresses.first()},
        last{cell.users.last(), cell.databases.last(), cell.addresses.last()},
        channels(cell.channels) {}
  [[nodiscard]] bool meets(const Hull& other) const {
    return (channels & other.channels) != 0 && first[0] <= other.last[0] &&
           other.first[0] <= last[0] && first[1] <= other.last[1] && other.first[1] <= last[1] &&
           first[2] <= other.last[2] && other.first[2] <= last[2];
  }
};

// Of copying a cell twice.
long long cost_of(const HbaCell& cell) {
  return 4 +
         static_cast<long long>(cell.facts.size() + cell.users.ranges().size() +
                                cell.databases.ranges().size() + cell.addresses.ranges().size()) /
             4;
}

class Search {
 public:
  Search(const HbaPolicy& policy, long long work)
      : space_(hba_space(std::span(&policy, 1))), all_{work} {
    for (const HbaCube& cube : space_.cubes.front()) hulls_.emplace_back(cube.cell);
  }
  std::vector<HbaReach> run(std::size_t records);
  std::vector<HbaOpening> openings(const HbaFile& file);

 private:
  enum class Cover { whole, open, unknown };

  // What the record before has left over goes back.
  void begin_record() {
    all_.left += budget_.left;
    budget_.left = std::min(all_.left, work_by_record);
    all_.left -= budget_.left;
  }
  HbaReach judge(std::size_t first_cube, std::size_t end_cube);
  [[nodiscard]] std::size_t end_of(std::size_t first_cube, std::size_t record) const;
  HbaOpening opening(const HbaRecord& record, std::size_t first_cube, std::size_t end_cube);
  void open_addresses(const HbaCell& cell, const Cubes& before, IndexSet& open, bool& is_sure);
  [[nodiscard]] HbaCell stranger(const HbaCell& cell) const;
  IndexSet open_to_strangers(const HbaCell& cell, const Cubes& before);
  IndexSet left_over(HbaCell point, const IndexSet& addresses, const Cubes& before);
  Cover cover(const HbaCell& cell, Cubes cubes, std::vector<std::size_t>& used);
  Cover cover_by_none(const HbaCell& cell);
  bool keep_crossing(const HbaCell& cell, Cubes& cubes, std::vector<std::size_t>& used);
  Cover cut_cover(const HbaCell& cell, Cubes cubes, std::vector<std::size_t>& used);
  [[nodiscard]] Cubes earlier(std::size_t cube, std::size_t end);
  [[nodiscard]] bool has_open_point(const HbaCell& cell, const Cubes& cubes);
  [[nodiscard]] bool is_open(const HbaCell& point, const Cubes& cubes);
  [[nodiscard]] bool is_about_written_names(const HbaCell& cell) const;
  bool is_hidden_by(const std::vector<std::size_t>& records, std::size_t first_cube,
                    std::size_t end_cube);
  void leave_out(HbaReach& reach, std::size_t first_cube, std::size_t end_cube);

  HbaSpace space_;
  std::vector<Hull> hulls_;
  HbaBudget all_;
  HbaBudget budget_;  // of the current record
};

std::vector<HbaReach> Search::run(std::size_t records) {
  std::vector<HbaReach> answers;
  answers.reserve(records);
  std::size_t at = 0;
  for (std::size_t record = 0; record < records; ++record) {
    const std::size_t end = end_of(at, record);
    answers.push_back(judge(at, end));
    at = end;
  }
  return answers;
}

// Behind the last cube of the record.
std::size_t Search::end_of(std::size_t first_cube, std::size_t record) const {
  const auto& cubes = space_.cubes.front();
  while (first_cube < cubes.size() && cubes[first_cube].record == record) ++first_cube;
  return first_cube;
}

// None once the budget is spent: the caller asks for that before it believes in them.
Cubes Search::earlier(std::size_t cube, std::size_t end) {
  Cubes found;
  budget_.left -= static_cast<long long>(end) / 8;
  if (budget_.is_spent()) return found;
  const Hull& own = hulls_[cube];
  for (std::size_t at = 0; at < end; ++at)
    if (hulls_[at].meets(own)) found.push_back(&space_.cubes.front()[at]);
  return found;
}

HbaReach Search::judge(std::size_t first_cube, std::size_t end_cube) {
  HbaReach reach{.kind = HbaReach::Kind::hidden, .hidden_by = {}};
  begin_record();
  for (std::size_t cube = first_cube; cube < end_cube; ++cube) {
    const HbaCell& cell = space_.cubes.front()[cube].cell;
    const Cover found = cover(cell, earlier(cube, first_cube), reach.hidden_by);
    if (found == Cover::open) return {};
    if (found == Cover::unknown) reach.kind = HbaReach::Kind::undecided;
    const bool is_sure = space_.is_complete || is_about_written_names(cell);
    if (!is_sure) reach.kind = HbaReach::Kind::undecided;
  }
  if (first_cube == end_cube || reach.hidden_by.empty()) reach.kind = HbaReach::Kind::reachable;
  if (reach.kind != HbaReach::Kind::hidden) return {reach.kind, {}};
  std::sort(reach.hidden_by.begin(), reach.hidden_by.end());
  reach.hidden_by.erase(std::unique(reach.hidden_by.begin(), reach.hidden_by.end()),
                        reach.hidden_by.end());
  leave_out(reach, first_cube, end_cube);
  return reach;
}

// Takes out records that the others do not need, the latest first.
void Search::leave_out(HbaReach& reach, std::size_t first_cube, std::size_t end_cube) {
  constexpr std::size_t most_tried = 64;
  if (reach.hidden_by.size() < 2 || reach.hidden_by.size() > most_tried) return;
  begin_record();
  for (std::size_t at = reach.hidden_by.size(); at-- > 0;) {
    std::vector<std::size_t> fewer = reach.hidden_by;
    fewer.erase(fewer.begin() + static_cast<std::ptrdiff_t>(at));
    if (is_hidden_by(fewer, first_cube, end_cube)) reach.hidden_by = std::move(fewer);
  }
}

bool Search::is_hidden_by(const std::vector<std::size_t>& records, std::size_t first_cube,
                          std::size_t end_cube) {
  if (records.empty()) return false;
  for (std::size_t cube = first_cube; cube < end_cube; ++cube) {
    Cubes cubes = earlier(cube, first_cube);
    std::erase_if(cubes, [&](const HbaCube* other) {
      return !std::binary_search(records.begin(), records.end(), other->record);
    });
    std::vector<std::size_t> unused;
    if (cover(space_.cubes.front()[cube].cell, cubes, unused) != Cover::whole) return false;
  }
  return true;
}

bool Search::is_about_written_names(const HbaCell& cell) const {
  const auto written = static_cast<std::uint32_t>(space_.names.written.size());
  return cell.users.last() < written && cell.databases.last() <= written && cell.facts.empty();
}

// Whether the cubes together hold the whole cell; the records they belong to are added to `used`.
Search::Cover Search::cover(const HbaCell& cell, Cubes cubes, std::vector<std::size_t>& used) {
  if (keep_crossing(cell, cubes, used)) return Cover::whole;
  if (budget_.is_spent()) return Cover::unknown;
  if (has_open_point(cell, cubes)) return Cover::open;
  return cut_cover(cell, std::move(cubes), used);
}

// No record is left: the cell is open if there is a connection in it.
Search::Cover Search::cover_by_none(const HbaCell& cell) {
  switch (find_witness(space_, cell, budget_).kind) {
    case HbaWitness::Kind::found:
      return Cover::open;
    case HbaWitness::Kind::none:
      return Cover::whole;
    case HbaWitness::Kind::unknown:
      return Cover::unknown;
  }
  return Cover::unknown;
}

// The cubes that cross the cell; true when one holds it.
bool Search::keep_crossing(const HbaCell& cell, Cubes& cubes, std::vector<std::size_t>& used) {
  Cubes crossing;
  for (const HbaCube* cube : cubes) {
    --budget_.left;
    const HbaRelation found = relation(cell, cube->cell);
    if (found == HbaRelation::crossing) crossing.push_back(cube);
    if (found != HbaRelation::inside) continue;
    used.push_back(cube->record);
    return true;
  }
  cubes = std::move(crossing);
  return false;
}

// A loop over what is left outside of cube after cube; only the insides recurse, and they are
// small.
Search::Cover Search::cut_cover(const HbaCell& cell, Cubes cubes, std::vector<std::size_t>& used) {
  HbaCell rest = cell;
  Cover all = Cover::whole;
  for (int depth = 0; depth < deepest_cut && !budget_.is_spent(); ++depth) {
    if (cubes.empty()) {
      const Cover left = cover_by_none(rest);
      return left == Cover::whole ? all : left;
    }
    budget_.left -= cost_of(rest);
    auto [inside, outside] = cut(rest, cubes.front()->cell);
    const Cover within = cover(inside, cubes, used);
    if (within == Cover::open) return within;
    if (within == Cover::unknown) all = within;
    if (keep_crossing(outside, cubes, used)) return all;
    rest = std::move(outside);
  }
  return Cover::unknown;
}

bool Search::is_open(const HbaCell& point, const Cubes& cubes) {
  for (const HbaCube* cube : cubes) {
    --budget_.left;
    if (relation(point, cube->cell) != HbaRelation::disjoint) return false;
  }
  return find_witness(space_, point, budget_).kind == HbaWitness::Kind::found;
}

// The same set for names that nobody writes, where it has such, without any membership.
HbaCell Search::stranger(const HbaCell& cell) const {
  HbaCell point = cell;
  point.facts.clear();
  auto known = cell.facts.begin();
  for (std::size_t fact = 0; fact < space_.facts.size(); ++fact) {
    const bool is_known = known != cell.facts.end() && known->first == fact;
    point.facts.emplace_back(static_cast<std::uint16_t>(fact), is_known && known->second);
    if (is_known) ++known;
  }
  const std::uint32_t user = cell.users.last();
  const std::uint32_t database = cell.databases.last();
  point.users = IndexSet({user, user + 1});
  point.databases = IndexSet({database, database + 1});
  return point;
}

// Tries a few single connections of strangers, from some addresses.
bool Search::has_open_point(const HbaCell& cell, const Cubes& cubes) {
  HbaCell point = stranger(cell);
  budget_.left -= static_cast<long long>(space_.facts.size()) / 4;
  for (const bool is_last : {false, true}) {
    const std::uint32_t address = is_last ? cell.addresses.last() : cell.addresses.first();
    point.addresses = IndexSet({address, address + 1});
    for (unsigned channel = 1; channel <= cell.channels; channel <<= 1U) {
      point.channels = static_cast<std::uint8_t>(cell.channels & channel);
      if (point.channels != 0 && is_open(point, cubes)) return true;
    }
  }
  return false;
}

std::vector<HbaOpening> Search::openings(const HbaFile& file) {
  std::vector<HbaOpening> found;
  std::size_t at = 0;
  for (std::size_t record = 0; record < file.records.size(); ++record) {
    const std::size_t end = end_of(at, record);
    if (is_open_to_network(file.records[record])) {
      HbaOpening own = opening(file.records[record], at, end);
      own.record = record;
      if (!own.networks.empty()) found.push_back(std::move(own));
    }
    at = end;
  }
  return found;
}

HbaOpening Search::opening(const HbaRecord& record, std::size_t first_cube, std::size_t end_cube) {
  constexpr unsigned plain = 1U << static_cast<unsigned>(HbaChannel::plain);
  constexpr unsigned local = 1U << static_cast<unsigned>(HbaChannel::local);
  const unsigned closed = record.method == "password" ? ~plain : local;
  HbaOpening result;
  IndexSet open;
  IndexSet all;
  begin_record();
  for (std::size_t cube = first_cube; cube < end_cube; ++cube) {
    HbaCell cell = space_.cubes.front()[cube].cell;
    cell.channels = static_cast<std::uint8_t>(cell.channels & ~closed);
    open_addresses(cell, earlier(cube, first_cube), open, result.is_sure);
    all = cell.addresses;  // the same in all cubes of a record
  }
  result.networks = show_networks(space_, open);
  result.taken = show_networks(space_, all.subtract(open));
  return result;
}

// Addresses from which one stranger is left over: found for all of them at once.
IndexSet Search::open_to_strangers(const HbaCell& cell, const Cubes& before) {
  const bool has_holes =
      std::any_of(space_.facts.begin(), space_.facts.end(),
                  [](const HbaFact& fact) { return fact.kind == HbaFact::Kind::network; });
  if (has_holes) return {};  // then the addresses of an interval are not alike
  HbaCell point = stranger(cell);
  for (unsigned channel = 1; channel <= cell.channels; channel <<= 1U) {
    point.channels = static_cast<std::uint8_t>(cell.channels & channel);
    if (point.channels == 0) continue;
    point.addresses = left_over(point, cell.addresses, before);
    if (point.addresses.empty()) continue;
    if (find_witness(space_, point, budget_).kind == HbaWitness::Kind::found)
      return point.addresses;
  }
  return {};
}

// What is left of the addresses when each cube that takes the point's names takes its own.
IndexSet Search::left_over(HbaCell point, const IndexSet& addresses, const Cubes& before) {
  point.addresses = addresses;
  IndexSet rest = addresses;
  for (const HbaCube* cube : before) {
    --budget_.left;
    if (rest.empty()) break;
    if (relation(point, cube->cell) == HbaRelation::disjoint) continue;
    rest = rest.subtract(cube->cell.addresses);
    budget_.left -= static_cast<long long>(rest.ranges().size()) / 4;
  }
  return rest;
}

// Adds the addresses of the cell from which something is left over by the cubes before.
void Search::open_addresses(const HbaCell& cell, const Cubes& before, IndexSet& open,
                            bool& is_sure) {
  if (cell.channels == 0) return;
  if (budget_.is_spent()) {
    open = open.unite(cell.addresses);
    is_sure = false;
    return;
  }
  open = open.unite(open_to_strangers(cell, before));
  HbaCell point = cell;
  std::vector<std::size_t> unused;
  const IndexSet closed = cell.addresses.subtract(open);
  for (const IndexSet::Range range : closed.ranges()) {
    for (std::uint32_t at = range.begin; at < range.end; ++at) {
      point.addresses = IndexSet({at, at + 1});
      const Cover found = budget_.is_spent() ? Cover::unknown : cover(point, before, unused);
      if (found != Cover::whole) open.add(at);
      is_sure = is_sure && found != Cover::unknown;
      unused.clear();
    }
  }
}

}  // namespace

std::vector<HbaOpening> hba_openings(const HbaPolicy& policy) {
  const std::size_t records = policy.file->records.size();
  return Search(policy, records > most_records ? 0 : openings_work).openings(*policy.file);
}

std::vector<HbaReach> hba_reach(const HbaPolicy& policy) {
  const std::size_t records = policy.names.size();
  if (records > most_records)
    return std::vector<HbaReach>(records, {HbaReach::Kind::undecided, {}});
  return Search(policy, all_work).run(records);
}

}  // namespace patrol
