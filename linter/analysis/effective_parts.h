// What the parts of the effective configuration share: how Patroni took the dynamic configuration,
// and the parameters as it holds them before it writes postgresql.conf.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "linter/analysis/effective.h"
#include "linter/facts/facts.h"

namespace patrol {

/// How Patroni took the dynamic configuration of a member.
struct DynamicView {
  DynamicFate fate = DynamicFate::accepted;
  Value root;     // what counts; missing when nothing does
  Value written;  // the copy that was given, or bootstrap.dcs
  Value culprit;
  std::string reason;
};
[[nodiscard]] DynamicView view_dynamic(const MemberInput& member);

/// What Patroni makes of a controlled parameter in the dynamic configuration.
struct ControlledVerdict {
  enum class Kind { accepted, refused, refuses_all } kind = Kind::accepted;
  std::string text;    // accepted: what goes to the server
  std::string reason;  // of a refusal
};
[[nodiscard]] ControlledVerdict judge_controlled(const facts::ControlledParameter& row,
                                                 const Value& value, Version patroni);

/// ttl, loop_wait and retry_timeout as the running Patroni holds them.
struct Timing {
  long long ttl = 0;
  long long loop_wait = 0;
  long long retry_timeout = 0;
  std::vector<std::string> remarks;  // what was changed, and why
};
[[nodiscard]] Timing effective_timing(const Value& dynamic, Version patroni);

/// Whether Patroni takes synchronous_standby_names into its own hands; true for quorum too.
[[nodiscard]] bool is_synchronous(const DynamicView& dynamic, Version patroni);
[[nodiscard]] bool is_standby_cluster(const Value& dynamic);

/// One parameter as Patroni holds it.
struct HeldParameter {
  std::string name;  // as written
  Value value;       // missing for what Patroni made itself
  std::string text;  // what goes to the server, before Patroni's table of names and bounds
  bool is_null = false;
  ValueLayer layer = ValueLayer::built_in;
  ValueLayer origin = ValueLayer::built_in;
  std::optional<Span> at;
  std::string path;
  std::vector<std::string> remarks;
};

/// By name in lower case.
using HeldParameters = std::map<std::string, HeldParameter, std::less<>>;
using LostMentions = std::map<std::string, std::vector<Mention>, std::less<>>;

struct PatroniParameters {
  HeldParameters held;      // goes through the table into postgresql.conf
  HeldParameters recovery;  // written behind them; only where Patroni writes them
  LostMentions lost;
};
[[nodiscard]] PatroniParameters hold_parameters(const MemberInput& member,
                                                const DynamicView& dynamic);
/// The part about recovery settings. Takes them out of `held`.
void hold_recovery(const MemberInput& member, const DynamicView& dynamic, PatroniParameters& out);

/// A value as it goes into Patroni's postgresql.conf, or why it does not.
struct WrittenParameter {
  bool is_written = false;
  std::string text;
  std::string remark;  // written: how the value was changed; else why it is left out
};
[[nodiscard]] WrittenParameter write_parameter(std::string_view name, const HeldParameter& held,
                                               Version patroni, int postgres);
/// The same for recovery settings, which have a table of their own.
[[nodiscard]] WrittenParameter write_recovery(std::string_view name, const HeldParameter& held,
                                              int postgres);

/// Everything that postgresql.conf, its relatives and the command line make of it.
[[nodiscard]] std::vector<EffectiveSetting> server_settings(const MemberInput& member,
                                                            const DynamicView& dynamic,
                                                            PatroniParameters parameters);
/// Patroni's own settings.
[[nodiscard]] std::vector<EffectiveSetting> patroni_settings_of(const MemberInput& member,
                                                                const DynamicView& dynamic);

/// Settles the tags that are given as a word and as a number: nofailover, nosync.
void apply_tags(const MemberInput& member, std::vector<EffectiveSetting>& settings);

/// What stands where nothing reads it, by the name it was meant for: parameters of PostgreSQL
/// beside `parameters`, environment variables that Patroni does not have.
[[nodiscard]] LostMentions stray_mentions(const MemberInput& member);

/// local or environment, by the file a value stands in.
[[nodiscard]] ValueLayer local_layer(const MemberInput& member, const Value& value);
[[nodiscard]] Mention mention_of(ValueLayer layer, const Value& value, LossRule rule,
                                 std::string reason);
/// A value as it stands in its document; collections in Python's form.
[[nodiscard]] std::string written_text(const Value& value);
/// "patroni.yml:12".
[[nodiscard]] std::string place_of(const MemberInput& member, const Value& value);
/// Why bootstrap.dcs has no effect on a running cluster.
[[nodiscard]] std::string once_reason();

}  // namespace patrol
