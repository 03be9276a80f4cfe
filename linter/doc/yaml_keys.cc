// Which keys of a mapping are the same key for Python.
#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <string>
#include <tuple>

#include "linter/base/text.h"
#include "linter/doc/python_number.h"
#include "linter/doc/python_time.h"
#include "linter/doc/yaml_construct.h"

namespace patrol {
namespace {

std::string float_key(double value) {
  if (!std::isfinite(value) || value != std::floor(value))
    return cat("f", python_float_repr(value));
  std::array<char, 400> buffer{};
  const double whole = value == 0 ? 0.0 : value;  // -0.0 is 0
  const auto end = std::to_chars(buffer.data(), buffer.data() + buffer.size(), whole,
                                 std::chars_format::fixed, 0);
  return cat("n",
             std::string_view(buffer.data(), static_cast<std::size_t>(end.ptr - buffer.data())));
}

// Days since a day before year 1; only differences matter.
std::int64_t day_number(const PythonTime& time) {
  const std::int64_t year = time.month > 2 ? time.year : time.year - 1;
  const std::int64_t month = time.month > 2 ? time.month - 3 : time.month + 9;
  return year * 365 + year / 4 - year / 100 + year / 400 + (month * 153 + 2) / 5 + time.day;
}

// Times with a zone are equal when they are the same instant.
std::string time_key(std::string_view text) {
  const auto time = read_yaml_time(text);
  if (!time) return cat("s", text);
  if (!time->has_zone) return cat(time->has_clock ? "t" : "d", python_str(*time));
  const std::int64_t minutes =
      (day_number(*time) * 24 + time->hour) * 60 + time->minute - time->zone_minutes;
  return cat("z", minutes, ':', time->second, '.', time->microsecond);
}

struct KeyView {
  char category = 's';
  std::string_view text;
  std::uint32_t entry = 0;
  std::ptrdiff_t branch = 0;
  [[nodiscard]] bool is_same(const KeyView& other) const {
    return category == other.category && text == other.text && branch == other.branch;
  }
};

// Keys with a template line between them may stand in branches of which one is left: they are not
// taken for duplicates.
std::ptrdiff_t branch_of(const YamlTree& tree, const Node& key) {
  const auto& lines = tree.template_lines;
  const auto next =
      std::upper_bound(lines.begin(), lines.end(), key.span.begin,
                       [](std::uint32_t place, const Span& line) { return place < line.begin; });
  return next - lines.begin();
}

void mark_by_sorting(std::vector<KeyView>& keys, std::vector<Entry>& entries) {
  const auto rank = [](const KeyView& key) {
    return std::tuple(key.category, key.branch, key.text.size(), key.text, key.entry);
  };
  std::sort(keys.begin(), keys.end(),
            [&](const KeyView& left, const KeyView& right) { return rank(left) < rank(right); });
  for (std::size_t at = 1; at < keys.size(); ++at)
    if (keys[at].is_same(keys[at - 1])) entries[keys[at - 1].entry].is_overridden = true;
}

void mark_by_pairs(const std::vector<KeyView>& keys, std::vector<Entry>& entries) {
  for (std::size_t late = 1; late < keys.size(); ++late)
    for (std::size_t early = 0; early < late; ++early)
      if (keys[early].is_same(keys[late])) entries[keys[early].entry].is_overridden = true;
}

}  // namespace

std::string python_key(const Node& key) {
  switch (key.kind) {
    case NodeKind::null:
      return "0";
    case NodeKind::boolean:
      return key.boolean ? "n1" : "n0";
    case NodeKind::integer:
      return key.has_big_integer ? cat("n", key.text) : cat("n", key.integer);
    case NodeKind::floating:
      return float_key(key.floating);
    case NodeKind::date:
      return time_key(key.text);
    case NodeKind::binary:
      return cat("b", key.text);
    default:
      return cat("s", key.text);
  }
}

void mark_overridden(YamlTree& tree, Node& mapping) {
  constexpr std::size_t few = 24;
  std::vector<KeyView> keys;
  std::deque<std::string> texts;
  keys.reserve(mapping.entries.size());
  for (std::uint32_t at = 0; at < mapping.entries.size(); ++at) {
    const Node& key = tree.nodes[mapping.entries[at].key];
    mapping.entries[at].is_overridden = false;
    if (key.kind == NodeKind::string) {
      keys.push_back({'s', key.text, at, branch_of(tree, key)});
    } else if (key.kind != NodeKind::opaque) {
      const std::string_view text = texts.emplace_back(python_key(key));
      keys.push_back({text[0], text.substr(1), at, branch_of(tree, key)});
    }
  }
  if (keys.size() <= few) {
    mark_by_pairs(keys, mapping.entries);
  } else {
    mark_by_sorting(keys, mapping.entries);
  }
}

}  // namespace patrol
