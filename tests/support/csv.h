// Reads CSV as PostgreSQL's COPY writes it: an empty field without quotes is null.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace patrol::test {

using CsvField = std::optional<std::string>;
using CsvRow = std::vector<CsvField>;

/// All rows, the heading included; text after a missing last newline counts.
[[nodiscard]] std::vector<CsvRow> read_csv(std::string_view text);

}  // namespace patrol::test
