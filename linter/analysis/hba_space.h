// Sets of connections: every record of some policies as a union of cubes over channel, address,
// database, user and facts that a connection has or has not.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "linter/analysis/hba_names.h"
#include "linter/analysis/hba_policy.h"
#include "linter/analysis/index_set.h"

namespace patrol {

/// Something a record asks for beyond the four dimensions.
struct HbaFact {
  enum class Kind {
    same_name,           // the database is called like the user
    member_of_database,  // the user is a member of the role called like the database
    member,              // … of the role `text`
    network,             // the address fits `ip` under a mask with holes
    host_name,           // from here on nobody can say offline
    samehost,
    samenet,
    user_regex,
    database_regex,
  };
  Kind kind{};
  std::string text;
  IpBytes ip;
  IpBytes mask;
  [[nodiscard]] bool is_opaque() const { return kind >= Kind::host_name; }
  friend bool operator==(const HbaFact&, const HbaFact&) = default;
};

/// A product of sets. Channels: bit of HbaChannel. Databases: 0 is physical replication, name n is
/// n + 1. Facts not listed may be true or false.
struct HbaCell {
  std::uint8_t channels = 0;
  IndexSet addresses;
  IndexSet databases;
  IndexSet users;
  std::vector<std::pair<std::uint16_t, bool>> facts;  // sorted by fact
};

/// A part of what a record matches; its facts are all true.
struct HbaCube {
  HbaCell cell;
  std::uint32_t record = 0;
};

/// First address of an interval of addresses that no contiguous mask cuts.
struct HbaAddressAtom {
  IpBytes first;
  IpBytes last;
};

struct HbaSpace {
  HbaNameTable names;
  std::vector<HbaAddressAtom> addresses;  // IPv4, then IPv6, ascending
  std::vector<HbaFact> facts;
  std::vector<std::vector<HbaCube>> cubes;  // by policy, in record order
  bool is_complete = true;                  // false: too many facts, or names were not all found

  [[nodiscard]] HbaCell everything() const;
};

[[nodiscard]] HbaSpace hba_space(std::span<const HbaPolicy> policies);

enum class HbaRelation { disjoint, inside, crossing };
/// How `cell` lies to the cube.
[[nodiscard]] HbaRelation relation(const HbaCell& cell, const HbaCell& cube);

/// Cuts a cell that crosses the cube along one dimension: first what may still be inside.
[[nodiscard]] std::pair<HbaCell, HbaCell> cut(const HbaCell& cell, const HbaCell& cube);

}  // namespace patrol
