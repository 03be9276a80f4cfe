// Part of the facts compiler: writing C++ source. Arrays of structs with designated initializers.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "linter/facts/compile_rows.h"

namespace patrol::facts {

/// A C++ string literal, or {} for the empty text (which costs no relocation).
[[nodiscard]] std::string literal(std::string_view text);
/// "{1, 2, 3}" of a version text such as "4.1.5"; "{}" for the empty text.
[[nodiscard]] std::string version_literal(std::string_view text);
[[nodiscard]] std::string boolean(bool value);

/// Collects lists so that equal ones are written once, as constexpr arrays before the table.
class Lists {
 public:
  /// `element` is the C++ type of the items, which are written as given. Returns the name of the
  /// array, or {} for an empty list.
  std::string name_of(std::string_view element, const std::vector<std::string>& items);
  /// Texts, which are quoted.
  std::string texts(const std::vector<std::string>& items);
  [[nodiscard]] std::string definitions() const;

 private:
  struct List {
    std::string element;
    std::vector<std::string> items;
  };
  std::vector<List> lists_;
};

/// Code for a version, a number or a list of versions under a key; the default when absent.
[[nodiscard]] std::string version_of(Row& row, std::string_view key);
[[nodiscard]] std::string bound_of(Row& row, std::string_view key);
[[nodiscard]] std::string versions_of(Row& row, std::string_view key, Lists& lists);

/// One struct: ".name = value, ..." in the order of the calls, which is that of its members.
/// Absent values are left to the member's own default.
class Initializer {
 public:
  Initializer& set(std::string_view field, std::string_view code);
  [[nodiscard]] std::string code() const;

 private:
  std::string fields_;
};

/// "constexpr std::array<Type, N> name{{...}};"; `rows` are initializers.
[[nodiscard]] std::string array(std::string_view type, std::string_view name,
                                const std::vector<std::string>& rows);

/// A whole source file: head, an anonymous namespace with the definitions, then the accessors.
struct Accessor {
  std::string_view type;
  std::string_view function;
  std::string_view table;
};
[[nodiscard]] std::string source_file(std::string_view header, std::string_view definitions,
                                      const std::vector<Accessor>& accessors);

}  // namespace patrol::facts
