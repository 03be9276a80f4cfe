// A file whose outermost level is empty, a list or a text.
#include "rules/yaml/shared_trees.h"

namespace patrol::rules {
namespace {

bool has_problem(const YamlTree& tree) {
  return std::any_of(tree.problems.begin(), tree.problems.end(), [](const YamlProblem& problem) {
    return problem.kind != YamlProblem::Kind::template_line;
  });
}

void check_tree(const YamlTree& tree, Report& report) {
  if (has_problem(tree)) return;
  const Value root(tree, tree.root);
  if (root.is_mapping() || root.is_opaque()) return;
  const bool is_empty = !root || root.is_null();
  report
      .add(at(Span{tree.file, 0, 0}),
           is_empty ? "the file holds no settings"
                    : cat("the file is ", root.is_sequence() ? "a list" : "a text",
                          ", not a mapping of settings"))
      .note(R"(Patroni ends with a traceback, from 4.0.5 on with "does not contain a dict")")
      .fix(is_empty ? "write the settings, or do not pass the file to Patroni"
                    : "write `name: value` lines");
}

void check(const Snapshot& cluster, Report& report) {
  for (const PatroniDocument* member : cluster.patroni)
    if (!member->is_environment) check_tree(member->tree, report);
  for (const DynamicDocument* document : cluster.dynamic) check_tree(document->tree, report);
}

}  // namespace

extern constinit const Rule not_a_mapping{
    .id = "YML005",
    .name = "not-a-mapping",
    .severity = Severity::error,
    .summary = "the file is empty or is no mapping",
    .why =
        "Patroni expects `name: value` pairs at the outermost level of its file. With an empty "
        "file, a list or a text it does not start.",
    .bad = R"(--- patroni.yml
# nothing yet  # finding: YML005
)",
    .good = R"(--- patroni.yml
scope: main
)",
    .sources = {"patroni 4.1.4 patroni/config.py _load_config_file"},
    .check = check,
};

}  // namespace patrol::rules
