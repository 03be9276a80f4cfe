// Files to members: what the commands over the effective configuration start from.
#pragma once

#include <deque>
#include <optional>
#include <string>
#include <vector>

#include "cli/files.h"
#include "linter/analysis/effective_inputs.h"

namespace patrol::cli {

struct MemberRequest {
  std::vector<std::string> paths;  // empty: this folder
  std::string dynamic_file;        // "" for none
  std::string member;              // "" for all
  MemberRole role = MemberRole::leader;
  std::optional<std::string> patroni_version, postgres_version;
};

/// The inputs borrow from the collection.
struct ReadMembers {
  Collection collection;
  std::vector<MemberInput> inputs;  // those that were asked for
  std::vector<Failure> failures;
  std::vector<std::string> warnings;
  std::string problem;  // why nothing can be said; "" when something can
};

/// Everything that was given, read and connected. `out` must be empty.
void read_members(const MemberRequest& request, ReadMembers& out);

}  // namespace patrol::cli
