// Compares a boolean tag with its priority.
#include "rules/tags/shared_priority.h"

#include "linter/base/text.h"
#include "linter/model/python.h"
#include "linter/model/spot.h"

namespace patrol::rules {

void report_priority_pair(const Value& tags, const PriorityPair& pair, Report& report) {
  const Value flag = tags[pair.word];
  const Value number = tags[pair.priority];
  const auto is_excluded = python_truth(flag);
  const auto priority = python_int(number);
  if (!flag || flag.is_null() || !is_excluded || !number || !priority) return;
  const std::string shown_flag = shown(flag.python_str());
  if (*is_excluded == (*priority <= 0)) {
    report
        .add(at(number), cat('`', pair.priority, "` ", *priority, " repeats `", pair.word, "` ",
                             shown_flag, "; one of them is enough"))
        .label(at(flag), "this one decides")
        .note("patroni --validate-config accepts only one of the two")
        .severity(Severity::info);
    return;
  }
  report
      .add(at(number), cat('`', pair.priority, "` ", *priority, " contradicts `", pair.word, "` ",
                           shown_flag, ", which wins"))
      .label(at(flag), std::string(*is_excluded ? pair.when_excluded : pair.when_admitted))
      .note(cat("Patroni logs `Conflicting configuration between ", pair.word, ": ", shown_flag,
                " and ", pair.priority, ": ", *priority, '`'))
      .fix(cat("remove `", pair.word, "` if the priority is meant, else the priority"));
}

}  // namespace patrol::rules
