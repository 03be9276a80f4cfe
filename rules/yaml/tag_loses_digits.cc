// Free tags that YAML rewrites: 1.10 becomes 1.1, 0700 becomes 448.
#include "rules/yaml/shared_trees.h"

namespace patrol::rules {
namespace {

bool is_rewritten(const Value& value) {
  const bool is_number = value.is_integer() || value.kind() == NodeKind::floating;
  return is_number && value.python_str() != value.text();
}

void check(const Snapshot& cluster, Report& report) {
  for (const PlacedKey& key : cluster.keys) {
    if (key.path != "tags.*" || !is_rewritten(key.value)) continue;
    auto finding = report.add(at(key.value), cat("the tag `", shown(key.name()), "` is written `",
                                                 shown(key.value.text()), "` and shown as ",
                                                 shown(key.value.python_str())));
    finding.note(cat("a health check with tag_", shown(key.name()), "=", shown(key.value.text()),
                     " answers 503"));
    add_quotes(finding, key.value);
  }
}

}  // namespace

extern constinit const Rule tag_loses_digits{
    .id = "YML012",
    .name = "tag-loses-digits",
    .severity = Severity::warning,
    .summary = "a tag's value is a number that YAML writes differently",
    .why =
        "Versions and codes lose zeros when YAML reads them as numbers. Health checks and "
        "scripts that compare the tag do not find the value that was written.",
    .bad = R"(scope: main
tags:
  release: 1.10  # finding: YML012
)",
    .good = R"(scope: main
tags:
  release: '1.10'
)",
    .sources = {"patroni 4.1.4 patroni/api.py do_GET", "YAML 1.1 float type (yaml.org/type/float)"},
    .check = check,
};

}  // namespace patrol::rules
