// Differences between members.
#include "linter/analysis/effective_compare.h"

#include <algorithm>

#include "linter/facts/facts.h"

namespace patrol {

bool is_standby_floor(std::string_view name, int postgres) {
  const facts::ControlledParameter* row = facts::find_controlled_parameter(name);
  return row != nullptr && row->is_raised_from_controldata && postgres >= row->raised_from_postgres;
}

MemberDifference compare_members(std::string_view name,
                                 std::span<const EffectiveSetting* const> settings) {
  if (settings.size() < 2) return MemberDifference::none;
  const EffectiveSetting* first = settings.front();
  const bool is_same =
      std::all_of(settings.begin(), settings.end(), [&](const EffectiveSetting* setting) {
        if (setting == nullptr || first == nullptr) return setting == first;
        return setting->value == first->value;
      });
  if (is_same) return MemberDifference::none;
  if (facts::is_own_setting(name)) return MemberDifference::expected;
  return is_standby_floor(name, facts::newest_postgres) ? MemberDifference::standby_floor
                                                        : MemberDifference::unexpected;
}

}  // namespace patrol
