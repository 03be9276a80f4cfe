// Writes the settings of a file and the defaults behind them.
#include "linter/render/dump_conf.h"

#include <unordered_set>

#include "linter/base/secret.h"
#include "linter/base/text.h"
#include "linter/model/conf_verdict.h"
#include "linter/render/json_writer.h"

namespace patrol {
namespace {

void write_file(JsonWriter& json, std::string_view file) {
  json.key("file");
  if (file.empty())
    json.null();
  else
    json.value(file);
}

// A connection string may hold a password.
std::string shown_value(const ConfVerdict& verdict) {
  const auto& value = verdict.verdict ? verdict.verdict->canonical : verdict.setting->value;
  return contains(lower(value), "password=") ? Secret::shown : value;
}

void write_setting(JsonWriter& json, const ConfVerdict& verdict) {
  const ConfSetting& setting = *verdict.setting;
  json.begin_object().member("name", verdict.name);
  json.member("value", shown_value(verdict));
  json.member("line", setting.line);
  write_file(json, setting.file);
  json.key("error");
  if (verdict.verdict)
    json.null();
  else
    json.value(cat("`", verdict.name, "` ", verdict.verdict.error().message));
  json.member("overridden", verdict.is_overridden).end_object();
}

void write_default(JsonWriter& json, const facts::Guc& guc, const facts::GucSpan& span) {
  json.begin_object().member("name", guc.name).key("value");
  if (span.is_boot_null)
    json.null();
  else
    json.value(span.boot);
  json.key("line").null().key("file").null().key("error").null();
  json.member("overridden", false).end_object();
}

void write_error(JsonWriter& json, int line, std::string_view file, std::string_view message) {
  json.begin_object().member("line", line);
  write_file(json, file);
  json.member("message", message).end_object();
}

}  // namespace

std::string dump_conf(const ConfFile& conf, int postgres_major) {
  const auto verdicts = judge_conf(conf, postgres_major);
  std::unordered_set<std::string_view> seen;
  JsonWriter json;
  json.begin_object().key("settings").begin_array();
  for (const ConfVerdict& verdict : verdicts) {
    write_setting(json, verdict);
    seen.insert(verdict.name);
  }
  for (const facts::Guc& guc : facts::gucs()) {
    const facts::GucSpan* span = guc.in(postgres_major);
    const bool is_standing = span != nullptr && guc.module.empty() && !seen.contains(guc.name);
    if (is_standing) write_default(json, guc, *span);
  }
  json.end_array().key("errors").begin_array();
  for (const ConfError& error : conf.errors)
    write_error(json, error.line, error.file, error.message);
  for (const ConfVerdict& verdict : verdicts)
    if (!verdict.is_known)
      write_error(json, verdict.setting->line, verdict.setting->file,
                  cat("unknown parameter `", printable(verdict.name), "`"));
  json.end_array().end_object();
  return json.take();
}

}  // namespace patrol
