// A parameter's text as pg_settings shows it, and what the server computes when it starts.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "linter/analysis/effective.h"
#include "linter/facts/facts.h"

namespace patrol {

struct ServerValue {
  std::string text;    // in the base unit
  std::string reason;  // of a refusal: "is `x`, not a number"
  bool is_accepted = false;
};
/// The parameter exists in that version.
[[nodiscard]] ServerValue server_value(const facts::Guc& guc, int postgres, std::string_view text);

/// Values that the server derives from others: wal_buffers and its like. `settings` are sorted.
void compute_at_start(std::vector<EffectiveSetting>& settings, int postgres);

}  // namespace patrol
