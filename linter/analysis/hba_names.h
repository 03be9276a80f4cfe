// The names that policies tell apart: those they write, and classes of all others by the regexes
// that match them, each with examples.
#pragma once

#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "linter/analysis/hba_policy.h"

namespace patrol {

/// Names are numbered: first the written ones in order, then the classes of others.
struct HbaNameTable {
  struct Class {
    std::string example;
    std::string second;         // another name of the class
    std::vector<bool> matches;  // by regex
  };
  std::vector<std::string> written;  // sorted
  std::vector<Class> classes;
  std::map<std::string_view, std::size_t> regexes;  // pattern -> index; those with an automaton
  std::vector<const PgAutomaton*> automata;
  bool is_complete = true;  // false: classes that no example was found for may be missing

  [[nodiscard]] std::uint32_t size() const {
    return static_cast<std::uint32_t>(written.size() + classes.size());
  }
  [[nodiscard]] bool is_class(std::uint32_t name) const { return name >= written.size(); }
  [[nodiscard]] const std::string& example(std::uint32_t name) const {
    return is_class(name) ? classes[name - written.size()].example : written[name];
  }
  /// Number of a written name; size() when it is not one.
  [[nodiscard]] std::uint32_t find(std::string_view name) const;
  [[nodiscard]] bool matches(std::uint32_t name, std::size_t regex) const;
};

[[nodiscard]] HbaNameTable hba_names(std::span<const HbaPolicy> policies);

}  // namespace patrol
