// The facts compiler: patroni_habits.yaml. The head of that file says what every key means.
#include "linter/facts/compile_output.h"
#include "linter/facts/compile_tables.h"

namespace patrol::facts {
namespace {

using Words = std::vector<std::string_view>;

const Words& habit_words() {
  static const Words words{
      "bad_value_refuses_all",  "clamps_timing",       "converts_to_integer",
      "converts_with_int",      "drops_standby_names", "forces_feedback_for_slots",
      "multiplies_text",        "quorum_word",         "reads_dynamic_directly",
      "refuses_quoted_numbers", "slots_by_word",       "takes_int_of_controlled",
      "warns_of_refused"};
  return words;
}

void keep_order(Row& row, const std::string& name, std::string& last) {
  if (!last.empty() && name < last) row.refuse('"' + name + "\" is out of order");
  last = name;
}

std::string enumerator(Row& row, std::string_view type, std::string_view key, const Words& words) {
  const auto at = static_cast<std::size_t>(row.word(key, words));
  return std::string(type) + "::" + std::string(words.at(at));
}

std::string write_habits(const YAML::Node& root, const Desk& desk) {
  std::vector<std::string> rows;
  std::string last;
  for (Row& row : rows_of(root, "habits", *desk.problems)) {
    keep_order(row, row.text("name"), last);
    rows.push_back(Initializer()
                       .set("habit", enumerator(row, "PatroniHabit", "name", habit_words()))
                       .set("from", version_of(row, "from"))
                       .set("before", version_of(row, "before"))
                       .set("backported_to", versions_of(row, "backported_to", *desk.lists))
                       .set("source", literal(desk.sources->of(row)))
                       .code());
    row.finish();
  }
  return array("PatroniHabitSpan", "habits", rows);
}

std::string refusal_of(Row& row) {
  if (!row.has("refuses")) return "DynamicRefusal::never";
  return enumerator(row, "DynamicRefusal", "refuses", {"always", "old"});
}

std::string write_dynamic(const YAML::Node& root, const Desk& desk) {
  const Words readers{"python_int", "patroni_int", "word"};
  std::vector<std::string> rows;
  std::string last;
  for (Row& row : rows_of(root, "dynamic", *desk.problems)) {
    const std::string name = row.text("name");
    keep_order(row, name, last);
    const std::string reader = enumerator(row, "DynamicReader", "reader", readers);
    const bool has_old = row.has("old_reader");
    if (has_old != row.has("reader_since")) row.refuse("`old_reader` goes with `reader_since`");
    const auto minimum = row.optional_number("min");
    rows.push_back(
        Initializer()
            .set("name", literal(name))
            .set("reader", reader)
            .set("old_reader",
                 has_old ? enumerator(row, "DynamicReader", "old_reader", readers) : reader)
            .set("reader_since", version_of(row, "reader_since"))
            .set("refuses", refusal_of(row))
            .set("minimum", minimum ? std::to_string(*minimum) : "std::nullopt")
            .set("minimum_since", version_of(row, "min_since"))
            .set("unit", literal(row.optional_text("unit").value_or("")))
            .set("source", literal(desk.sources->of(row)))
            .code());
    row.finish();
  }
  return array("DynamicSetting", "dynamic", rows);
}

std::string write_local_only(const YAML::Node& root, const Desk& desk) {
  std::vector<std::string> rows;
  std::string last;
  for (Row& row : rows_of(root, "local_only", *desk.problems)) {
    const std::string name = row.text("name");
    keep_order(row, name, last);
    rows.push_back(Initializer()
                       .set("name", literal(name))
                       .set("from", version_of(row, "from"))
                       .set("source", literal(desk.sources->of(row)))
                       .code());
    row.finish();
  }
  return array("LocalOnlyKey", "local_only", rows);
}

std::string write_own(const YAML::Node& root, const Desk& desk) {
  std::vector<std::string> rows;
  std::string last;
  for (Row& row : rows_of(root, "own", *desk.problems)) {
    const std::string name = row.text("name");
    keep_order(row, name, last);
    rows.push_back(Initializer()
                       .set("name", literal(name))
                       .set("source", literal(desk.sources->of(row)))
                       .code());
    row.finish();
  }
  return array("OwnSetting", "own", rows);
}

}  // namespace

std::string compile_habits(const YAML::Node& root, Problems& problems) {
  check_sections(root, {"sources", "habits", "dynamic", "local_only", "own"}, problems);
  Sources sources(root, problems);
  Lists lists;
  const Desk desk{&sources, &lists, &problems};
  const std::string tables = write_habits(root, desk) + write_dynamic(root, desk) +
                             write_local_only(root, desk) + write_own(root, desk);
  sources.finish(problems);
  return source_file("linter/facts/patroni_habits.h", lists.definitions() + tables,
                     {{"PatroniHabitSpan", "patroni_habits", "habits"},
                      {"DynamicSetting", "dynamic_settings", "dynamic"},
                      {"LocalOnlyKey", "local_only_keys", "local_only"},
                      {"OwnSetting", "own_settings", "own"}});
}

}  // namespace patrol::facts
