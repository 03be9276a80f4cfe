// Prints the fields of rules.
#include "linter/render/rule_page.h"

#include <algorithm>
#include <array>
#include <string_view>

#include "linter/base/text.h"
#include "linter/render/json_writer.h"

namespace patrol {
namespace {

std::array<std::string_view, 4> listed(const Sources& sources) {
  return {sources.first, sources.second, sources.third, sources.fourth};
}

void append_example(std::string& out, std::string_view title, std::string_view text) {
  out += cat('\n', title, "\n\n");
  for (const std::string_view line : split(text, '\n'))
    if (!line.empty()) out += cat("    ", line, '\n');
}

}  // namespace

std::string rule_page(const Rule& rule) {
  std::string out = cat(rule.id, ' ', rule.name, " (", to_string(rule.severity), ")\n\n",
                        rule.summary, ".\n\n", rule.why, '\n');
  append_example(out, "Bad:", rule.bad);
  append_example(out, "Good:", rule.good);
  out += "\nSources:\n\n";
  for (const std::string_view source : listed(rule.sources))
    if (!source.empty()) out += cat("    ", source, '\n');
  out += cat("\nTo silence it on one line: # patrol: allow ", rule.id, " because REASON\n");
  return out;
}

std::string rules_as_text(std::span<const Rule* const> rules) {
  std::size_t longest = 0;
  for (const Rule* rule : rules) longest = std::max(longest, rule->name.size());
  std::string out;
  for (const Rule* rule : rules) {
    const std::string_view severity = to_string(rule->severity);
    out += cat(rule->id, "  ", severity, std::string(9 - severity.size(), ' '), rule->name,
               std::string(longest + 2 - rule->name.size(), ' '), rule->summary, '\n');
  }
  return out;
}

std::string rules_as_markdown(std::span<const Rule* const> rules) {
  std::string out =
      "# Rules\n\nWritten by `patrol rules --format markdown`; a test compares. `patrol explain "
      "CODE` says more.\n\n"
      "| code | name | severity | what it finds |\n| --- | --- | --- | --- |\n";
  for (const Rule* rule : rules)
    out += cat("| ", rule->id, " | ", rule->name, " | ", to_string(rule->severity), " | ",
               rule->summary, " |\n");
  return out;
}

std::string rules_as_json(std::span<const Rule* const> rules) {
  JsonWriter json(JsonWriter::Layout::indented);
  json.begin_object().member("schema", 1).key("rules").begin_array();
  for (const Rule* rule : rules) {
    json.begin_object().member("id", rule->id).member("name", rule->name);
    json.member("severity", to_string(rule->severity))
        .member("summary", rule->summary)
        .member("why", rule->why);
    json.key("sources").begin_array();
    for (const std::string_view source : listed(rule->sources))
      if (!source.empty()) json.value(source);
    json.end_array().end_object();
  }
  json.end_array().end_object();
  return json.take() + "\n";
}

}  // namespace patrol
