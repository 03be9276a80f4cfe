// `patrol lint PATH…`: files to findings to reports.
#include <cstdio>
#include <string>
#include <utility>
#include <vector>

#include "cli/arguments.h"
#include "cli/files.h"
#include "cli/judgement.h"
#include "cli/outputs.h"
#include "cli/settings.h"
#include "cli/version.h"
#include "linter/base/text.h"
#include "linter/diag/fixer.h"
#include "linter/engine/engine.h"
#include "linter/engine/suppressions.h"
#include "linter/render/render.h"
#include "rules/catalogue.h"

namespace patrol::cli {
namespace {

/// All that a run knows; reports borrow from it.
struct Run {
  Options options;
  Collection collection;
  std::vector<Failure> failures;
  SuppressionOutcome outcome;
  std::size_t files = 0;
};

void judge(Run& run, const LintArguments& arguments) {
  FoundFiles found = find_files(arguments.paths, run.options.exclude);
  run.failures = std::move(found.failures);
  run.files = found.files.size();
  CollectOptions options{run.options.patroni, run.options.postgres, run.options.etcd,
                         disk_includes(run.collection)};
  collect(std::move(found.files), options, run.collection);
  run.files -= run.collection.skipped;
  std::vector<Finding> findings;
  for (const Snapshot& cluster : run.collection.clusters)
    for (Finding& finding : run_rules(all_rules(), run.options.selection, cluster))
      findings.push_back(std::move(finding));
  sort_findings(findings);
  run.outcome = suppressed(run.collection.sources, std::move(findings), run.options.selection);
}

ReportView view_of(const Run& run, const std::vector<const Rule*>& rules) {
  return {.command = "lint",
          .tool_version = tool_version(),
          .sources = &run.collection.sources,
          .findings = run.outcome.findings,
          .suppressed = run.outcome.suppressed,
          .failures = run.failures,
          .rules = rules,
          .files = run.files,
          .clusters = run.collection.clusters.size()};
}

// Safe fixes onto the disk, or as a diff on standard output.
void carry_out_fixes(Run& run, bool is_shown_only) {
  const FixOutcome fixed =
      apply_fixes(run.collection.sources, run.outcome.findings, FixPolicy::safe_only);
  for (const FixedFile& file : fixed.files) {
    if (is_shown_only) {
      std::fputs(unified_diff(run.collection.sources, file).c_str(), stdout);
      continue;
    }
    const auto written = write_file(std::string(run.collection.sources.name(file.file)), file.text);
    if (!written) run.failures.push_back(written.error());
  }
  if (!is_shown_only)
    std::fprintf(stderr, "patrol: %zu fixes made in %zu files\n", fixed.applied,
                 fixed.files.size());
}

int exit_status(const Run& run) {
  if (!run.failures.empty()) return status_unreadable;
  return status_of(run.outcome.findings, run.options.fail_on);
}

int report(const Run& run, const LintArguments& arguments) {
  tell(run.failures);
  const auto rules = known_rules();
  const ReportView view = view_of(run, rules);
  return write_reports(prepare(view), arguments) ? exit_status(run) : status_unreadable;
}

}  // namespace

int lint(const LintArguments& arguments) {
  auto options = effective_options(arguments);
  if (!options) {
    tell(options.error());
    return status_unreadable;
  }
  if (has_unknown_rules(options->selection)) return status_unreadable;
  if (arguments.has_fixes || arguments.shows_diff) {
    Run run{.options = *options};
    judge(run, arguments);
    carry_out_fixes(run, arguments.shows_diff);
    if (arguments.shows_diff) return exit_status(run);
  }
  Run run{.options = std::move(*options)};
  judge(run, arguments);
  return report(run, arguments);
}

}  // namespace patrol::cli
