// What to do in order to change a setting for good.
#include <algorithm>

#include "linter/analysis/effective_compare.h"
#include "linter/base/text.h"
#include "linter/facts/facts.h"
#include "linter/render/why_words.h"

namespace patrol {
namespace {

using facts::ControlledParameter;
using facts::GucContext;
using facts::PatroniScope;
using facts::PatroniSetting;
using Steps = std::vector<std::string>;

std::string scope_of(const MemberInput& input) {
  const Value scope = input.root()["scope"];
  return scope.is_scalar() && !scope.is_null() ? scope.python_str() : "CLUSTER";
}

std::string member_of(const MemberInput& input) {
  return input.name.empty() ? "MEMBER" : input.name;
}

// The member's own file, by name.
std::string file_of(const MemberInput& input) {
  return std::string(input.sources->name(input.documents.front()->file));
}

std::string reload_command(const MemberInput& input) {
  return cat("`patronictl reload ", scope_of(input), " ", member_of(input), "`");
}

std::string restart_command(const MemberInput& input) {
  return cat("`patronictl restart ", scope_of(input), " ", member_of(input), "`");
}

// All members of a role.
std::string restart_role(const MemberInput& input, bool is_primary) {
  const std::string_view primary = input.patroni < Version{3, 0, 0} ? "master" : "primary";
  return cat("`patronictl restart ", scope_of(input), " --role ", is_primary ? primary : "replica",
             "`");
}

bool has_mention(const EffectiveSetting& setting, ValueLayer layer) {
  return std::any_of(setting.ignored.begin(), setting.ignored.end(),
                     [&](const Mention& mention) { return mention.layer == layer; });
}

std::string accepted_values(const ControlledParameter& row, Version patroni) {
  switch (row.accepts_in(patroni)) {
    case facts::ControlledValue::integer:
      return cat("; Patroni accepts whole numbers from ", row.minimum.value_or(0), " on");
    case facts::ControlledValue::size:
      return cat("; Patroni accepts sizes from ", row.minimum.value_or(0), "MB on");
    case facts::ControlledValue::wal_level:
      return "; Patroni accepts replica and logical";
    case facts::ControlledValue::true_word:
      return "; Patroni accepts on only";
    case facts::ControlledValue::bool_word:
      return "; Patroni accepts on and off";
    case facts::ControlledValue::nothing:
      break;
  }
  return {};
}

void change_controlled(const MemberInput& input, const EffectiveSetting& setting,
                       const ControlledParameter& row, Steps& out) {
  if (row.is_computed && row.computed_from == "scope") {
    out.emplace_back("it is the name of the cluster (`scope`), fixed when the cluster is created");
    return;
  }
  if (row.is_computed) {
    out.push_back(cat("change `", row.computed_from, "` in ",
                      setting.at ? line_of(input, setting.at) : file_of(input)));
    return;
  }
  if (row.accepts_in(input.patroni) == facts::ControlledValue::nothing) {
    out.push_back(cat("nothing changes it: Patroni ", to_string(input.patroni), " always uses ",
                      row.default_value));
    return;
  }
  out.push_back(cat("`patronictl edit-config ", scope_of(input), " -p ", setting.name,
                    "=VALUE`, for all members", accepted_values(row, input.patroni)));
  if (has_mention(setting, ValueLayer::auto_conf))
    out.push_back(cat("`ALTER SYSTEM RESET ", setting.name,
                      "` on this server, or its line in postgresql.auto.conf keeps "
                      "\"pending restart\" alive for nothing"));
}

void change_recovery(const MemberInput& input, const EffectiveSetting& setting, Steps& out) {
  if (setting.name.starts_with("recovery_target") || setting.name.starts_with("primary_")) {
    out.emplace_back("Patroni writes it by itself on replicas; it cannot be set");
    return;
  }
  out.push_back(cat("put it under `postgresql.recovery_conf`, in `patronictl edit-config ",
                    scope_of(input), "` for all members or in ", file_of(input),
                    " for this one; it counts while a member is a replica"));
}

// A line that stands beside `parameters` wants to be in it; a controlled one has no place there.
void move_strays(const MemberInput& input, const EffectiveSetting& setting, Steps& out) {
  const bool is_controlled = facts::find_controlled_parameter(setting.name) != nullptr;
  for (const Mention& mention : setting.ignored) {
    if (mention.rule != LossRule::not_read) continue;
    if (mention.layer == ValueLayer::local && is_controlled)
      out.push_back(cat("remove ", line_of(input, mention.at), ", which does nothing"));
    else if (mention.layer == ValueLayer::local)
      out.push_back(cat("move ", line_of(input, mention.at),
                        " under `postgresql.parameters`, then ", reload_command(input)));
    if (mention.layer == ValueLayer::environment)
      out.push_back(cat("remove the variable at ", line_of(input, mention.at)));
  }
}

void change_standby_names(const MemberInput& input, Steps& out) {
  out.push_back(
      cat("Patroni chooses the names: tags `nosync` and `sync_priority` of the members "
          "and `synchronous_node_count` in `patronictl edit-config ",
          scope_of(input), "` decide whom"));
  out.emplace_back(
      "for names of your own switch synchronous_mode off, and with it Patroni's "
      "promise to promote only who has everything");
}

// The name that took its place in this version.
void change_successor(const MemberInput& input, const EffectiveSetting& setting, Steps& out) {
  const facts::GucSuccessor* successor = facts::find_successor(setting.name);
  if (successor == nullptr || successor->replacement.empty()) {
    out.push_back(cat("PostgreSQL ", input.postgres, " has no such parameter: remove it"));
    return;
  }
  out.push_back(cat("PostgreSQL ", input.postgres, " has `", successor->replacement,
                    "` in its place: ask for that name"));
}

bool is_chosen_by_patroni(const EffectiveSetting& setting) {
  const bool is_names = setting.name == "synchronous_standby_names";
  return is_names &&
         std::any_of(setting.ignored.begin(), setting.ignored.end(),
                     [](const Mention& mention) { return mention.rule == LossRule::computed; });
}

void change_parameter_place(const MemberInput& input, const EffectiveSetting& setting, Steps& out) {
  const std::string everywhere =
      cat("`patronictl edit-config ", scope_of(input), " -p ", setting.name, "=VALUE`");
  switch (setting.layer) {
    case ValueLayer::auto_conf:
      out.push_back(cat("`ALTER SYSTEM RESET ", setting.name, "` on ", member_of(input),
                        ", so that Patroni's value counts again"));
      out.push_back(cat(everywhere, " for the value that all members shall have"));
      return;
    case ValueLayer::conf_edit:
      out.push_back(cat(everywhere, ", for all members; then remove the line at ",
                        line_of(input, setting.at)));
      return;
    case ValueLayer::local:
      out.push_back(cat("edit ", line_of(input, setting.at), ", then ", reload_command(input),
                        "; remove it there to let the dynamic configuration decide"));
      return;
    case ValueLayer::environment:
      out.push_back(cat("edit the variable at ", line_of(input, setting.at),
                        ", then restart Patroni on ", member_of(input)));
      return;
    default:
      out.push_back(cat(everywhere, " for all members, or `postgresql.parameters` in ",
                        file_of(input), " for this one alone"));
  }
}

// How the server takes the new value.
void apply_parameter(const MemberInput& input, const EffectiveSetting& setting, Steps& out) {
  const facts::Guc* guc = facts::find_guc(setting.name);
  const facts::GucSpan* span = guc == nullptr ? nullptr : guc->in(input.postgres);
  if (span == nullptr) return;
  if (span->context == GucContext::postmaster && is_standby_floor(setting.name, input.postgres)) {
    out.push_back(cat("to raise it restart the standbys first (", restart_role(input, false),
                      "), then the primary (", restart_role(input, true), ")"));
    out.emplace_back(
        "to lower it the other way round: the primary first, then the standbys once they have "
        "replayed it; until then they keep the higher value and \"pending restart\"");
    return;
  }
  switch (span->context) {
    case GucContext::postmaster:
      out.push_back(cat("restart every member for it, standbys first: ", restart_role(input, false),
                        ", then ", restart_role(input, true)));
      return;
    case GucContext::sighup:
      out.emplace_back("no restart: Patroni reloads the server within one loop_wait");
      return;
    case GucContext::backend:
    case GucContext::superuser_backend:
      out.emplace_back("no restart: Patroni reloads the server; new sessions see the value");
      return;
    default:
      out.emplace_back(
          "no restart: Patroni reloads the server; a session, role or database with a value of its "
          "own (SET, ALTER ROLE, ALTER DATABASE) keeps that");
  }
}

void change_parameter(const MemberInput& input, const EffectiveSetting& setting, Steps& out) {
  const facts::Guc* guc = facts::find_guc(setting.name);
  const facts::GucSpan* span = guc == nullptr ? nullptr : guc->in(input.postgres);
  if (span != nullptr && span->context == GucContext::internal) {
    out.emplace_back("it cannot be set: the server reports it");
    return;
  }
  if (span == nullptr && !contains(setting.name, ".")) return change_successor(input, setting, out);
  if (is_chosen_by_patroni(setting)) return change_standby_names(input, out);
  move_strays(input, setting, out);
  const ControlledParameter* row = facts::find_controlled_parameter(setting.name);
  if (row != nullptr)
    change_controlled(input, setting, *row, out);
  else if (facts::is_recovery_parameter(setting.name))
    change_recovery(input, setting, out);
  else
    change_parameter_place(input, setting, out);
  apply_parameter(input, setting, out);
}

void apply_locally(const MemberInput& input, std::string_view reload, Steps& out) {
  if (reload == "bootstrap-only")
    out.emplace_back("it counts only while a cluster is created; a running one does not read it");
  else if (reload == "patroni-restart")
    out.push_back(cat("restart Patroni on ", member_of(input),
                      " (`patronictl pause` first keeps "
                      "PostgreSQL running)"));
  else if (reload == "postgres-restart")
    out.push_back(cat(reload_command(input), ", then ", restart_command(input)));
  else if (reload == "next-use")
    out.push_back(cat(reload_command(input), "; it counts when it is used the next time"));
  else if (reload == "next-postgres-start")
    out.push_back(cat(reload_command(input), "; it counts when PostgreSQL starts the next time"));
  else
    out.push_back(reload_command(input));
}

void change_patroni(const MemberInput& input, const EffectiveSetting& setting, Steps& out) {
  const PatroniSetting* row = facts::match_patroni_setting(setting.name);
  if (row == nullptr) {
    out.emplace_back("remove it: Patroni has no such setting");
    return;
  }
  if (row->scope == PatroniScope::dynamic) {
    out.push_back(cat("`patronictl edit-config ", scope_of(input), " -s ", setting.name,
                      "=VALUE`, for all members; it counts within one loop_wait"));
    for (const Mention& mention : setting.ignored)
      if (mention.rule == LossRule::not_read)
        out.push_back(cat("remove ", line_of(input, mention.at), ", which does nothing"));
    return;
  }
  const bool is_variable = setting.layer == ValueLayer::environment;
  if (is_variable)
    out.push_back(cat("edit the variable at ", line_of(input, setting.at),
                      ", then restart Patroni on ", member_of(input)));
  else
    out.push_back(cat("edit `", setting.name, "` in ",
                      setting.at && setting.layer == ValueLayer::local ? line_of(input, setting.at)
                                                                       : file_of(input)));
  if (!is_variable) apply_locally(input, row->reload, out);
}

}  // namespace

std::vector<std::string> steps_to_change(const MemberInput& input,
                                         const EffectiveConfiguration& configuration,
                                         const EffectiveSetting& setting) {
  Steps out;
  if (configuration.culprit)
    out.push_back(cat("repair `", configuration.culprit.key().text(),
                      "` in the dynamic configuration (`patronictl edit-config ", scope_of(input),
                      "`): before that Patroni takes nothing from it"));
  if (setting.is_parameter)
    change_parameter(input, setting, out);
  else
    change_patroni(input, setting, out);
  return out;
}

}  // namespace patrol
