// How releases of Patroni differ in what they make of a configuration, as compiled from
// patroni_habits.yaml.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

#include "linter/base/version.h"

namespace patrol::facts {

enum class PatroniHabit : std::uint8_t {
  /// A controlled parameter that cannot be read loses the whole dynamic configuration.
  bad_value_refuses_all,
  /// ttl, loop_wait and retry_timeout are raised to minimums and made to fit each other.
  clamps_timing,
  /// An accepted controlled number is passed on as a number, not as the text that was written.
  converts_to_integer,
  /// … by int(), which fails for units, fractions and hexadecimal digits.
  converts_with_int,
  /// synchronous_standby_names of the user is removed on a primary although synchronous_mode is
  /// off.
  drops_standby_names,
  /// hot_standby_feedback is forced on while there are permanent logical slots.
  forces_feedback_for_slots,
  /// wal_keep_segments given as text is repeated sixteen times instead of multiplied.
  multiplies_text,
  /// synchronous_mode knows the word quorum.
  quorum_word,
  /// Modes and limits are read from the DCS's copy, also when the rest of it was refused.
  reads_dynamic_directly,
  /// A controlled number in quotes counts as no number.
  refuses_quoted_numbers,
  /// use_slots is read as a word; before, any text that is not empty was true.
  slots_by_word,
  /// Controlled numbers are read by int(): no units, fractions or hexadecimal digits in texts.
  takes_int_of_controlled,
  /// The log names controlled parameters that were refused.
  warns_of_refused,
};

struct PatroniHabitSpan {
  PatroniHabit habit{};
  Version from{};    // {0,0,0}: 2.0.0
  Version before{};  // {0,0,0}: holds in the newest
  std::span<const Version> backported_to{};
  std::string_view source{};
};
[[nodiscard]] std::span<const PatroniHabitSpan> patroni_habits();
[[nodiscard]] bool has_habit(Version patroni, PatroniHabit habit);

enum class DynamicReader : std::uint8_t { python_int, patroni_int, word };
enum class DynamicRefusal : std::uint8_t { never, always, old };

/// How one setting at the root of the dynamic configuration is converted.
struct DynamicSetting {
  std::string_view name{};
  DynamicReader reader{};
  DynamicReader old_reader{};
  Version reader_since{};  // {0,0,0}: always
  DynamicRefusal refuses{};
  std::optional<long long> minimum{};
  Version minimum_since{};
  std::string_view unit{};
  std::string_view source{};

  [[nodiscard]] DynamicReader reader_in(Version version) const {
    return version < reader_since ? old_reader : reader;
  }
  /// Whether an unreadable value loses the whole dynamic configuration.
  [[nodiscard]] bool refuses_all_in(Version version) const {
    return refuses == DynamicRefusal::always ||
           (refuses == DynamicRefusal::old && version < reader_since);
  }
};
/// Sorted by name.
[[nodiscard]] std::span<const DynamicSetting> dynamic_settings();
[[nodiscard]] const DynamicSetting* find_dynamic_setting(std::string_view name);

/// A key below `postgresql` that is never taken from the dynamic configuration.
struct LocalOnlyKey {
  std::string_view name{};
  Version from{};
  std::string_view source{};
};
[[nodiscard]] std::span<const LocalOnlyKey> local_only_keys();
[[nodiscard]] bool is_local_only(std::string_view name, Version patroni);

struct OwnSetting {
  std::string_view name{};
  std::string_view source{};
};
[[nodiscard]] std::span<const OwnSetting> own_settings();
/// Whether members may have different values: names, addresses, paths, tags.
[[nodiscard]] bool is_own_setting(std::string_view name);

}  // namespace patrol::facts
