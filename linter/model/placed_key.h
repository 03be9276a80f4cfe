// Every key of a Patroni document or of dynamic configuration, with what Patroni makes of it in the
// place where it stands. What several groups of rules build on.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "linter/base/source.h"
#include "linter/doc/node.h"
#include "linter/facts/facts.h"

namespace patrol {

struct PatroniDocument;

/// local: a member's own file. bootstrap_dcs: the `bootstrap.dcs` section in it. dynamic: the copy
/// in the DCS.
enum class SettingLayer { local, bootstrap_dcs, dynamic };

enum class KeyFate {
  known,        // read here
  free,         // any name is right here: tags, slots, sections of methods
  wrong_layer,  // read in another layer only
  misplaced,    // the name of a setting that stands elsewhere
  parameter,    // a parameter of PostgreSQL, outside of `parameters`
  unknown,      // no setting of Patroni
};

struct PlacedKey {
  Value value;
  const PatroniDocument* member = nullptr;  // whose file it is; null for dynamic configuration
  SettingLayer layer{};
  KeyFate fate{};
  std::string holder;  // the table's path of the mapping it stands in, "" for the root
  std::string path;    // its own: "ttl" also for bootstrap.dcs.ttl, "slots.*" for any slot
  /// The row of the table, also for a setting in the wrong layer; null when there is none.
  const facts::PatroniSetting* fact = nullptr;
  std::string home;  // where it would be read: "bootstrap.dcs.ttl", "postgresql.parameters"
  bool is_at_home_in_dcs = false;  // home lies in the dynamic configuration
  std::string near;                // a name that is right here and looks alike
  /// A section above it that is empty and would hold it if the lines were indented.
  Value emptied;

  [[nodiscard]] std::string_view name() const { return value.key().text(); }
  [[nodiscard]] bool is_in_dcs() const { return layer != SettingLayer::local; }
  /// Right in another place, unless it only slid out of an empty section above it.
  [[nodiscard]] bool is_away() const {
    return (fate == KeyFate::wrong_layer || fate == KeyFate::misplaced) && !emptied;
  }
  /// Read by Patroni, and a row says how.
  [[nodiscard]] bool is_read() const { return fact != nullptr && fate <= KeyFate::free; }
};

/// No real section comes near. Longer ones are left alone, so that a hostile file costs no time.
inline constexpr std::size_t most_keys = 4000;
[[nodiscard]] bool is_too_long(const Value& collection);

/// Appends the keys below `root` in the order of the text. Sections that Patroni does not read are
/// not entered, overridden duplicates are left out.
void add_placed_keys(const Value& root, const PatroniDocument* member, const SourceSet& sources,
                     std::vector<PlacedKey>& out);

/// Names that may stand in a mapping of the table ("postgresql", "" for the root of the layer).
[[nodiscard]] std::vector<std::string_view> legal_names(std::string_view holder,
                                                        SettingLayer layer);

/// "bootstrap.dcs." + path in a member's file, path in dynamic configuration.
[[nodiscard]] std::string dynamic_path(std::string_view path, SettingLayer found_in);

}  // namespace patrol
