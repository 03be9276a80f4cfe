// Words of a record that are legal and mean something else than their writer thought.
#pragma once

#include <string>
#include <vector>

#include "linter/doc/hba.h"

namespace patrol {

struct HbaOddity {
  std::string text;  // "`ALL` is an ordinary name here; the keyword is `all`"
  Span at;
  std::string meant;    // what to write instead; may be empty
  bool is_whole_field;  // nothing else stands in the field: the record matches nothing real
};
[[nodiscard]] std::vector<HbaOddity> hba_oddities(const HbaRecord& record);

/// Whether a password (`password`) or nothing at all (`trust`) is asked of clients on the network.
[[nodiscard]] bool is_open_to_network(const HbaRecord& record);

}  // namespace patrol
