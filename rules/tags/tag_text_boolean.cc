// Tags that Patroni tests for truth: any text, "no" and "false" too, is true.
#include <array>

#include "linter/engine/rule.h"
#include "linter/model/python.h"

namespace patrol::rules {
namespace {

struct TruthTag {
  std::string_view name;
  std::string_view effect;
};
// nostream is read as a word and therefore not among them.
constexpr auto truth_tags = std::to_array<TruthTag>({
    {"nofailover", "the member can never become leader and does not bootstrap either"},
    {"noloadbalance", "health checks for replicas answer 503 on this member"},
    {"nosync", "the member is never chosen as synchronous standby"},
    {"clonefrom", "new replicas are copied from this member"},
});

bool means_no(std::string_view text) {
  return patroni_bool(text) == false || equal_ignoring_case(text, "n") ||
         equal_ignoring_case(text, "f") || equal_ignoring_case(text, "none") ||
         equal_ignoring_case(text, "null");
}

void check(const Snapshot& cluster, Report& report) {
  for (const PatroniDocument* member : cluster.patroni) {
    const Value tags = member->root()["tags"];
    for (const auto& [name, effect] : truth_tags) {
      const Value tag = tags[name];
      if (!tag.is_string() || !means_no(tag.text())) continue;
      report
          .add(at(tag), cat('`', name, "` is the text \"", shown(tag.text()), "\", which is true"))
          .note(std::string(effect))
          .fix("write false without quotes", Safety::needs_review,
               {{.at = tag.span(), .replacement = "false"}});
    }
  }
}

}  // namespace

extern constinit const Rule tag_text_boolean{
    .id = "TAG003",
    .name = "tag-text-boolean",
    .severity = Severity::error,
    .summary = "a boolean tag is a text such as \"no\", which counts as true",
    .why =
        "Patroni only tests whether the tag is true, and in Python every text that is not empty "
        "is. A quoted \"false\" therefore does the opposite of what it says.",
    .bad = R"(tags:
  nofailover: "false"  # finding: TAG003
)",
    .good = R"(tags:
  nofailover: false
)",
    .sources = {"patroni 4.1.4 patroni/tags.py", "patroni 4.1.4 docs/yaml_configuration.rst tags"},
    .check = check,
};

}  // namespace patrol::rules
