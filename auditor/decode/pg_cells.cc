// Texts of cells -> numbers, flags and lists, whatever they hold.
#include "auditor/decode/pg_cells.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <limits>

#include <nlohmann/json.hpp>

#include "linter/base/text.h"

namespace patrol {

const std::string* PgRow::cell(std::string_view column) const {
  const auto found = std::find(rows_->columns.begin(), rows_->columns.end(), column);
  if (found == rows_->columns.end()) return nullptr;
  const auto place =
      number_ * rows_->columns.size() + static_cast<std::size_t>(found - rows_->columns.begin());
  if (place >= rows_->cells.size() || !rows_->cells[place]) return nullptr;
  return &*rows_->cells[place];
}

std::string PgRow::text(std::string_view column) const {
  const std::string* found = cell(column);
  return found == nullptr ? std::string() : *found;
}

bool PgRow::flag(std::string_view column) const {
  const std::string* found = cell(column);
  return found != nullptr && (*found == "t" || *found == "on");
}

std::optional<std::int64_t> PgRow::integer(std::string_view column) const {
  const std::string* found = cell(column);
  if (found == nullptr) return std::nullopt;
  return to_integer(*found);
}

int PgRow::small(std::string_view column, int otherwise) const {
  const auto value = integer(column);
  if (!value || *value < std::numeric_limits<int>::min() ||
      *value > std::numeric_limits<int>::max())
    return otherwise;
  return static_cast<int>(*value);
}

std::optional<double> PgRow::number(std::string_view column) const {
  const std::string* found = cell(column);
  if (found == nullptr) return std::nullopt;
  double value = 0;
  const char* end = found->data() + found->size();
  const auto read = std::from_chars(found->data(), end, value);
  if (read.ec != std::errc() || read.ptr != end || !std::isfinite(value)) return std::nullopt;
  return value;
}

std::vector<std::string> PgRow::list(std::string_view column) const {
  std::vector<std::string> out;
  const std::string* found = cell(column);
  if (found == nullptr) return out;
  const auto json = nlohmann::json::parse(*found, nullptr, false);
  if (!json.is_array()) return out;
  for (const auto& item : json)
    if (item.is_string()) out.push_back(item.get<std::string>());
  return out;
}

std::string_view missing_column(const PgRows& rows,
                                std::initializer_list<std::string_view> wanted) {
  for (const std::string_view name : wanted)
    if (std::find(rows.columns.begin(), rows.columns.end(), name) == rows.columns.end())
      return name;
  return {};
}

}  // namespace patrol
