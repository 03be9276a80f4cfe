// What a change of the dynamic configuration does to a member, setting by setting: the dry run of
// `patronictl edit-config`.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "linter/analysis/effective.h"

namespace patrol {

enum class ChangeVerdict : std::uint8_t {
  applied,    // what the change wrote is in force afterwards
  follows,    // not named by the change, but different because of it
  clamped,    // Patroni makes another value of it
  refused,    // Patroni or PostgreSQL does not accept it
  ignored,    // another place decides, or nobody reads it
  unchanged,  // it was in force already
};
/// "applied", "follows", …
[[nodiscard]] std::string_view to_string(ChangeVerdict verdict);

/// What makes it count: nothing, Patroni's next loop, a reload of PostgreSQL (Patroni does both by
/// itself), a restart of PostgreSQL, a restart of Patroni.
enum class ChangeAction : std::uint8_t { none, loop, reload, restart, patroni_restart };
/// "none", "loop", "reload", "restart", "patroni_restart".
[[nodiscard]] std::string_view to_string(ChangeAction action);

/// Of the parameters that a standby must not have lower than its primary: which way they go.
enum class ChangeDirection : std::uint8_t { free, raised, lowered };

struct SettingChange {
  std::string name;  // of a parameter; the dotted path of a setting of Patroni
  bool is_parameter = false;
  bool is_secret = false;  // values are never to be shown
  std::string before;      // in force, in the base unit
  std::string after;
  std::string unit;
  int postgres = 0;    // major version
  std::string wanted;  // as the change writes it; empty where it takes the key away
  ChangeVerdict verdict{};
  ChangeAction action{};
  ChangeDirection direction{};
  std::string reason;              // a sentence without capital and period; may be empty
  std::optional<Span> decided_at;  // by what, where another place decides
  std::string decided_by;          // layer of that place, as in JSON
};

struct MemberPreview {
  std::string member;
  std::string refusal;  // why Patroni refuses the whole configuration; "" when it does not
  std::vector<SettingChange> changes;  // settings of Patroni, then parameters, by name
};

/// `before` is the member as it is, `after` the dynamic configuration as it would be; `patch` what
/// the change writes, whose keys are judged even where they change nothing. Pure.
[[nodiscard]] MemberPreview preview_member(const MemberInput& before, const Value& after,
                                           const Value& patch);

}  // namespace patrol
