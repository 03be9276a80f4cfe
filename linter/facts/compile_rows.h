// Part of the facts compiler: reading rows of a table strictly. Every key must be known, present
// where required and of the right form; whatever is wrong is collected, none of it stops the run.
#pragma once

#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include <yaml-cpp/yaml.h>

namespace patrol::facts {

struct Problem {
  int line = 0;  // from 1
  std::string message;
};
using Problems = std::vector<Problem>;

/// Line of a node in its file, from 1.
[[nodiscard]] int line_of(const YAML::Node& node);

/// One mapping, read key by key; a key that nobody asks for is a problem.
class Row {
 public:
  Row(const YAML::Node& node, Problems& problems);

  /// Required; "" and a problem when absent.
  std::string text(std::string_view key);
  std::optional<std::string> optional_text(std::string_view key);
  /// Required, but may be null: then nothing.
  std::optional<std::string> nullable_text(std::string_view key);
  int number(std::string_view key);
  std::optional<int> optional_number(std::string_view key);
  bool flag(std::string_view key);
  std::vector<std::string> list(std::string_view key);
  /// Position of the value in words; 0 and a problem when it is none of them.
  int word(std::string_view key, const std::vector<std::string_view>& words);
  [[nodiscard]] bool has(std::string_view key) const;

  void refuse(std::string message);
  /// Reports repeated keys and keys that were never asked for.
  void finish();
  [[nodiscard]] int line() const { return line_; }

 private:
  YAML::Node take(std::string_view key);

  YAML::Node node_;
  Problems* problems_;
  int line_;
  std::set<std::string, std::less<>> asked_;
};

/// The items of a top-level list; problems for anything that is not a list of mappings.
[[nodiscard]] std::vector<Row> rows_of(const YAML::Node& root, std::string_view key,
                                       Problems& problems);

/// Compares ASCII without case: the order of names in every table.
[[nodiscard]] bool name_less(std::string_view left, std::string_view right);

/// The texts behind the short names in `sources`.
class Sources {
 public:
  Sources(const YAML::Node& root, Problems& problems);
  /// Text of the row's `source`; a problem when it is absent or unknown.
  std::string of(Row& row);
  /// Reports sources that no row names.
  void finish(Problems& problems) const;

 private:
  struct Entry {
    std::string key;
    std::string text;
    int line = 0;
    bool is_used = false;
  };
  std::vector<Entry> entries_;
};

/// Refuses top-level keys other than these.
void check_sections(const YAML::Node& root, const std::vector<std::string_view>& sections,
                    Problems& problems);

}  // namespace patrol::facts
