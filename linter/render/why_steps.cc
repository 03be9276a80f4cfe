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
    out.push_back(
        cat("restart: to raise it the standbys first and then the primary; to lower it "
            "the primary first, then the standbys when they have caught up (",
            restart_command(input), ")"));
    return;
  }
  switch (span->context) {
    case GucContext::postmaster:
      out.push_back(cat("restart each member for it, standbys first to be safe (",
                        restart_command(input), ")"));
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
  const ControlledParameter* row = facts::find_controlled_parameter(setting.name);
  if (row != nullptr) {
    change_controlled(input, setting, *row, out);
  } else if (facts::is_recovery_parameter(setting.name)) {
    change_recovery(input, setting, out);
  } else if (span != nullptr || setting.name.find('.') != std::string::npos) {
    change_parameter_place(input, setting, out);
  } else {
    out.push_back(cat("PostgreSQL ", input.postgres, " has no such parameter: remove it"));
    return;
  }
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
                                         const EffectiveSetting& setting) {
  Steps out;
  if (setting.is_parameter)
    change_parameter(input, setting, out);
  else
    change_patroni(input, setting, out);
  return out;
}

}  // namespace patrol
