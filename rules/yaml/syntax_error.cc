// Texts that Python's YAML reader refuses: Patroni does not start, or reload, with them.
#include <cctype>

#include "rules/yaml/shared_trees.h"

namespace patrol::rules {
namespace {

constexpr int most_per_file = 10;  // one slip often breaks the rest of a file

bool is_error(const YamlProblem& problem) {
  using Kind = YamlProblem::Kind;
  return problem.kind == Kind::syntax || problem.kind == Kind::encoding ||
         problem.kind == Kind::limit || problem.kind == Kind::value;
}

constexpr std::string_view no_break_space = "\xC2\xA0";

struct Line {
  std::string_view text;
  std::uint32_t begin = 0;
};

Line line_at(const SourceSet& sources, FileId file, std::uint32_t number) {
  return {sources.line(file, number), sources.line_start(file, number)};
}

// The colon of `key:value` at the start of a line, or npos. Values such as `- a:b` and URLs are no
// keys.
std::size_t glued_colon(std::string_view text) {
  const auto begin = text.find_first_not_of(' ');
  if (begin == std::string_view::npos) return begin;
  auto end = begin;
  while (end < text.size() && (std::isalnum(static_cast<unsigned char>(text[end])) != 0 ||
                               text[end] == '_' || text[end] == '-'))
    ++end;
  const bool is_glued = end > begin && text[begin] != '-' && end + 1 < text.size() &&
                        text[end] == ':' && text[end + 1] != ' ' && text[end + 1] != '/' &&
                        text[end + 1] != '\t' && text[end + 1] != '\r';
  return is_glued ? end : std::string_view::npos;
}

// Whether the value in a line starts with a sign that means something else to YAML.
bool starts_with_sign(std::string_view line) {
  const auto colon = line.find(": ");
  if (colon == std::string_view::npos) return false;
  const std::string_view value = trim(line.substr(colon + 2));
  return value.size() > 1 && contains("!@`%*&", value.substr(0, 1));
}

// The line above is where a colon without a blank, an equals sign or an open quote stands.
void add_hints(FindingBuilder& finding, const SourceSet& sources, Span at) {
  const std::uint32_t number = sources.position(at.file, at.begin).line;
  const Line here = line_at(sources, at.file, number);
  const auto indent =
      here.text.substr(0, std::min(here.text.find_first_not_of(" \t"), here.text.size()));
  if (contains(indent, "\t")) {
    finding.fix("indent with blanks instead of tabs");
    return;
  }
  const std::string_view above = number > 1 ? line_at(sources, at.file, number - 1).text : "";
  if (contains(here.text, no_break_space) || contains(above, no_break_space)) {
    finding
        .note(
            "a no-break space (U+00A0) stands here or in the line above; YAML takes it for a "
            "letter")
        .fix("replace it by a blank");
    return;
  }
  if (starts_with_sign(here.text)) {
    finding.fix("put the value in quotes");
    return;
  }
  for (const std::uint32_t near : {number, number - 1}) {
    if (near == 0) continue;
    const Line line = line_at(sources, at.file, near);
    const auto colon = glued_colon(line.text);
    if (colon == std::string_view::npos) continue;
    const auto behind = line.begin + static_cast<std::uint32_t>(colon) + 1;
    const Span place{at.file, behind - 1, behind};
    finding.label(place, "a blank must follow this colon")
        .fix("put a blank behind the colon", Safety::needs_review,
             {{.at = Span{at.file, behind, behind}, .replacement = " "}});
    return;
  }
}

// Faults of the layout: one of them shifts what comes behind it.
bool is_of_layout(const YamlProblem& problem) {
  const std::string_view message = problem.message;
  if (message.starts_with("a key without a colon")) return false;
  return message.starts_with("wrong indentation") || message.starts_with("tab ") ||
         contains(message, "was expected");
}

// What follows from the fault before it: the next line, or one in the same column.
bool follows(const YamlProblem& before, const YamlProblem& problem, const SourceSet& sources) {
  constexpr std::uint32_t nearest_lines = 2;
  if (!is_of_layout(before) || !is_of_layout(problem)) return false;
  const LineColumn first = sources.position(before.at.file, before.at.begin);
  const LineColumn second = sources.position(problem.at.file, problem.at.begin);
  return second.line - first.line <= nearest_lines || second.column == first.column;
}

void check_tree(const YamlTree& tree, const SourceSet& sources, Report& report) {
  int count = 0;
  const YamlProblem* before = nullptr;
  for (const YamlProblem& problem : tree.problems) {
    if (!is_error(problem)) continue;
    const bool is_told = before != nullptr && follows(*before, problem, sources);
    before = &problem;
    if (is_told) continue;
    if (++count > most_per_file) break;
    auto finding = report.add(at(problem.at), problem.message);
    finding.note("Patroni's YAML reader refuses the whole file");
    add_hints(finding, sources, problem.at);
  }
}

void check(const Snapshot& cluster, Report& report) {
  for (const YamlTree* tree : yaml_trees(cluster)) check_tree(*tree, *cluster.sources, report);
}

}  // namespace

extern constinit const Rule syntax_error{
    .id = "YML001",
    .name = "syntax-error",
    .severity = Severity::error,
    .summary = "the YAML cannot be read",
    .why =
        "Patroni reads its file with Python's safe YAML loader. What that refuses stops Patroni "
        "with a traceback, and a reload keeps the old settings.",
    .bad = R"(scope: main
name: @node1  # finding: YML001
)",
    .good = R"(scope: main
name: '@node1'
)",
    .sources = {"PyYAML 6.0 scanner and parser",
                "patroni 4.1.4 patroni/config.py _load_config_file"},
    .check = check,
};

}  // namespace patrol::rules
