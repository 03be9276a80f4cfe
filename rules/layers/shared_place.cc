// Words for the places where settings stand.
#include "rules/layers/shared_place.h"

#include "linter/base/text.h"
#include "linter/diag/report.h"

namespace patrol::rules {

std::string place_of(const PlacedKey& key) {
  constexpr std::size_t longest = 24;  // leaves room for the rest of a message
  const std::string path = key.value.parent().path();
  if (path.empty()) return "at the root";
  return cat("in `", path.size() <= longest ? path : shown(key.value.parent().key().text()), '`');
}

Value value_at_home(const PlacedKey& key) {
  return key.value.tree() == nullptr
             ? Value{}
             : Value(*key.value.tree(), key.value.tree()->root).at(key.home);
}

std::string way_home(const PlacedKey& key) {
  const bool is_applied_once = key.home.starts_with("bootstrap.dcs.");
  if (!contains(key.home, ".")) return "move it to the outermost level of the file";
  return cat("move it to `", key.home, "`",
             is_applied_once ? "; in a running cluster use patronictl edit-config" : "");
}

}  // namespace patrol::rules
