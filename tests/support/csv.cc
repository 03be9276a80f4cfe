// Reads CSV as PostgreSQL's COPY writes it.
#include "tests/support/csv.h"

namespace patrol::test {
namespace {

/// The field at the start of `text`, which is left at the separator after it.
CsvField take_field(std::string_view& text) {
  if (text.empty() || text.front() != '"') {
    const auto end = text.find_first_of(",\n");
    const std::string_view plain = text.substr(0, end);
    text.remove_prefix(plain.size());
    return plain.empty() ? CsvField{} : CsvField{plain};
  }
  std::string value;
  text.remove_prefix(1);
  while (!text.empty()) {
    const auto quote = text.find('"');
    value += text.substr(0, quote);
    text.remove_prefix(quote == std::string_view::npos ? text.size() : quote + 1);
    if (!text.starts_with('"')) break;
    value += '"';
    text.remove_prefix(1);
  }
  return value;
}

}  // namespace

std::vector<CsvRow> read_csv(std::string_view text) {
  std::vector<CsvRow> rows;
  while (!text.empty()) {
    rows.emplace_back();
    for (bool is_row = true; is_row;) {
      rows.back().push_back(take_field(text));
      is_row = text.starts_with(',');
      if (!text.empty()) text.remove_prefix(1);
    }
  }
  return rows;
}

}  // namespace patrol::test
