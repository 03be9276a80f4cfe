// Writes the tables of facts as JSON.
#include "linter/render/dump_facts.h"

#include <array>

#include "linter/facts/facts.h"
#include "linter/render/json_writer.h"

namespace patrol {
namespace {

using facts::ControlledParameter;
using facts::EtcdSetting;
using facts::Guc;
using facts::GucSpan;
using facts::PatroniSetting;

template <typename Enum, std::size_t Count>
std::string_view name_of(Enum value, const std::array<std::string_view, Count>& names) {
  return names.at(static_cast<std::size_t>(value));
}

constexpr std::array<std::string_view, 5> guc_types{"bool", "integer", "real", "string", "enum"};
constexpr std::array<std::string_view, 7> guc_contexts{
    "internal", "postmaster", "sighup", "superuser-backend", "backend", "superuser", "user"};
constexpr std::array<std::string_view, 4> hidden_kinds{"spelling", "one_value", "any_value",
                                                       "refused"};
constexpr std::array<std::string_view, 13> patroni_types{
    "bool",     "int",           "number", "string", "enum",    "list",    "map",
    "hostport", "hostport-list", "path",   "url",    "command", "duration"};
constexpr std::array<std::string_view, 4> patroni_scopes{"local", "dynamic", "both", "bootstrap"};
constexpr std::array<std::string_view, 4> variable_kinds{"old_name", "ignored", "whole_file",
                                                         "program"};
constexpr std::array<std::string_view, 6> controlled_values{"nothing",   "integer",   "size",
                                                            "wal_level", "true_word", "bool_word"};
constexpr std::array<std::string_view, 9> etcd_types{
    "bool", "int", "uint", "duration", "string", "enum", "url-list", "path", "list"};

std::string text_of(Version version) {
  return cat(version.major, '.', version.minor, '.', version.patch);
}

/// Writes members, and leaves out those that say nothing.
class Members {
 public:
  explicit Members(JsonWriter& out) : out_(&out) { out_->begin_object(); }
  Members(const Members&) = delete;
  Members& operator=(const Members&) = delete;
  Members(Members&&) = delete;
  Members& operator=(Members&&) = delete;
  ~Members() { out_->end_object(); }

  Members& text(std::string_view key, std::string_view value) {
    if (!value.empty()) out_->member(key, value);
    return *this;
  }
  Members& flag(std::string_view key, bool value) {
    if (value) out_->member(key, true);
    return *this;
  }
  Members& number(std::string_view key, int value) {
    if (value != 0) out_->member(key, value);
    return *this;
  }
  Members& number(std::string_view key, std::optional<double> value) {
    if (value) out_->member(key, *value);
    return *this;
  }
  Members& version(std::string_view key, Version value) {
    if (value != Version{}) out_->member(key, text_of(value));
    return *this;
  }
  Members& texts(std::string_view key, std::span<const std::string_view> values) {
    return list(key, values, [](std::string_view value) { return value; });
  }
  Members& versions(std::string_view key, std::span<const Version> values) {
    return list(key, values, text_of);
  }
  template <typename Item, typename Name>
  Members& list(std::string_view key, std::span<const Item> values, const Name& name) {
    if (values.empty()) return *this;
    out_->key(key).begin_array();
    for (const Item& value : values) out_->value(name(value));
    out_->end_array();
    return *this;
  }

 private:
  JsonWriter* out_;
};

/// "key": [ one object per row ].
template <typename Row>
void write_rows(JsonWriter& out, std::string_view key, std::span<const Row> rows,
                void (*write)(JsonWriter&, const Row&)) {
  out.key(key).begin_array();
  for (const Row& row : rows) write(out, row);
  out.end_array();
}

void write_span(JsonWriter& out, const GucSpan& span) {
  Members members(out);
  members.number("from", span.from)
      .number("till", span.till)
      .text("type", name_of(span.type, guc_types))
      .text("unit", span.unit)
      .text("min", span.minimum)
      .text("max", span.maximum)
      .texts("words", span.words)
      .texts("build_words", span.build_words)
      .texts("hidden_words", span.hidden_words);
  if (!span.is_boot_null) out.member("boot", span.boot);
  members.text("debian_boot", span.debian_boot)
      .text("context", name_of(span.context, guc_contexts))
      .flag("not_in_sample", span.is_not_in_sample)
      .number("first_minor", span.first_minor)
      .text("build_only", span.build_only)
      .text("source", span.source);
}

void write_guc(JsonWriter& out, const Guc& guc) {
  Members members(out);
  members.text("name", guc.name)
      .text("category", guc.category)
      .text("module", guc.module)
      .number("list_from", guc.list_from)
      .flag("list_quoted", guc.is_list_quoted);
  if (guc.undescribed_from != 0)
    out.key("undescribed")
        .begin_array()
        .value(guc.undescribed_from)
        .value(guc.undescribed_till)
        .end_array();
  write_rows(out, "spans", guc.spans, write_span);
}

void write_hidden(JsonWriter& out, const facts::HiddenGuc& hidden) {
  Members(out)
      .text("name", hidden.name)
      .number("from", hidden.from)
      .number("till", hidden.till)
      .text("kind", name_of(hidden.kind, hidden_kinds))
      .text("of", hidden.of)
      .text("source", hidden.source);
}

void write_successor(JsonWriter& out, const facts::GucSuccessor& successor) {
  Members(out)
      .text("name", successor.name)
      .number("removed_in", successor.removed_in)
      .text("replacement", successor.replacement)
      .text("advice", successor.advice)
      .text("source", successor.source);
}

void write_setting_life(Members& members, const PatroniSetting& setting) {
  members.text("variable", setting.environment_variable)
      .version("variable_since", setting.variable_since)
      .version("since", setting.since)
      .flag("unreleased", setting.is_unreleased)
      .versions("backported_to", setting.backported_to)
      .version("deprecated_in", setting.deprecated_in)
      .version("removed_in", setting.removed_in)
      .text("replacement", setting.replacement)
      .flag("secret", setting.is_secret)
      .text("required", setting.required)
      .texts("one_of", setting.one_of)
      .texts("needs", setting.needs)
      .number("postgres_from", setting.postgres_from)
      .text("reload", setting.reload)
      .flag("undocumented", setting.is_undocumented)
      .text("note", setting.note)
      .text("source", setting.source);
}

void write_setting(JsonWriter& out, const PatroniSetting& setting) {
  Members members(out);
  members.text("path", setting.path)
      .list("types", setting.types, [](auto type) { return name_of(type, patroni_types); })
      .texts("words", setting.words)
      .texts("later_words", setting.later_words)
      .version("later_words_since", setting.later_words_since)
      .texts("hidden_words", setting.hidden_words)
      .flag("any_case", setting.is_any_case)
      .texts("units", setting.units)
      .number("min", setting.minimum)
      .number("max", setting.maximum)
      .text("enforced", setting.enforcement)
      .version("enforced_since", setting.enforced_since)
      .text("default", setting.default_value)
      .text("default_from", setting.default_from)
      .text("old_default", setting.old_default)
      .version("default_since", setting.default_since)
      .text("scope", name_of(setting.scope, patroni_scopes));
  write_setting_life(members, setting);
}

void write_variable(JsonWriter& out, const facts::PatroniVariable& variable) {
  Members(out)
      .text("name", variable.name)
      .text("kind", name_of(variable.kind, variable_kinds))
      .text("path", variable.path)
      .version("since", variable.since)
      .versions("backported_to", variable.backported_to)
      .text("note", variable.note)
      .text("source", variable.source);
}

void write_accepted(JsonWriter& out, const facts::ControlledSpan& span) {
  Members(out)
      .version("since", span.since)
      .text("accepts", name_of(span.accepts, controlled_values));
}

void write_controlled(JsonWriter& out, const ControlledParameter& parameter) {
  Members members(out);
  members.text("name", parameter.name).text("default", parameter.default_value);
  if (parameter.minimum) out.member("min", *parameter.minimum);
  members.number("postgres_from", parameter.postgres_from)
      .number("postgres_till", parameter.postgres_till)
      .flag("computed", parameter.is_computed)
      .text("computed_from", parameter.computed_from)
      .flag("not_on_command_line", !parameter.is_on_command_line)
      .flag("raised", parameter.is_raised_from_controldata)
      .number("raised_from_postgres", parameter.raised_from_postgres)
      .text("source", parameter.source);
  write_rows(out, "spans", parameter.spans, write_accepted);
}

constexpr std::array<std::string_view, 3> judges{"table", "described", "either"};
constexpr std::array<std::string_view, 3> difference_kinds{"missing", "extra", "differs"};

void write_judge(JsonWriter& out, const facts::ParameterJudgeSpan& span) {
  Members(out)
      .version("from", span.from)
      .text("by", name_of(span.by, judges))
      .text("source", span.source);
}

void write_difference(JsonWriter& out, const facts::TableDifference& difference) {
  Members(out)
      .text("name", difference.name)
      .version("from", difference.from)
      .version("before", difference.before)
      .number("postgres_from", difference.postgres_from)
      .number("postgres_till", difference.postgres_till)
      .text("kind", name_of(difference.kind, difference_kinds))
      .text("type", difference.type ? name_of(*difference.type, guc_types) : "")
      .number("min", difference.minimum)
      .number("max", difference.maximum)
      .texts("lacks_words", difference.lacks_words)
      .text("source", difference.source);
}

void write_etcd(JsonWriter& out, const EtcdSetting& setting) {
  Members members(out);
  members.text("flag", setting.flag)
      .text("variable", setting.variable)
      .text("yaml", setting.yaml_path)
      .version("yaml_since", setting.yaml_since)
      .version("yaml_removed_in", setting.yaml_removed_in)
      .flag("yaml_list", setting.is_yaml_list)
      .text("type", name_of(setting.type, etcd_types))
      .texts("words", setting.words)
      .texts("removed_words", setting.removed_words)
      .version("words_removed_in", setting.words_removed_in)
      .flag("lenient", setting.is_lenient)
      .text("unit", setting.unit)
      .number("min", setting.minimum)
      .number("max", setting.maximum)
      .text("default", setting.default_value)
      .text("old_default", setting.old_default)
      .version("default_since", setting.default_since)
      .text("yaml_default", setting.yaml_default)
      .version("yaml_default_till", setting.yaml_default_till)
      .version("since", setting.since)
      .versions("late_in", setting.late_in)
      .version("deprecated_in", setting.deprecated_in)
      .version("removed_in", setting.removed_in)
      .text("replacement", setting.replacement)
      .flag("bootstrap_only", setting.is_bootstrap_only)
      .flag("secret", setting.is_secret)
      .text("note", setting.note)
      .text("source", setting.source);
}

void write_texts(JsonWriter& out, std::string_view key, std::span<const std::string_view> texts) {
  out.key(key).begin_array();
  for (const std::string_view text : texts) out.value(text);
  out.end_array();
}

void write_table(JsonWriter& out, FactTable table) {
  switch (table) {
    case FactTable::postgres:
      write_rows(out, "parameters", facts::gucs(), write_guc);
      write_rows(out, "hidden", facts::hidden_gucs(), write_hidden);
      write_rows(out, "successors", facts::guc_successors(), write_successor);
      return;
    case FactTable::patroni:
      write_rows(out, "settings", facts::patroni_settings(), write_setting);
      write_rows(out, "variables", facts::special_patroni_variables(), write_variable);
      write_rows(out, "controlled", facts::controlled_parameters(), write_controlled);
      write_texts(out, "recovery", facts::recovery_parameters());
      write_rows(out, "judges", facts::parameter_judges(), write_judge);
      write_rows(out, "differences", facts::table_differences(), write_difference);
      return;
    case FactTable::etcd:
      write_rows(out, "settings", facts::etcd_settings(), write_etcd);
      write_texts(out, "leftovers", facts::etcd_leftover_flags());
      return;
  }
}

}  // namespace

std::optional<FactTable> find_fact_table(std::string_view name) {
  if (name == "postgres") return FactTable::postgres;
  if (name == "patroni") return FactTable::patroni;
  if (name == "etcd") return FactTable::etcd;
  return std::nullopt;
}

std::string dump_facts(FactTable table) {
  JsonWriter out(JsonWriter::Layout::indented);
  out.begin_object();
  write_table(out, table);
  out.end_object();
  return out.take() + '\n';
}

}  // namespace patrol
