// The parameters of running servers against what their documents promise: what differs, and the
// most specific reason for it. What the rules about drift stand on.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "linter/analysis/effective.h"
#include "linter/model/snapshot.h"

namespace patrol {

/// Why a parameter is not as the documents promise; of several reasons the first one counts.
enum class Drift : std::uint8_t {
  refused_line,     // the server does not accept the line that sets it
  pending_restart,  // the server has taken note, and changes it when it starts anew
  not_loaded,       // the file on disk says otherwise, the server has not read it
  alter_system,     // postgresql.auto.conf decides
  conf_edit,        // a line in postgresql.conf that Patroni did not write decides
  not_reloaded,     // patroni.yml is newer than what Patroni made of it
  ignored_local,    // the member's file sets it, Patroni takes it from the DCS only
  not_dynamic,      // it is not what the DCS says, and no reason is known
  not_local,        // it is not what the member's file says, and no reason is known
  unexplained,      // it is not what was expected of all documents
};

/// A value that a document promises.
struct Promise {
  std::string value;       // as people write it
  std::optional<Span> at;  // of the value; none where the server gave a file that nobody read
  std::string path;        // of the key: "postgresql.parameters.work_mem"; the name in a conf
  ValueLayer layer = ValueLayer::built_in;
  std::string place;  // "/data/postgresql.conf:12" where the server said so
};

struct ParameterDrift {
  Drift kind{};
  const MemberObservation* member = nullptr;
  std::string name;                  // as pg_settings spells it; "" for a line that names none
  std::string value;                 // in force, as people write it; "" where nobody knows
  std::optional<Promise> promise;    // what should be in force, and does not
  std::optional<Promise> cause;      // the line that decides instead
  std::string detail;                // what the server says of the line; a time for not_loaded
  std::vector<std::string> waiting;  // refused_line: other parameters that cannot be loaded
  bool needs_restart = false;
  bool has_effect = true;   // alter_system, conf_edit: false where the command line is stronger
  bool is_odd = false;      // other members run with another value
  long long raised_by = 0;  // of numbers: what is wanted minus what is in force
};

/// A parameter that is not the same on all members, where no drift of a member explains it.
struct ParameterSplit {
  struct Side {
    std::string value;  // as people write it
    std::vector<const MemberObservation*> members;
    std::optional<Promise> from;  // of the first member: the line that set it
  };
  std::string name;
  std::vector<Side> sides;  // most members first
  bool is_floor = false;    // a standby has less than its primary and must not
  bool is_base = false;     // postgresql.base.conf of the smaller sides makes the difference
};

struct ObservedParameters {
  std::vector<ParameterDrift> drifts;  // by member, then name
  std::vector<ParameterSplit> splits;  // by name
  /// Of members of whom a document is known, if only the DCS's; predictions borrow from inputs.
  std::vector<MemberInput> inputs;
  std::vector<EffectiveConfiguration> predictions;
};

/// Computed once for a snapshot and kept in it; empty for documents alone.
[[nodiscard]] const ObservedParameters& observed_parameters(const Snapshot& cluster);

/// Whether what runs on the owner of that file is known, so that rules about drift speak of it.
[[nodiscard]] bool has_observed_settings(const Snapshot& cluster, FileId file);

}  // namespace patrol
