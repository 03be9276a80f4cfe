// The facts compiler: patroni_settings.yaml. The head of that file says what every key means.
#include <algorithm>
#include <array>

#include "linter/facts/compile_output.h"
#include "linter/facts/compile_tables.h"

namespace patrol::facts {
namespace {

using Words = std::vector<std::string_view>;

struct SettingRow {
  int line = 0;
  std::string path, variable, code;
  std::vector<std::string> references;  // other paths that it names
};

struct Read {
  Row* row;
  Sources* sources;
  Lists* lists;
};

std::string last_key(const std::string& path) {
  return path.substr(path.rfind('.') + 1);
}

/// A word out of a closed set, as text; absent is "".
std::string optional_word(Row& row, std::string_view key, const Words& words) {
  if (!row.has(key)) return "{}";
  return literal(words.at(static_cast<std::size_t>(row.word(key, words))));
}

std::string types(const Read& read, bool& is_enum) {
  constexpr std::array<std::array<std::string_view, 2>, 13> names{
      {{"bool", "boolean"},
       {"int", "integer"},
       {"number", "number"},
       {"string", "string"},
       {"enum", "enumeration"},
       {"list", "list"},
       {"map", "mapping"},
       {"hostport", "host_port"},
       {"hostport-list", "host_port_list"},
       {"path", "path"},
       {"url", "url"},
       {"command", "command"},
       {"duration", "duration"}}};
  std::vector<std::string> items;
  for (const std::string& text : read.row->list("types")) {
    const auto* const found = std::find_if(names.begin(), names.end(),
                                           [&text](const auto& name) { return name[0] == text; });
    if (found == names.end())
      read.row->refuse("`types` is unknown: \"" + text + '"');
    else
      items.push_back("PatroniType::" + std::string((*found)[1]));
    is_enum = is_enum || text == "enum";
  }
  if (items.empty()) read.row->refuse("`types` is missing");
  return read.lists->name_of("PatroniType", items);
}

void set_words(const Read& read, Initializer& out) {
  bool is_enum = false;
  out.set("types", types(read, is_enum));
  const auto words = read.row->list("words");
  const auto later = read.row->list("later_words");
  if (is_enum == words.empty()) read.row->refuse("`words` go with type enum, and only with it");
  for (const std::string& word : later)
    if (std::find(words.begin(), words.end(), word) == words.end())
      read.row->refuse("later word \"" + word + "\" is not among the words");
  if (later.empty() == read.row->has("later_words_since"))
    read.row->refuse("`later_words` and `later_words_since` go together");
  out.set("words", read.lists->texts(words));
  out.set("later_words", read.lists->texts(later));
  out.set("later_words_since", version_of(*read.row, "later_words_since"));
  out.set("hidden_words", read.lists->texts(read.row->list("hidden_words")));
  out.set("is_any_case", boolean(read.row->flag("any_case")));
}

void set_bounds(const Read& read, Initializer& out) {
  Row& row = *read.row;
  out.set("units", read.lists->texts(row.list("units")));
  out.set("minimum", bound_of(row, "min"));
  out.set("maximum", bound_of(row, "max"));
  out.set("enforcement", optional_word(row, "enforced", {"validator", "clamp", "refuse", "skip"}));
  out.set("enforced_since", version_of(row, "enforced_since"));
  if (row.has("enforced_since") && !row.has("enforced"))
    row.refuse("`enforced_since` without `enforced`");
}

void set_defaults(Row& row, Initializer& out, SettingRow& setting) {
  const auto from = row.optional_text("default_from").value_or("");
  if (!from.empty()) setting.references.push_back(from);
  if (!from.empty() && row.has("default")) row.refuse("`default` beside `default_from`");
  if (row.has("old_default") != row.has("default_since"))
    row.refuse("`old_default` and `default_since` go together");
  out.set("default_value", literal(row.optional_text("default").value_or("")));
  out.set("default_from", literal(from));
  out.set("old_default", literal(row.optional_text("old_default").value_or("")));
  out.set("default_since", version_of(row, "default_since"));
}

void set_life(const Read& read, Initializer& out, SettingRow& setting) {
  Row& row = *read.row;
  if (row.has("since") && row.has("unreleased")) row.refuse("`since` beside `unreleased`");
  out.set("since", version_of(row, "since"));
  out.set("is_unreleased", boolean(row.flag("unreleased")));
  out.set("backported_to", versions_of(row, "backported_to", *read.lists));
  out.set("deprecated_in", version_of(row, "deprecated_in"));
  out.set("removed_in", version_of(row, "removed_in"));
  const auto replacement = row.optional_text("replacement").value_or("");
  if (!replacement.empty()) setting.references.push_back(replacement);
  out.set("replacement", literal(replacement));
}

void set_relations(const Read& read, Initializer& out, SettingRow& setting) {
  Row& row = *read.row;
  const auto one_of = row.list("one_of");
  const auto needs = row.list("needs");
  setting.references.insert(setting.references.end(), one_of.begin(), one_of.end());
  setting.references.insert(setting.references.end(), needs.begin(), needs.end());
  if (!one_of.empty() && std::find(one_of.begin(), one_of.end(), setting.path) == one_of.end())
    row.refuse("`one_of` does not name the row itself");
  out.set("required", optional_word(row, "required", {"always", "validator", "with-section"}));
  out.set("one_of", read.lists->texts(one_of));
  out.set("needs", read.lists->texts(needs));
  out.set("postgres_from", std::to_string(row.optional_number("postgres_from").value_or(0)));
}

SettingRow read_setting(const Read& read) {
  Row& row = *read.row;
  SettingRow setting;
  setting.line = row.line();
  setting.path = row.text("path");
  setting.variable = row.optional_text("variable").value_or("");
  Initializer out;
  out.set("path", literal(setting.path));
  set_words(read, out);
  set_bounds(read, out);
  set_defaults(row, out, setting);
  constexpr std::array scopes{"local", "dynamic", "both", "bootstrap_only"};
  out.set("scope", std::string("PatroniScope::") +
                       scopes.at(static_cast<std::size_t>(
                           row.word("scope", {"local", "dynamic", "both", "bootstrap"}))));
  out.set("environment_variable", literal(setting.variable));
  out.set("variable_since", version_of(row, "variable_since"));
  set_life(read, out, setting);
  out.set("is_secret", boolean(row.flag("secret")));
  set_relations(read, out, setting);
  const Words reloads{"reload",          "postgres-restart",    "guc-context",
                      "patroni-restart", "bootstrap-only",      "next-postgres-start",
                      "next-use",        "next-postgres-write", "see-children"};
  out.set("reload", literal(reloads.at(static_cast<std::size_t>(row.word("reload", reloads)))));
  out.set("is_undocumented", boolean(row.flag("undocumented")));
  out.set("note", literal(row.optional_text("note").value_or("")));
  out.set("source", literal(read.sources->of(row)));
  setting.code = out.code();
  row.finish();
  return setting;
}

bool is_setting(const std::vector<SettingRow>& settings, const std::string& path) {
  return std::any_of(settings.begin(), settings.end(),
                     [&path](const SettingRow& setting) { return setting.path == path; });
}

void check_settings(const std::vector<SettingRow>& settings, Problems& problems) {
  for (std::size_t index = 0; index < settings.size(); ++index) {
    const SettingRow& setting = settings[index];
    if (index > 0 && setting.path <= settings[index - 1].path)
      problems.push_back({setting.line, '"' + setting.path + "\" is out of order"});
    if (setting.path.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789_.*") !=
        std::string::npos)
      problems.push_back({setting.line, "a path is of a-z, 0-9, _, dots and stars"});
    const auto dot = setting.path.rfind('.');
    if (dot != std::string::npos && !is_setting(settings, setting.path.substr(0, dot)) &&
        !setting.path.substr(0, dot).ends_with('*'))
      problems.push_back({setting.line, "no row for the section above it"});
    for (const std::string& other : setting.references)
      if (!is_setting(settings, other))
        problems.push_back({setting.line, '"' + other + "\" is no setting"});
  }
}

/// Pointers into the table, in another order.
std::string index_table(const std::vector<SettingRow>& settings, std::string_view name,
                        const std::vector<std::pair<std::string, std::size_t>>& keys,
                        Problems& problems) {
  std::vector<std::string> rows;
  for (std::size_t index = 0; index < keys.size(); ++index) {
    const auto& [key, target] = keys[index];
    if (name == "by_variable" && index > 0 && keys[index - 1].first == key)
      problems.push_back({settings[target].line, "repeats the variable " + key});
    rows.push_back("&settings[" + std::to_string(target) + ']');
  }
  return array("const PatroniSetting*", name, rows);
}

std::string write_settings(const std::vector<SettingRow>& settings, Problems& problems) {
  std::vector<std::string> rows;
  std::vector<std::pair<std::string, std::size_t>> keys;
  std::vector<std::pair<std::string, std::size_t>> variables;
  for (std::size_t index = 0; index < settings.size(); ++index) {
    const SettingRow& setting = settings[index];
    rows.push_back(setting.code);
    if (last_key(setting.path) != "*") keys.emplace_back(last_key(setting.path), index);
    if (!setting.variable.empty()) variables.emplace_back(setting.variable, index);
  }
  std::sort(keys.begin(), keys.end());
  std::sort(variables.begin(), variables.end());
  return array("PatroniSetting", "settings", rows) +
         index_table(settings, "by_key", keys, problems) +
         index_table(settings, "by_variable", variables, problems);
}

}  // namespace

std::string compile_patroni(const YAML::Node& root, Problems& problems) {
  check_sections(root, {"sources", "settings", "variables", "controlled", "recovery"}, problems);
  Sources sources(root, problems);
  Lists lists;
  std::vector<SettingRow> settings;
  for (Row& row : rows_of(root, "settings", problems))
    settings.push_back(read_setting({&row, &sources, &lists}));
  check_settings(settings, problems);
  std::vector<std::string> paths;
  paths.reserve(settings.size());
  for (const SettingRow& setting : settings) paths.push_back(setting.path);
  const std::string tables = write_settings(settings, problems) +
                             compile_variables(root, paths, {&sources, &lists, &problems}) +
                             compile_controlled(root, {&sources, &lists, &problems});
  sources.finish(problems);
  return source_file("linter/facts/patroni.h", lists.definitions() + tables,
                     {{"PatroniSetting", "patroni_settings", "settings"},
                      {"PatroniSetting* const", "patroni_settings_by_key", "by_key"},
                      {"PatroniSetting* const", "patroni_settings_by_variable", "by_variable"},
                      {"PatroniVariable", "special_patroni_variables", "variables"},
                      {"ControlledParameter", "controlled_parameters", "controlled"},
                      {"std::string_view", "recovery_parameters", "recovery"}});
}

}  // namespace patrol::facts
