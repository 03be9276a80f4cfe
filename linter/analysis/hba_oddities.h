// Words of a record that are legal and mean something else than their writer thought.
#pragma once

#include <string>
#include <vector>

#include "linter/doc/hba.h"

namespace patrol {

struct HbaOddity {
  enum class Field { database, user, address, mask };
  Field field{};
  std::string text;  // "user `ALL` is a plain name; keywords are lower case"
  Span at;
  std::string meant;    // what to write instead; may be empty
  bool is_whole_field;  // nothing else stands in the field: the record matches nothing real
};
[[nodiscard]] std::vector<HbaOddity> hba_oddities(const HbaRecord& record);

/// Whether nothing at all (`trust`) or a password in clear (`password` without TLS) is asked of
/// clients on the network.
[[nodiscard]] bool is_open_to_network(const HbaRecord& record);

}  // namespace patrol
