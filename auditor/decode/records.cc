// Reads length-prefixed records.
#include "auditor/decode/records.h"

#include "linter/base/text.h"

namespace patrol {
namespace {

constexpr std::string_view begin_mark = "patrol 1\n1\n";
constexpr std::size_t most_noise = 1 << 16;
constexpr std::size_t most_head = 64;

// Takes one record off the front; nothing when it is none.
std::optional<HostRecord> take_record(std::string_view& rest) {
  const std::string_view start = rest.substr(0, most_head);
  const auto line_end = start.find('\n');
  const auto blank = start.find(' ');
  if (line_end == std::string_view::npos || blank == std::string_view::npos || blank > line_end)
    return std::nullopt;
  const auto size = to_integer(start.substr(blank + 1, line_end - blank - 1));
  const std::size_t behind = rest.size() - line_end - 1;
  if (!size || *size < 0 || static_cast<std::size_t>(*size) >= behind) return std::nullopt;
  const auto count = static_cast<std::size_t>(*size);
  const HostRecord record{rest.substr(0, blank), rest.substr(line_end + 1, count)};
  if (rest[line_end + 1 + count] != '\n') return std::nullopt;
  rest.remove_prefix(line_end + count + 2);
  return record;
}

}  // namespace

std::optional<std::vector<HostRecord>> read_records(std::string_view output) {
  const auto begin = output.substr(0, most_noise).find(begin_mark);
  if (begin == std::string_view::npos) return std::nullopt;
  std::string_view rest = output.substr(begin);
  std::vector<HostRecord> out;
  while (const auto record = take_record(rest)) {
    if (record->key == "end") return out;
    out.push_back(*record);
  }
  return std::nullopt;
}

}  // namespace patrol
