// Patroni's own checks: floors, words and the versions in which they hold.
// Source: patroni 4.1.4 patroni/postgresql/config.py CMDLINE_OPTIONS.
#include "rules/postgres/shared_controlled.h"

#include <array>

#include "linter/base/quantity.h"
#include "linter/model/python.h"

namespace patrol::rules {
namespace {

using facts::ControlledValue;

std::optional<ControlledRefusal> refuse_number(const ParameterUse& use, std::string_view unit,
                                               long long minimum) {
  const auto number = parse_integer(use.text, unit, facts::newest_postgres);
  if (use.value.is_boolean() || !number) return ControlledRefusal::unreadable;
  if (*number < minimum) return ControlledRefusal::too_small;
  return std::nullopt;
}

bool is_wal_level(std::string_view text) {
  constexpr std::array<std::string_view, 3> words{"hot_standby", "replica", "logical"};
  for (const auto word : words)
    if (equal_ignoring_case(word, text)) return true;
  return false;
}

}  // namespace

std::optional<ControlledRefusal> refusal_of(const ParameterUse& use) {
  const facts::ControlledParameter* row = use.controlled();
  if (row == nullptr || !use.is_judgeable()) return std::nullopt;
  const auto truth = patroni_bool(use.value);
  const auto minimum = row->minimum.value_or(0);
  switch (row->accepts_in(use.patroni.version)) {
    case ControlledValue::integer:
      return refuse_number(use, "", minimum);
    case ControlledValue::size:
      return refuse_number(use, "MB", minimum);
    case ControlledValue::wal_level:
      if (!is_wal_level(use.text)) return ControlledRefusal::wrong_word;
      return std::nullopt;
    case ControlledValue::bool_word:
      if (!truth) return ControlledRefusal::wrong_word;
      return std::nullopt;
    case ControlledValue::true_word:
      if (!truth.value_or(false)) return ControlledRefusal::wrong_word;
      return std::nullopt;
    case ControlledValue::nothing:
      // The default is on; whoever writes that gets what is written.
      if (truth == std::optional(true)) return std::nullopt;
      return ControlledRefusal::never_taken;
  }
  return std::nullopt;
}

}  // namespace patrol::rules
