// Look-ups in what releases of Patroni do differently.
#include "linter/facts/patroni_habits.h"

#include <algorithm>

namespace patrol::facts {
namespace {

// A branch release counts by its branch: 3.3.9 says nothing about 4.0.0.
bool is_backported(const PatroniHabitSpan& span, Version version) {
  return std::any_of(span.backported_to.begin(), span.backported_to.end(),
                     [&](const Version& release) {
                       return release.major == version.major && release.minor == version.minor &&
                              release <= version;
                     });
}

bool holds(const PatroniHabitSpan& span, Version version) {
  if (is_backported(span, version)) return true;
  return version >= span.from && (span.before == Version{} || version < span.before);
}

}  // namespace

bool has_habit(Version patroni, PatroniHabit habit) {
  const auto table = patroni_habits();
  return std::any_of(table.begin(), table.end(), [&](const PatroniHabitSpan& span) {
    return span.habit == habit && holds(span, patroni);
  });
}

const DynamicSetting* find_dynamic_setting(std::string_view name) {
  const auto table = dynamic_settings();
  const auto found = std::find_if(table.begin(), table.end(), [&](const DynamicSetting& setting) {
    return setting.name == name;
  });
  return found == table.end() ? nullptr : &*found;
}

bool is_local_only(std::string_view name, Version patroni) {
  const auto table = local_only_keys();
  return std::any_of(table.begin(), table.end(), [&](const LocalOnlyKey& key) {
    return key.name == name && patroni >= key.from;
  });
}

bool is_own_setting(std::string_view name) {
  const auto table = own_settings();
  return std::any_of(table.begin(), table.end(), [&](const OwnSetting& own) {
    if (!own.name.ends_with('*')) return own.name == name;
    return name.starts_with(own.name.substr(0, own.name.size() - 1));
  });
}

}  // namespace patrol::facts
