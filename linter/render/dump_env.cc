// Writes the variables that systemd would set, and what it would drop.
#include "linter/render/dump_env.h"

#include "linter/base/secret.h"
#include "linter/base/secret_name.h"
#include "linter/base/text.h"
#include "linter/render/json_writer.h"

namespace patrol {
namespace {

std::string_view to_string(EnvProblem::Kind kind) {
  switch (kind) {
    case EnvProblem::Kind::invalid_name:
      return "invalid_name";
    case EnvProblem::Kind::export_prefix:
      return "export_prefix";
    case EnvProblem::Kind::no_assignment:
      return "no_assignment";
    case EnvProblem::Kind::unclosed_quote:
      return "unclosed_quote";
    case EnvProblem::Kind::trailing_comment:
      return "trailing_comment";
    case EnvProblem::Kind::not_expanded:
      return "not_expanded";
    case EnvProblem::Kind::quote_in_middle:
      return "quote_in_middle";
    case EnvProblem::Kind::joined_assignments:
      return "joined_assignments";
    case EnvProblem::Kind::comment_continues:
      return "comment_continues";
    case EnvProblem::Kind::carriage_return:
      return "carriage_return";
    case EnvProblem::Kind::byte_order_mark:
      return "byte_order_mark";
    case EnvProblem::Kind::unquoted_blank:
      return "unquoted_blank";
    case EnvProblem::Kind::section_header:
      return "section_header";
    case EnvProblem::Kind::control_character:
      return "control_character";
    case EnvProblem::Kind::broken_utf8:
      return "broken_utf8";
    case EnvProblem::Kind::nul_byte:
      return "nul_byte";
  }
  return "";
}

std::string shown_value(std::string_view name, std::string_view value) {
  return is_secret_name(name) ? Secret::shown : std::string(value);
}

// "export NAME=value": the name is what stands before the first `=`.
std::string shown_assignment(std::string_view assignment) {
  const auto equals = assignment.find('=');
  const auto name = assignment.substr(0, equals);
  return cat(name, "=", shown_value(name, assignment.substr(equals + 1)));
}

void write_problem(JsonWriter& json, const EnvProblem& problem, const SourceSet& sources) {
  json.begin_object().member("kind", to_string(problem.kind));
  json.member("line", sources.position(problem.at.file, problem.at.begin).line);
  json.member("variable", problem.name).end_object();
}

}  // namespace

std::string dump_env(const EnvFile& env, const SourceSet& sources) {
  JsonWriter json;
  json.begin_object().key("systemd").begin_object();
  for (const EnvVariable& variable : env.variables)
    if (env.is_loaded && !variable.is_overridden)
      json.member(variable.name, shown_value(variable.name, variable.value));
  json.end_object().key("dropped").begin_array();
  for (const std::string& assignment : env.dropped) json.value(shown_assignment(assignment));
  json.end_array().member("loaded", env.is_loaded).key("problems").begin_array();
  for (const EnvProblem& problem : env.problems) write_problem(json, problem, sources);
  json.end_array().end_object();
  return json.take();
}

}  // namespace patrol
