// Markdown's fence around the file.
#include "rules/yaml/shared_trees.h"

namespace patrol::rules {
namespace {

void check(const Snapshot& cluster, Report& report) {
  for (const YamlTree* tree : yaml_trees(cluster))
    for (const YamlProblem& problem : tree->problems)
      if (problem.kind == YamlProblem::Kind::code_fence)
        report.add(at(problem.at), "three backticks of a Markdown code block stand around the file")
            .note("Patroni's YAML reader refuses the file at that line")
            .fix("remove the lines with the backticks");
}

}  // namespace

extern constinit const Rule code_fence{
    .id = "YML007",
    .name = "code-fence",
    .severity = Severity::error,
    .summary = "a Markdown code fence stands around the file",
    .why =
        "The fence was copied along with the text. A backtick cannot start a value in YAML, so "
        "Patroni does not start with such a file.",
    .bad = R"(--- patroni.yml
```yaml  # finding: YML007
scope: main
name: n1
restapi: {listen: '10.0.0.1:8008'}
```
)",
    .good = R"(--- patroni.yml
scope: main
name: n1
restapi: {listen: '10.0.0.1:8008'}
)",
    .sources = {"YAML 1.1 section 4.1.6 (reserved indicators)"},
    .check = check,
};

}  // namespace patrol::rules
