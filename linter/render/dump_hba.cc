// Writes records and errors in file order.
#include "linter/render/dump_hba.h"

#include <string_view>
#include <vector>

#include "linter/base/secret.h"
#include "linter/base/text.h"
#include "linter/doc/hba_options.h"
#include "linter/render/json_writer.h"

namespace patrol {
namespace {

void write_text_or_null(JsonWriter& json, std::string_view name, std::string_view text,
                        bool is_null) {
  json.key(name);
  if (is_null) {
    json.null();
  } else {
    json.value(text);
  }
}

void write_words(JsonWriter& json, std::string_view name, const std::vector<HbaToken>& words) {
  json.key(name).begin_array();
  for (const HbaToken& word : words) json.value(word.text);
  json.end_array();
}

void write_options(JsonWriter& json, const std::vector<HbaOption>& options) {
  json.key("options").begin_array();
  for (const HbaOption& option : options) {
    const bool is_secret = is_secret_hba_option(option.name);
    json.value(cat(option.name, "=",
                   is_secret ? std::string_view(Secret::shown) : std::string_view(option.value)));
  }
  json.end_array();
}

void write_errors(JsonWriter& json, const std::vector<HbaError>& errors) {
  json.key("errors").begin_array();
  for (const HbaError& error : errors) {
    json.begin_object().member("line", error.line).member("message", error.message);
    write_text_or_null(json, "file", error.file, error.file.empty());
    json.end_object();
  }
  json.end_array();
}

void write_record(JsonWriter& json, const HbaRecord& record) {
  json.begin_object().member("line", record.line).member("type", to_string(record.type));
  write_words(json, "databases", record.databases);
  write_words(json, "users", record.users);
  write_text_or_null(json, "address", record.address_text, record.type == HbaType::local);
  write_text_or_null(json, "netmask", record.netmask_text, record.netmask_text.empty());
  json.member("method", record.method);
  write_options(json, record.options);
  write_text_or_null(json, "file", record.file, record.file.empty());
  json.end_object();
}

}  // namespace

std::string dump_hba(const HbaFile& file) {
  JsonWriter json(JsonWriter::Layout::indented);
  json.begin_object().key("records").begin_array();
  for (const HbaRecord& record : file.records) write_record(json, record);
  json.end_array();
  write_errors(json, file.errors);
  return json.end_object().take() + "\n";
}

std::string dump_ident(const IdentFile& file) {
  JsonWriter json(JsonWriter::Layout::indented);
  json.begin_object().key("records").begin_array();
  for (const IdentRecord& record : file.records) {
    json.begin_object().member("line", record.line).member("map", record.map.text);
    json.member("system_user", record.system_user.text);
    json.member("database_user", record.database_user.text);
    write_text_or_null(json, "file", record.file, record.file.empty());
    json.end_object();
  }
  json.end_array();
  write_errors(json, file.errors);
  return json.end_object().take() + "\n";
}

}  // namespace patrol
