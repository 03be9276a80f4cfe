// The facts compiler: etcd_settings.yaml. The head of that file says what every key means.
#include <algorithm>
#include <array>

#include "linter/facts/compile_output.h"
#include "linter/facts/compile_tables.h"

namespace patrol::facts {
namespace {

struct SettingRow {
  int line = 0;
  std::string flag, yaml, replacement, code;
};

std::string variable_of(const std::string& flag) {
  std::string out = "ETCD_";
  for (const char letter : flag) {
    const bool is_small = letter >= 'a' && letter <= 'z';
    if (letter == '-')
      out += '_';
    else
      out += is_small ? static_cast<char>(letter - 'a' + 'A') : letter;
  }
  return out;
}

void refuse_half(Row& row, std::string_view first, std::string_view second) {
  if (row.has(first) != row.has(second))
    row.refuse('`' + std::string(first) + "` and `" + std::string(second) + "` go together");
}

std::string text_of(Row& row, std::string_view key) {
  return literal(row.optional_text(key).value_or(""));
}

void set_yaml(Row& row, Initializer& out, SettingRow& setting) {
  setting.yaml = row.optional_text("yaml").value_or("");
  for (const std::string_view key : {"yaml_since", "yaml_removed_in", "yaml_list", "yaml_default"})
    if (setting.yaml.empty() && row.has(key))
      row.refuse('`' + std::string(key) + "` without `yaml`");
  out.set("yaml_path", literal(setting.yaml))
      .set("yaml_since", version_of(row, "yaml_since"))
      .set("yaml_removed_in", version_of(row, "yaml_removed_in"))
      .set("is_yaml_list", boolean(row.flag("yaml_list")));
}

void set_type(Row& row, Initializer& out, Lists& lists) {
  constexpr std::array types{"boolean",  "integer", "unsigned_integer",
                             "duration", "string",  "enumeration",
                             "url_list", "path",    "list"};
  const auto type = static_cast<std::size_t>(row.word(
      "type", {"bool", "int", "uint", "duration", "string", "enum", "url-list", "path", "list"}));
  const auto words = row.list("words");
  const auto removed = row.list("removed_words");
  const bool is_enum = std::string_view(types.at(type)) == "enumeration";
  if (is_enum == words.empty()) row.refuse("`words` go with type enum, and only with it");
  for (const std::string& word : removed)
    if (std::find(words.begin(), words.end(), word) == words.end())
      row.refuse("removed word \"" + word + "\" is not among the words");
  refuse_half(row, "removed_words", "words_removed_in");
  out.set("type", std::string("EtcdType::") + types.at(type))
      .set("words", lists.texts(words))
      .set("removed_words", lists.texts(removed))
      .set("words_removed_in", version_of(row, "words_removed_in"))
      .set("is_lenient", boolean(row.flag("lenient")))
      .set("unit", text_of(row, "unit"))
      .set("minimum", bound_of(row, "min"))
      .set("maximum", bound_of(row, "max"));
  const auto standard = row.optional_text("default");
  if (is_enum && standard && std::find(words.begin(), words.end(), *standard) == words.end())
    row.refuse("`default` is not among the words");
  if (types.at(type) == std::string_view("boolean") && standard && *standard != "true" &&
      *standard != "false")
    row.refuse("`default` of a bool is true or false");
}

void set_life(Row& row, Initializer& out, SettingRow& setting, Lists& lists) {
  refuse_half(row, "yaml_default", "yaml_default_till");
  if (row.has("old_default") && !row.has("default_since"))
    row.refuse("`old_default` without `default_since`");
  setting.replacement = row.optional_text("replacement").value_or("");
  out.set("default_value", text_of(row, "default"))
      .set("old_default", text_of(row, "old_default"))
      .set("default_since", version_of(row, "default_since"))
      .set("yaml_default", text_of(row, "yaml_default"))
      .set("yaml_default_till", version_of(row, "yaml_default_till"))
      .set("since", version_of(row, "since"))
      .set("late_in", versions_of(row, "late_in", lists))
      .set("deprecated_in", version_of(row, "deprecated_in"))
      .set("removed_in", version_of(row, "removed_in"))
      .set("replacement", literal(setting.replacement));
}

SettingRow read_setting(Row& row, Sources& sources, Lists& lists) {
  SettingRow setting;
  setting.line = row.line();
  setting.flag = row.text("flag");
  Initializer out;
  out.set("flag", literal(setting.flag)).set("variable", literal(variable_of(setting.flag)));
  set_yaml(row, out, setting);
  set_type(row, out, lists);
  set_life(row, out, setting, lists);
  out.set("is_bootstrap_only", boolean(row.flag("bootstrap_only")))
      .set("is_secret", boolean(row.flag("secret")))
      .set("note", text_of(row, "note"))
      .set("source", literal(sources.of(row)));
  setting.code = out.code();
  row.finish();
  return setting;
}

void check_settings(const std::vector<SettingRow>& settings, Problems& problems) {
  const auto is_flag = [&settings](const std::string& flag) {
    return std::any_of(settings.begin(), settings.end(),
                       [&flag](const SettingRow& setting) { return setting.flag == flag; });
  };
  for (std::size_t index = 0; index < settings.size(); ++index) {
    const SettingRow& setting = settings[index];
    if (index > 0 && setting.flag <= settings[index - 1].flag)
      problems.push_back({setting.line, '"' + setting.flag + "\" is out of order"});
    if (!setting.replacement.empty() && !is_flag(setting.replacement))
      problems.push_back({setting.line, '"' + setting.replacement + "\" is no flag"});
  }
}

using Keys = std::vector<std::pair<std::string, std::size_t>>;

std::string write_index(std::string_view name, Keys keys, const std::vector<SettingRow>& settings,
                        Problems& problems) {
  std::sort(keys.begin(), keys.end());
  std::vector<std::string> rows;
  for (std::size_t index = 0; index < keys.size(); ++index) {
    const auto& [key, target] = keys[index];
    if (index > 0 && keys[index - 1].first == key)
      problems.push_back({settings[target].line, "repeats " + key});
    rows.push_back("&settings[" + std::to_string(target) + ']');
  }
  return array("const EtcdSetting*", name, rows);
}

std::string write_settings(const std::vector<SettingRow>& settings, Problems& problems) {
  std::vector<std::string> rows;
  Keys variables;
  Keys paths;
  for (std::size_t index = 0; index < settings.size(); ++index) {
    rows.push_back(settings[index].code);
    variables.emplace_back(variable_of(settings[index].flag), index);
    if (!settings[index].yaml.empty()) paths.emplace_back(settings[index].yaml, index);
  }
  return array("EtcdSetting", "settings", rows) +
         write_index("by_variable", std::move(variables), settings, problems) +
         write_index("by_yaml", std::move(paths), settings, problems);
}

std::string write_leftovers(const YAML::Node& root, Sources& sources, Problems& problems) {
  std::vector<std::string> rows;
  std::string last;
  for (Row& row : rows_of(root, "leftovers", problems)) {
    const std::string flag = row.text("flag");
    if (flag <= last) row.refuse('"' + flag + "\" is out of order");
    last = flag;
    rows.push_back(literal(flag));
    (void)sources.of(row);
    row.finish();
  }
  return array("std::string_view", "leftovers", rows);
}

}  // namespace

std::string compile_etcd(const YAML::Node& root, Problems& problems) {
  check_sections(root, {"sources", "settings", "leftovers"}, problems);
  Sources sources(root, problems);
  Lists lists;
  std::vector<SettingRow> settings;
  for (Row& row : rows_of(root, "settings", problems))
    settings.push_back(read_setting(row, sources, lists));
  check_settings(settings, problems);
  const std::string tables =
      write_settings(settings, problems) + write_leftovers(root, sources, problems);
  sources.finish(problems);
  return source_file("linter/facts/etcd.h", lists.definitions() + tables,
                     {{"EtcdSetting", "etcd_settings", "settings"},
                      {"EtcdSetting* const", "etcd_settings_by_variable", "by_variable"},
                      {"EtcdSetting* const", "etcd_settings_by_yaml", "by_yaml"},
                      {"std::string_view", "etcd_leftover_flags", "leftovers"}});
}

}  // namespace patrol::facts
