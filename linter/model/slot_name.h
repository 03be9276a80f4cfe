// The replication slot that Patroni makes for a member.
#pragma once

#include <string>
#include <string_view>

namespace patrol {

/// Lower case, `-` and `.` as `_`, any other character as `u` and its code point in four decimal
/// digits, at most 63 bytes. Different names can give one slot.
/// Source: patroni 4.1.4 patroni/dcs/__init__.py slot_name_from_member_name.
[[nodiscard]] std::string slot_name_of(std::string_view member);

}  // namespace patrol
