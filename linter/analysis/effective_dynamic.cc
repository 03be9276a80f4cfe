// Whether Patroni takes a dynamic configuration at all, and what it makes of the values that it
// converts by itself.
#include <algorithm>
#include <cmath>

#include "linter/analysis/effective_parts.h"
#include "linter/base/text.h"
#include "linter/model/patroni_number.h"
#include "linter/model/python.h"

namespace patrol {
namespace {

using facts::ControlledValue;
using facts::PatroniHabit;
using Kind = ControlledVerdict::Kind;

ControlledVerdict refused(std::string reason) {
  return {Kind::refused, {}, std::move(reason)};
}
ControlledVerdict refuses_all(std::string reason) {
  return {Kind::refuses_all, {}, std::move(reason)};
}

// Before 3.0.3 an unreadable value ended in an exception, later it only fails the check.
ControlledVerdict unreadable(Version patroni, std::string reason) {
  return facts::has_habit(patroni, PatroniHabit::bad_value_refuses_all)
             ? refuses_all(std::move(reason))
             : refused(std::move(reason));
}

std::string shown_value(const Value& value) {
  if (value.is_string() && value.text().empty()) return "an empty text";
  return value.is_null() ? "null" : cat('`', value.python_str().substr(0, 40), '`');
}

std::optional<double> number_of(const Value& value, const facts::ControlledParameter& row,
                                Version patroni) {
  if (!value.is_scalar()) return std::nullopt;
  if (row.spans.front().accepts == ControlledValue::size)
    return patroni_integer(value.python_str(), "MB");
  if (facts::has_habit(patroni, PatroniHabit::takes_int_of_controlled)) {
    const auto whole = python_int(value);
    return whole ? std::optional<double>(static_cast<double>(*whole)) : std::nullopt;
  }
  if (facts::has_habit(patroni, PatroniHabit::refuses_quoted_numbers) && value.is_string())
    return std::nullopt;
  return patroni_integer(value.python_str(), "");
}

std::string whole_text(double number) {
  return cat(static_cast<long long>(number));
}

ControlledVerdict judge_number(const facts::ControlledParameter& row, const Value& value,
                               Version patroni) {
  const bool is_size = row.spans.front().accepts == ControlledValue::size;
  const auto number = number_of(value, row, patroni);
  if (!number)
    return unreadable(patroni, cat(shown_value(value), " is no ", is_size ? "size" : "whole number",
                                   " to Patroni"));
  const auto minimum = static_cast<double>(row.minimum.value_or(0));
  if (row.minimum && *number < minimum)
    return refused(cat(shown_value(value), " is below the least value ", whole_text(minimum),
                       is_size ? "MB" : "", " that Patroni accepts"));
  if (facts::has_habit(patroni, PatroniHabit::converts_with_int) && !python_int(value))
    return refuses_all(cat(shown_value(value), " is more than int() can read"));
  std::string text = value.python_str();
  if (facts::has_habit(patroni, PatroniHabit::converts_to_integer))
    if (const auto plain = patroni_integer(text, "")) text = whole_text(*plain);
  return {Kind::accepted, std::move(text), {}};
}

ControlledVerdict judge_wal_level(const Value& value, Version patroni) {
  if (!value.is_string()) return unreadable(patroni, cat(shown_value(value), " is no text"));
  const std::string word = lower(value.text());
  if (word == "hot_standby" || word == "replica" || word == "logical")
    return {Kind::accepted, std::string(value.text()), {}};
  return refused(cat(shown_value(value), " is less than the replica level that standbys need"));
}

// Root settings whose conversion can fail.
std::optional<DynamicView> bad_root_value(const Value& root, Version patroni) {
  for (const facts::DynamicSetting& setting : facts::dynamic_settings()) {
    const Value value = root[setting.name];
    const auto* row = facts::find_patroni_setting(setting.name);
    const bool is_known = row == nullptr || row->is_known_in(patroni);
    if (!value || value.is_opaque() || !is_known || !setting.refuses_all_in(patroni)) continue;
    if (python_int(value)) continue;
    DynamicView out;
    out.culprit = value;
    out.reason = cat("`", setting.name, "` is ", shown_value(value), ", no whole number");
    return out;
  }
  return std::nullopt;
}

bool is_lost_mapping(const Value& value) {
  return value && !value.is_mapping() && !value.is_opaque() && python_truth(value).value_or(false);
}

std::optional<DynamicView> bad_section(const Value& root) {
  for (const std::string_view path : {"postgresql", "standby_cluster", "postgresql.parameters"}) {
    const Value value = root.at(path);
    if (!is_lost_mapping(value)) continue;
    DynamicView out;
    out.culprit = value;
    out.reason = cat("`", path, "` holds no mapping of names and values");
    return out;
  }
  return std::nullopt;
}

std::optional<DynamicView> bad_parameter(const Value& root, Version patroni) {
  for (const auto& member : root.at("postgresql.parameters").members()) {
    const auto* row = facts::find_controlled_parameter(member.key.text());
    if (row == nullptr || row->is_computed || member.value.is_opaque()) continue;
    const ControlledVerdict verdict = judge_controlled(*row, member.value, patroni);
    if (verdict.kind != Kind::refuses_all) continue;
    DynamicView out;
    out.culprit = member.value;
    out.reason = cat("`", row->name, "`: ", verdict.reason);
    return out;
  }
  return std::nullopt;
}

std::optional<DynamicView> refusal_of(const Value& root, Version patroni) {
  if (auto bad = bad_root_value(root, patroni)) return bad;
  if (auto bad = bad_section(root)) return bad;
  return bad_parameter(root, patroni);
}

long long timing_value(const Value& dynamic, std::string_view name, Version patroni,
                       std::vector<std::string>& remarks) {
  const auto* setting = facts::find_dynamic_setting(name);
  const auto* row = facts::find_patroni_setting(name);
  const long long standard = to_integer(row->default_in(patroni)).value_or(0);
  const long long value = python_int(dynamic[name]).value_or(standard);
  if (!setting->minimum || patroni < setting->minimum_since || value >= *setting->minimum)
    return value;
  remarks.push_back(cat(name, " ", value, " is raised to the least value ", *setting->minimum));
  return *setting->minimum;
}

// loop_wait + 2 * retry_timeout must fit ttl; loop_wait gives way first.
void fit(Timing& timing) {
  const long long sum = timing.loop_wait + 2 * timing.retry_timeout;
  if (sum <= timing.ttl) return;
  std::string text = cat("loop_wait ", timing.loop_wait, " + 2 * retry_timeout ",
                         timing.retry_timeout, " is more than ttl ", timing.ttl, ": ");
  if (1 + 2 * timing.retry_timeout > timing.ttl) {
    timing.loop_wait = 1;
    timing.retry_timeout = (timing.ttl - 1) / 2;
    text += cat("Patroni runs with loop_wait 1 and retry_timeout ", timing.retry_timeout);
  } else {
    timing.loop_wait = timing.ttl - 2 * timing.retry_timeout;
    text += cat("Patroni runs with loop_wait ", timing.loop_wait);
  }
  timing.remarks.push_back(std::move(text));
}

}  // namespace

ControlledVerdict judge_controlled(const facts::ControlledParameter& row, const Value& value,
                                   Version patroni) {
  switch (row.accepts_in(patroni)) {
    case ControlledValue::nothing:
      return refused(cat("this release of Patroni always uses ", row.default_value));
    case ControlledValue::integer:
    case ControlledValue::size:
      return judge_number(row, value, patroni);
    case ControlledValue::wal_level:
      return judge_wal_level(value, patroni);
    case ControlledValue::true_word:
      if (patroni_bool(value).value_or(false)) return {Kind::accepted, value.python_str(), {}};
      return refused(cat(shown_value(value), " is no word for on, and nothing else is accepted"));
    case ControlledValue::bool_word:
      if (patroni_bool(value)) return {Kind::accepted, value.python_str(), {}};
      return refused(cat(shown_value(value), " is none of on, off, true, false, yes, no, 1 and 0"));
  }
  return {};
}

Timing effective_timing(const Value& dynamic, Version patroni) {
  Timing timing;
  timing.loop_wait = timing_value(dynamic, "loop_wait", patroni, timing.remarks);
  timing.retry_timeout = timing_value(dynamic, "retry_timeout", patroni, timing.remarks);
  timing.ttl = timing_value(dynamic, "ttl", patroni, timing.remarks);
  if (facts::has_habit(patroni, PatroniHabit::clamps_timing)) fit(timing);
  return timing;
}

bool is_standby_cluster(const Value& dynamic) {
  const Value section = dynamic["standby_cluster"];
  if (!section.is_mapping()) return false;
  const auto has = [&](std::string_view key) { return python_truth(section[key]).value_or(false); };
  return has("host") || has("port") || has("restore_command");
}

bool is_synchronous(const DynamicView& dynamic, Version patroni) {
  const bool is_direct = facts::has_habit(patroni, PatroniHabit::reads_dynamic_directly);
  const Value mode = (is_direct ? dynamic.written : dynamic.root)["synchronous_mode"];
  // Older releases asked for truth where they put the parameters together.
  if (!is_direct) return python_truth(mode).value_or(false);
  if (patroni_bool(mode).value_or(false)) return true;
  return facts::has_habit(patroni, PatroniHabit::quorum_word) && mode.is_string() &&
         equal_ignoring_case(mode.text(), "quorum");
}

DynamicView view_dynamic(const MemberInput& member) {
  DynamicView out;
  out.written = member.dynamic_root();
  out.root = out.written;
  auto bad = refusal_of(out.written, member.patroni);
  if (!bad) return out;
  bad->written = out.written;
  bad->fate = DynamicFate::refused;
  if (!member.has_dynamic) {
    bad->written = {};  // the DCS gets an empty configuration
    return *bad;
  }
  bad->fate = DynamicFate::kept;
  const Value bootstrap = member.root().at("bootstrap.dcs");
  if (bootstrap.is_mapping() && !refusal_of(bootstrap, member.patroni)) bad->root = bootstrap;
  return *bad;
}

}  // namespace patrol
