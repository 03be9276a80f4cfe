// Walks the product of all regexes and the written names, breadth first, so that every class that
// has a name gets its shortest one. The walk is bounded.
#include "linter/analysis/hba_names.h"

#include <algorithm>
#include <array>
#include <deque>
#include <set>

#include "linter/base/text.h"

namespace patrol {
namespace {

constexpr std::size_t most_states = 4000;
constexpr std::size_t longest_name = 63;
constexpr std::size_t most_regexes = 24;
constexpr std::size_t most_repeats = 60;

using State = std::vector<PgAutomaton::State>;

// Two bytes (where there are two) of each class of bytes that the regexes cannot tell apart, plain
// letters first.
std::vector<unsigned char> telling_bytes(const std::vector<const PgAutomaton*>& automata) {
  std::vector<std::bitset<256>> sets;
  for (const PgAutomaton* automaton : automata)
    for (const auto& set : automaton->letter_sets()) sets.push_back(set);
  std::map<std::vector<bool>, int> seen;
  std::bitset<256> is_done;
  std::vector<unsigned char> bytes;
  const auto consider = [&](unsigned byte) {
    if (is_done[byte]) return;
    is_done.set(byte);
    std::vector<bool> pattern(sets.size());
    for (std::size_t i = 0; i < sets.size(); ++i) pattern[i] = sets[i][byte];
    if (++seen[std::move(pattern)] <= 2) bytes.push_back(static_cast<unsigned char>(byte));
  };
  for (const char byte : std::string_view("abcdefghijklmnopqrstuvwxyz0123456789_-"))
    consider(static_cast<unsigned char>(byte));
  for (unsigned byte = 0x21; byte < 0x7F; ++byte) consider(byte);
  for (unsigned byte = 1; byte < 0x80; ++byte) consider(byte);
  return bytes;
}

// Finds names of every class, none of them among `taken`.
class NameWalk {
 public:
  NameWalk(const std::vector<const PgAutomaton*>& automata, const std::set<std::string>& taken)
      : automata_(automata), taken_(taken), bytes_(telling_bytes(automata)) {}

  /// At most two names by class.
  std::map<std::vector<bool>, std::vector<std::string>> run();
  [[nodiscard]] bool is_complete() const { return is_complete_; }

 private:
  struct Entry {
    State state;
    std::string name;
  };
  void visit(Entry entry, int repeats);
  void note(const Entry& entry);

  const std::vector<const PgAutomaton*>& automata_;
  const std::set<std::string>& taken_;
  std::vector<unsigned char> bytes_;
  std::map<State, int> seen_;
  std::deque<Entry> waiting_;
  std::map<std::vector<bool>, std::vector<std::string>> found_;
  bool is_complete_ = true;
};

// A state is walked through by so many names that two of them are not taken.
std::map<std::vector<bool>, std::vector<std::string>> NameWalk::run() {
  const int repeats = 2 + static_cast<int>(std::min(taken_.size(), most_repeats));
  Entry first;
  for (const PgAutomaton* automaton : automata_) first.state.push_back(automaton->start());
  visit(std::move(first), repeats);
  std::size_t steps = 0;
  while (!waiting_.empty() && ++steps <= most_states) {
    const Entry entry = std::move(waiting_.front());
    waiting_.pop_front();
    if (entry.name.size() >= longest_name) continue;
    for (const unsigned char byte : bytes_) {
      Entry next{.state = {}, .name = entry.name + static_cast<char>(byte)};
      for (std::size_t i = 0; i < automata_.size(); ++i)
        next.state.push_back(automata_[i]->step(entry.state[i], byte));
      visit(std::move(next), repeats);
    }
  }
  if (!waiting_.empty()) is_complete_ = false;
  if (taken_.size() <= most_repeats) return std::move(found_);
  for (const auto& [pattern, names] : found_)
    if (names.size() < 2) is_complete_ = false;
  return std::move(found_);
}

void NameWalk::visit(Entry entry, int repeats) {
  note(entry);
  int& times = seen_[entry.state];
  if (times >= repeats) return;
  ++times;
  waiting_.push_back(std::move(entry));
}

void NameWalk::note(const Entry& entry) {
  if (entry.name.empty()) return;
  std::vector<bool> pattern;
  for (std::size_t i = 0; i < automata_.size(); ++i)
    pattern.push_back(automata_[i]->accepts(entry.state[i]));
  auto& names = found_[std::move(pattern)];
  if (taken_.contains(entry.name)) return;
  if (names.size() < 2 && std::find(names.begin(), names.end(), entry.name) == names.end())
    names.push_back(entry.name);
}

void collect(const std::vector<HbaName>& names, std::set<std::string>& written,
             HbaNameTable& table) {
  for (const HbaName& name : names) {
    const bool is_name = name.kind == HbaName::Kind::literal || name.kind == HbaName::Kind::role;
    if (is_name) written.emplace(name.text);
    if (name.automaton == nullptr || table.automata.size() >= most_regexes) continue;
    if (table.regexes.try_emplace(name.text, table.automata.size()).second)
      table.automata.push_back(name.automaton.get());
  }
}

void add_classes(std::set<std::string>& written, HbaNameTable& table) {
  const std::set<std::string> taken = written;
  NameWalk walk(table.automata, taken);
  for (auto& [pattern, names] : walk.run()) {
    if (names.size() == 1) written.insert(names.front());  // a class of one name is that name
    if (names.size() == 2) table.classes.push_back({names[0], names[1], pattern});
  }
  table.is_complete = walk.is_complete();
}

// Names that nobody writes, for policies without regexes.
HbaNameTable::Class any_other(const std::set<std::string>& written) {
  HbaNameTable::Class other;
  for (std::string* name : {&other.example, &other.second}) {
    *name = name == &other.example ? "other" : "another";
    while (written.contains(*name)) *name += "_";
  }
  return other;
}

}  // namespace

std::uint32_t HbaNameTable::find(std::string_view name) const {
  const auto at = std::lower_bound(written.begin(), written.end(), name);
  if (at == written.end() || *at != name) return size();
  return static_cast<std::uint32_t>(at - written.begin());
}

bool HbaNameTable::matches(std::uint32_t name, std::size_t regex) const {
  if (is_class(name)) return classes[name - written.size()].matches[regex];
  return automata[regex]->matches(written[name]);
}

HbaNameTable hba_names(std::span<const HbaPolicy> policies) {
  HbaNameTable table;
  std::set<std::string> written;
  for (const HbaPolicy& policy : policies) {
    for (const auto& names : policy.names) {
      collect(names.databases, written, table);
      collect(names.users, written, table);
    }
  }
  if (table.automata.empty()) {
    table.classes.push_back(any_other(written));
  } else {
    add_classes(written, table);
  }
  table.written.assign(written.begin(), written.end());
  return table;
}

}  // namespace patrol
