// Reads tags and modes as Patroni does.
#include "linter/model/roles.h"

#include <algorithm>
#include <array>

#include "linter/base/text.h"
#include "linter/model/python.h"

namespace patrol {

std::optional<bool> is_excluded(const Value& tags, std::string_view word,
                                std::string_view priority) {
  const Value flag = tags[word];
  if (flag && !flag.is_null()) return python_truth(flag);
  const Value number = tags[priority];
  if (number.is_opaque()) return std::nullopt;
  const auto value = python_int(number);
  return number && value && *value <= 0;
}

std::optional<bool> is_nofailover(const PatroniDocument& member) {
  return is_excluded(member.root()["tags"], "nofailover", "failover_priority");
}

std::optional<bool> is_nosync(const PatroniDocument& member) {
  return is_excluded(member.root()["tags"], "nosync", "sync_priority");
}

std::optional<bool> is_synchronous(const Value& dynamic) {
  const Value mode = dynamic["synchronous_mode"];
  if (mode.is_opaque()) return std::nullopt;
  if (!mode) return false;
  return patroni_bool(mode).value_or(false) || lower(mode.python_str()) == "quorum";
}

bool names_standby_cluster(const Value& dynamic) {
  const Value section = dynamic["standby_cluster"];
  constexpr auto deciding = std::to_array<std::string_view>({"host", "port", "restore_command"});
  return std::any_of(deciding.begin(), deciding.end(), [&](std::string_view key) {
    const Value value = section[key];
    return value && python_truth(value).value_or(true);
  });
}

}  // namespace patrol
