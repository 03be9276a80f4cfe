// The effective configuration of a member: for every setting of Patroni and every parameter of
// PostgreSQL the value in force, the place that decided, and every other place that mentions it
// with the rule by which it lost. The one model that `patrol why`, `patrol preview` and rules over
// layers stand on.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "linter/base/source.h"
#include "linter/base/version.h"
#include "linter/doc/node.h"
#include "linter/model/snapshot.h"

namespace patrol {

/// Where a value comes from. `dynamic` is the DCS's copy, or bootstrap.dcs while there is none.
/// `computed`: nobody wrote it, Patroni made it of other settings.
enum class ValueLayer : std::uint8_t {
  command_line,
  auto_conf,
  conf_edit,  // a line that somebody added to Patroni's postgresql.conf
  local,
  environment,
  dynamic,
  custom_conf,
  base_conf,
  computed,
  built_in,
};
/// As in JSON: "command_line", …, "default" for built_in.
[[nodiscard]] std::string_view to_string(ValueLayer layer);

enum class MemberRole : std::uint8_t { leader, replica };

/// The rule by which a mention has no effect.
enum class LossRule : std::uint8_t {
  weaker,          // a stronger layer or a later line sets it too
  controlled,      // Patroni takes it from the DCS only and leaves the member's own value out
  computed,        // Patroni takes it from no `parameters` at all
  refused,         // Patroni finds the value unacceptable and uses its default
  all_refused,     // the whole dynamic configuration is refused
  dropped,         // Patroni leaves it out: unknown name, unreadable value, null
  server_refused,  // PostgreSQL does not accept the value
  not_read,        // that place is not read for this setting
  once,            // bootstrap.dcs, read when the cluster was created and never again
  nulled,          // a null in a later file or layer takes it away
  other_role,      // counts on replicas only
  replaced,        // the section it stands in is replaced as a whole
  synonym,         // the newer name of the same setting is set
};

/// The name of the rule as in JSON.
[[nodiscard]] std::string_view to_string(LossRule rule);

/// One place that says something about a setting, without effect.
struct Mention {
  ValueLayer layer{};
  std::string value;       // as written
  std::optional<Span> at;  // of the value
  std::string path;        // of the key in its document: "bootstrap.dcs.ttl"; the name in a conf
  LossRule rule{};
  std::string reason;  // one sentence without capital and period
};

/// A setting of Patroni or a parameter of PostgreSQL on one member.
struct EffectiveSetting {
  std::string name;           // as pg_settings spells it; the dotted path of a setting of Patroni
  bool is_parameter = false;  // of PostgreSQL
  std::string value;          // parameters: as pg_settings shows it, in the base unit
  std::string unit;           // the base unit; "" for none
  ValueLayer layer = ValueLayer::built_in;
  /// Of a value on the command line or a computed one: the layer that it was taken from.
  ValueLayer origin = ValueLayer::built_in;
  std::optional<Span> at;     // of the written value that decided
  std::string path;           // of its key
  std::string written;        // as it stands there; "" where nobody wrote it
  bool is_secret = false;     // never to be shown
  bool is_undecided = false;  // a template's placeholder decides
  /// What was made of the written value, and what else must be known. Sentences like reasons.
  std::vector<std::string> remarks;
  std::vector<Mention> ignored;  // strongest layer first, then by place
};

/// A value that a standby must not go below, and where it comes from.
struct UpstreamValue {
  std::string name;
  long long value = 0;
  std::optional<Span> at;
};

/// One value that lost while documents of a member were merged.
struct MergeLoss {
  std::string path;
  Value value;
  Value winner;  // a null where the key was taken away
  LossRule rule{};
};

/// Everything that decides about one member. Cheap to copy; borrows from the collection.
struct MemberInput {
  const SourceSet* sources = nullptr;
  std::string name;
  MemberRole role = MemberRole::leader;
  Version patroni;
  int postgres = 0;        // major version
  bool is_debian = false;  // the server is Debian's build: some compiled-in defaults differ
  /// The member's files and environment, merged as Patroni merges them; spans of its nodes point
  /// into the file they came from. Never null.
  std::shared_ptr<const YamlTree> local;
  std::vector<MergeLoss> losses;
  std::vector<FileId> environment;                // files that hold environment variables
  std::vector<const PatroniDocument*> documents;  // those that were merged, in order
  /// The DCS's own copy, when given: to ask "what if", put another tree's root here.
  Value dynamic;
  bool has_dynamic = false;
  /// Keeps the tree of `dynamic` where no document does; may be null.
  std::shared_ptr<const YamlTree> dynamic_tree;
  bool is_alone = true;                  // no other member of its cluster is among the documents
  const ConfDocument* base = nullptr;    // postgresql.base.conf
  const ConfDocument* custom = nullptr;  // the file that custom_conf names
  const ConfDocument* main = nullptr;    // the postgresql.conf that Patroni wrote
  const ConfDocument* automatic = nullptr;
  std::vector<UpstreamValue> upstream;  // of the server that a replica or standby leader follows

  [[nodiscard]] Value root() const { return {*local, local->root}; }
  /// The dynamic configuration that counts: the DCS's own copy, else bootstrap.dcs.
  [[nodiscard]] Value dynamic_root() const;
};

/// How Patroni took the dynamic configuration.
enum class DynamicFate : std::uint8_t {
  accepted,
  refused,  // at bootstrap: the cluster runs with nothing of it
  kept,     // refused later: what was accepted before goes on to count
};

struct EffectiveConfiguration {
  std::string member;
  MemberRole role = MemberRole::leader;
  Version patroni;
  int postgres = 0;
  DynamicFate dynamic_fate = DynamicFate::accepted;
  Value culprit;               // what lost the whole dynamic configuration
  std::string culprit_reason;  // why, as a sentence
  /// Settings of Patroni, then parameters, each sorted by name without case.
  std::vector<EffectiveSetting> settings;

  /// Name compared without case; null when neither Patroni nor PostgreSQL knows it here.
  [[nodiscard]] const EffectiveSetting* find(std::string_view name) const;
};

/// Pure: the same input gives the same result.
[[nodiscard]] EffectiveConfiguration effective_configuration(const MemberInput& member);

}  // namespace patrol
