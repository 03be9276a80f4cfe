// Compares values as they arrive, not as they are spelt.
#include "linter/model/same_value.h"

#include <algorithm>
#include <string>
#include <vector>

#include "linter/base/text.h"
#include "linter/model/python.h"

namespace patrol {
namespace {

constexpr int deepest = 8;

bool is_same(const Value& left, const Value& right, int depth);

bool is_same_scalar(const Value& left, const Value& right) {
  const std::string one = left.python_str();
  const std::string other = right.python_str();
  if (one == other) return true;
  // With a leading zero a text is octal to some readers and decimal to others.
  const bool is_plain_number = !one.starts_with('0') && !other.starts_with('0');
  const auto number = to_integer(one);
  if (is_plain_number && number && number == to_integer(other)) return true;
  const auto truth = patroni_bool(one);
  return truth && truth == patroni_bool(other);
}

bool is_same_list(const Value& left, const Value& right, int depth) {
  const auto one = left.items();
  const auto other = right.items();
  return std::equal(one.begin(), one.end(), other.begin(), other.end(),
                    [&](const Value& a, const Value& b) { return is_same(a, b, depth); });
}

std::vector<Value::Member> sorted_members(const Value& mapping) {
  auto members = mapping.members();
  std::sort(members.begin(), members.end(),
            [](const auto& one, const auto& other) { return one.key.text() < other.key.text(); });
  return members;
}

bool is_same_mapping(const Value& left, const Value& right, int depth) {
  const auto one = sorted_members(left);
  const auto other = sorted_members(right);
  return std::equal(one.begin(), one.end(), other.begin(), other.end(),
                    [&](const Value::Member& a, const Value::Member& b) {
                      return a.key.text() == b.key.text() && is_same(a.value, b.value, depth);
                    });
}

bool is_same(const Value& left, const Value& right, int depth) {
  if (depth > deepest || left.is_opaque() || right.is_opaque()) return true;
  if (left.is_sequence() && right.is_sequence()) return is_same_list(left, right, depth + 1);
  if (left.is_mapping() && right.is_mapping()) return is_same_mapping(left, right, depth + 1);
  return left.is_scalar() && right.is_scalar() && is_same_scalar(left, right);
}

}  // namespace

bool is_same_value(const Value& left, const Value& right) {
  return is_same(left, right, 0);
}

}  // namespace patrol
