// Joins the lines of a file with the facts: names first, then values.
#include "linter/model/conf_verdict.h"

#include <unordered_map>

#include "linter/base/quantity.h"
#include "linter/base/text.h"
#include "linter/diag/report.h"

namespace patrol {
namespace {

using facts::HiddenGucKind;

ParameterVerdict as_written(const ConfSetting& setting) {
  return ParameterValue{setting.value, std::nullopt};
}
tl::unexpected<ParameterError> wrong(ParameterFault fault, std::string message) {
  return tl::unexpected(ParameterError{fault, std::move(message), {}, {}});
}

// `value` alone is accepted, in any spelling of it.
ParameterVerdict judge_one_value(const ConfSetting& setting, std::string_view value) {
  const auto truth = parse_boolean(setting.value);
  const bool is_same_truth = truth && truth == parse_boolean(value);
  const auto number = parse_integer(setting.value, "kB", facts::newest_postgres);
  const bool is_same_number = number && to_integer(value) == *number;
  if (is_same_truth || is_same_number) return ParameterValue{std::string(value), std::nullopt};
  return wrong(ParameterFault::refused,
               cat("is `", shown(setting.value), "`; `", value, "` is all it takes"));
}

ParameterVerdict judge_any_value(const ConfSetting& setting) {
  const auto number = parse_real(setting.value, "", facts::newest_postgres);
  if (!number) return wrong(ParameterFault::not_number, "is not a number");
  if (*number < -1 || *number > 1) return wrong(ParameterFault::out_of_range, "is not within 1");
  return as_written(setting);
}

void judge_hidden(ConfVerdict& out, const facts::HiddenGuc& hidden, int major) {
  switch (hidden.kind) {
    case HiddenGucKind::spelling:
      out.guc = facts::find_guc(hidden.of);
      out.name = hidden.of;
      out.verdict = judge_parameter(*out.guc, major, out.setting->value);
      return;
    case HiddenGucKind::one_value:
      out.verdict = judge_one_value(*out.setting, hidden.of);
      return;
    case HiddenGucKind::any_value:
      out.verdict = judge_any_value(*out.setting);
      return;
    case HiddenGucKind::refused:
      out.verdict = wrong(ParameterFault::read_only, "cannot be set in a file");
      return;
  }
}

ConfVerdict judge(const ConfSetting& setting, int major) {
  ConfVerdict out{.setting = &setting, .name = setting.name, .verdict = as_written(setting)};
  out.is_known = true;
  const facts::Guc* const guc = facts::find_guc(setting.name);
  if (const facts::HiddenGuc* hidden = facts::find_hidden_guc(setting.name, major)) {
    judge_hidden(out, *hidden, major);
  } else if (guc != nullptr && guc->in(major) != nullptr) {
    out.guc = guc;
    out.name = guc->name;
    if (guc->module.empty()) out.verdict = judge_parameter(*guc, major, setting.value);
  } else if (!contains(setting.name, ".")) {
    out.is_known = false;
    out.verdict = wrong(ParameterFault::absent, cat("is no parameter of PostgreSQL ", major));
  }
  return out;
}

}  // namespace

std::vector<ConfVerdict> judge_conf(const ConfFile& conf, int postgres_major) {
  std::vector<ConfVerdict> out;
  out.reserve(conf.settings.size());
  std::unordered_map<std::string, std::size_t> last;
  for (const ConfSetting& setting : conf.settings) {
    out.push_back(judge(setting, postgres_major));
    const auto [known, is_new] = last.try_emplace(lower(out.back().name), out.size() - 1);
    if (is_new) continue;
    out[known->second].is_overridden = true;
    known->second = out.size() - 1;
  }
  return out;
}

}  // namespace patrol
