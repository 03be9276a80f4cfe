// Rows of pg_settings and pg_file_settings: which of them say something about the configuration of
// a member, and what they say.
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "linter/analysis/observed_parameters.h"
#include "linter/model/snapshot.h"

namespace patrol {

/// False for rows that the connection, the transaction, initdb or the server itself decide, and for
/// those that Patroni makes at run time.
[[nodiscard]] bool is_comparable(const PgSetting& row);

/// The server's own reading of a value: both in force alike. Texts of secrets are equal when their
/// stand-ins are.
[[nodiscard]] bool is_same_in_force(std::string_view name, int major, std::string_view left,
                                    std::string_view right);

/// "128MB" for 16384 pages.
[[nodiscard]] std::string human_in_force(std::string_view name, int major, std::string_view value);

/// Somebody wrote the value: a file or the command line.
[[nodiscard]] bool is_written(const PgSetting& row);

/// PostgreSQL's major version of a member; of the cluster where it is not known.
[[nodiscard]] int major_of(const Snapshot& cluster, const MemberObservation& member);

/// What the files on disk say of a parameter.
struct DiskValue {
  const PgFileSetting* row = nullptr;     // the last line that sets it
  const PgFileSetting* before = nullptr;  // the one that it hides, in another file or above
};
/// By name in lower case; empty when the member did not tell.
using DiskValues = std::map<std::string, DiskValue, std::less<>>;
[[nodiscard]] DiskValues values_on_disk(const MemberObservation& member);

/// The server refuses the line, now and after a restart. A change that only waits for a restart
/// looks nearly the same.
[[nodiscard]] bool is_refused(const PgFileSetting& row, const MemberObservation& member, int major);

/// Such a line keeps the server from loading anything: it cannot be read, or names an unknown
/// parameter. A value out of bounds is passed over.
[[nodiscard]] bool blocks_all(const PgFileSetting& row);

/// The line as a promise, with the span of its text where that was read.
[[nodiscard]] Promise line_promise(const Snapshot& cluster, const MemberObservation& member,
                                   const PgFileSetting& row);
/// The line that a row in force came from; none for other sources.
[[nodiscard]] std::optional<Promise> source_promise(const Snapshot& cluster,
                                                    const MemberObservation& member,
                                                    const PgSetting& row);

/// The file of a member by its path on the machine; by its name alone where links lead there.
[[nodiscard]] const LiveFile* file_at(const Snapshot& cluster, const MemberObservation& member,
                                      std::string_view path);

[[nodiscard]] bool is_automatic_conf(std::string_view path);
[[nodiscard]] bool is_base_conf(std::string_view path);

}  // namespace patrol
