// The facts compiler: patroni_settings.yaml beside the settings themselves: special variables,
// controlled parameters, recovery parameters.
#include <algorithm>

#include "linter/facts/compile_output.h"
#include "linter/facts/compile_tables.h"

namespace patrol::facts {
namespace {

using Words = std::vector<std::string_view>;

enum class Repeats { no, yes };

/// Reads the name and refuses rows out of order.
std::string ordered_name(Row& row, std::string& last, Repeats repeats) {
  std::string name = row.text("name");
  const bool is_repeated = name == last && repeats == Repeats::yes;
  if (!last.empty() && name <= last && !is_repeated) row.refuse('"' + name + "\" is out of order");
  last = name;
  return name;
}

struct ControlledRow {
  std::string name;
  Initializer code;
  std::vector<std::string> spans;
  std::string since;
};

void read_span(Row& row, ControlledRow& parameter) {
  const Words kinds{"nothing", "integer", "size", "wal_level", "true_word", "bool_word"};
  const std::string since = row.optional_text("since").value_or("");
  if (since.empty() != parameter.spans.empty())
    row.refuse("`since` belongs on all rows of a name but the first");
  if (!since.empty() && since <= parameter.since) row.refuse("`since` is not after the row before");
  parameter.since = since;
  const auto accepts = static_cast<std::size_t>(row.word("accepts", kinds));
  parameter.spans.push_back("{" + version_of(row, "since") +
                            ", ControlledValue::" + std::string(kinds.at(accepts)) + '}');
}

void read_parameter(Row& row, ControlledRow& parameter, Sources& sources) {
  const bool is_computed = row.flag("computed");
  const auto from = row.optional_text("computed_from").value_or("");
  if (is_computed == from.empty()) row.refuse("`computed` and `computed_from` go together");
  const auto minimum = row.optional_number("min");
  const auto number = [&row](std::string_view key) {
    return std::to_string(row.optional_number(key).value_or(0));
  };
  parameter.code.set("name", literal(parameter.name))
      .set("default_value", literal(row.optional_text("default").value_or("")))
      .set("minimum", minimum ? std::to_string(*minimum) : "std::nullopt")
      .set("postgres_from", number("postgres_from"))
      .set("postgres_till", number("postgres_till"))
      .set("is_computed", boolean(is_computed))
      .set("computed_from", literal(from))
      .set("is_on_command_line", boolean(!row.flag("not_on_command_line")))
      .set("is_raised_from_controldata", boolean(row.flag("raised")))
      .set("raised_from_postgres", number("raised_from_postgres"))
      .set("source", literal(sources.of(row)));
}

std::string write_recovery(const YAML::Node& root, const Desk& desk) {
  std::vector<std::string> rows;
  std::string last;
  for (Row& row : rows_of(root, "recovery", *desk.problems)) {
    rows.push_back(literal(ordered_name(row, last, Repeats::no)));
    (void)desk.sources->of(row);
    row.finish();
  }
  return array("std::string_view", "recovery", rows);
}

}  // namespace

std::string compile_variables(const YAML::Node& root, const std::vector<std::string>& paths,
                              const Desk& desk) {
  const Words kinds{"old_name", "ignored", "whole_file", "program"};
  std::vector<std::string> rows;
  std::string last;
  for (Row& row : rows_of(root, "variables", *desk.problems)) {
    const std::string name = ordered_name(row, last, Repeats::no);
    const auto kind = static_cast<std::size_t>(row.word("kind", kinds));
    const auto path = row.optional_text("path").value_or("");
    if (path.empty() == (kind < 2)) row.refuse("`path` goes with old_name and ignored only");
    if (!path.empty() && std::find(paths.begin(), paths.end(), path) == paths.end())
      row.refuse('"' + path + "\" is no setting");
    rows.push_back(Initializer()
                       .set("name", literal(name))
                       .set("kind", "PatroniVariableKind::" + std::string(kinds.at(kind)))
                       .set("path", literal(path))
                       .set("since", version_of(row, "since"))
                       .set("backported_to", versions_of(row, "backported_to", *desk.lists))
                       .set("note", literal(row.optional_text("note").value_or("")))
                       .set("source", literal(desk.sources->of(row)))
                       .code());
    row.finish();
  }
  return array("PatroniVariable", "variables", rows);
}

std::string compile_controlled(const YAML::Node& root, const Desk& desk) {
  std::vector<ControlledRow> parameters;
  std::string last;
  for (Row& row : rows_of(root, "controlled", *desk.problems)) {
    const std::string name = ordered_name(row, last, Repeats::yes);
    if (parameters.empty() || parameters.back().name != name) {
      parameters.push_back({name, {}, {}, {}});
      read_parameter(row, parameters.back(), *desk.sources);
    } else {
      (void)desk.sources->of(row);
    }
    read_span(row, parameters.back());
    row.finish();
  }
  std::vector<std::string> rows;
  for (ControlledRow& parameter : parameters) {
    parameter.code.set("spans", desk.lists->name_of("ControlledSpan", parameter.spans));
    rows.push_back(parameter.code.code());
  }
  return array("ControlledParameter", "controlled", rows) + write_recovery(root, desk);
}

}  // namespace patrol::facts
