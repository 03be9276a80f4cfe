// Bootstrap and replica methods of a member, shared by the rules of this folder.
#pragma once

#include <string_view>
#include <vector>

#include "linter/engine/rule.h"

namespace patrol::rules {

/// The list that counts for the member, or nothing: the file's own, else the dynamic one; the old
/// singular name when the plural is not there.
[[nodiscard]] Value replica_method_list(const Snapshot& cluster, const PatroniDocument& member);

/// The section of a replica method: the file's own, else the dynamic one.
[[nodiscard]] Value replica_method_section(const Snapshot& cluster, const PatroniDocument& member,
                                           std::string_view name);

/// Commands that Patroni itself starts, without a shell: of methods, callbacks and scripts.
[[nodiscard]] std::vector<Value> direct_commands(const Snapshot& cluster);

/// The program of a command line: "pgbackrest" for "/usr/bin/pgbackrest --stanza=x". Variables and
/// assignments in front are not skipped, for no shell would read them.
[[nodiscard]] std::string_view program_of(std::string_view command);

}  // namespace patrol::rules
