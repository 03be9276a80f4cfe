// Lines of a template language that were stepped over.
#include "rules/yaml/shared_trees.h"

namespace patrol::rules {
namespace {

void check(const Snapshot& cluster, Report& report) {
  for (const YamlTree* tree : yaml_trees(cluster))
    for (const YamlProblem& problem : tree->problems)
      if (problem.kind == YamlProblem::Kind::template_line)
        report.add(at(problem.at), "lines of a template were stepped over")
            .note("what they insert or leave out is not judged; the rest of the file is")
            .fix("lint the rendered file as well");
}

}  // namespace

extern constinit const Rule template_line{
    .id = "YML006",
    .name = "template-line",
    .severity = Severity::info,
    .summary = "the file is a template; its control lines were stepped over",
    .why =
        "Loops and conditions of a template decide what the real file holds. They cannot be "
        "judged here, and neither can values that stand in for others.",
    .bad = R"(scope: main
{% if watchdog %}  # finding: YML006
watchdog: {mode: automatic}
{% endif %}
)",
    .good = R"(scope: main
watchdog: {mode: automatic}
)",
    .sources = {"patrol linter/doc/yaml.h"},
    .check = check,
};

}  // namespace patrol::rules
