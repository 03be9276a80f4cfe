// Cells of an answer by the names of their columns.
#pragma once

#include <cstdint>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "auditor/transport/pg.h"

namespace patrol {

/// A row. Columns that are not there read as NULL, texts that are no number as nothing.
class PgRow {
 public:
  PgRow(const PgRows& rows, std::size_t number) : rows_(&rows), number_(number) {}
  [[nodiscard]] bool is_null(std::string_view column) const { return cell(column) == nullptr; }
  [[nodiscard]] std::string text(std::string_view column) const;
  [[nodiscard]] bool flag(std::string_view column) const;  // 't' and 'on'
  [[nodiscard]] std::optional<std::int64_t> integer(std::string_view column) const;
  [[nodiscard]] int small(std::string_view column, int otherwise = 0) const;
  [[nodiscard]] std::optional<double> number(std::string_view column) const;   // finite
  [[nodiscard]] std::vector<std::string> list(std::string_view column) const;  // a JSON array

 private:
  [[nodiscard]] const std::string* cell(std::string_view column) const;
  const PgRows* rows_;
  std::size_t number_;
};

/// The first of these columns that an answer lacks; empty when all are there and the rows are
/// whole.
[[nodiscard]] std::string_view missing_column(const PgRows& rows,
                                              std::initializer_list<std::string_view> wanted);

}  // namespace patrol
