// `patrol drift`: what differs on a running cluster, why, and which side to change.
#include <algorithm>
#include <cstdio>
#include <string>
#include <utility>
#include <vector>

#include "cli/arguments.h"
#include "cli/files.h"
#include "cli/judgement.h"
#include "cli/live/live.h"
#include "cli/outputs.h"
#include "cli/settings.h"
#include "cli/version.h"
#include "linter/engine/engine.h"
#include "linter/model/live_documents.h"
#include "linter/model/snapshot_json.h"
#include "linter/render/render.h"
#include "linter/render/since.h"
#include "rules/catalogue.h"

namespace patrol::cli {
namespace {

/// All that a run knows; reports borrow from it.
struct Audit {
  Options options;
  Collection collection;
  SuppressionOutcome outcome;
  std::vector<NotChecked> not_checked;
};

void judge(std::vector<ClusterObservation> clusters, Audit& audit) {
  const CollectOptions options{
      audit.options.patroni, audit.options.postgres, audit.options.etcd, {}};
  for (ClusterObservation& cluster : clusters)
    collect_observed(std::move(cluster), options, audit.collection);
  std::vector<Finding> findings;
  const Selection& selection = audit.options.selection;
  for (const Snapshot& cluster : audit.collection.clusters) {
    for (Finding& finding : run_rules(all_rules(), selection, cluster))
      findings.push_back(std::move(finding));
    for (NotChecked& entry : rules_not_checked(all_rules(), selection, cluster))
      audit.not_checked.push_back(std::move(entry));
  }
  sort_findings(findings);
  audit.outcome = suppressed(audit.collection.sources, std::move(findings), selection);
}

ReportView view_of(const Audit& audit, const std::vector<const Rule*>& rules) {
  return {.command = "drift",
          .tool_version = tool_version(),
          .sources = &audit.collection.sources,
          .findings = audit.outcome.findings,
          .suppressed = audit.outcome.suppressed,
          .not_checked = audit.not_checked,
          .failures = {},
          .rules = rules,
          .files = audit.collection.sources.size(),
          .clusters = audit.collection.clusters.size()};
}

// Nagios has statuses of its own: 1 warning, 2 critical, 3 unknown.
int nagios_status(const Audit& audit) {
  const Counts counts = count(audit.outcome.findings);
  if (counts.error > 0) return 2;
  if (counts.warning > 0) return 1;
  return audit.not_checked.empty() ? 0 : 3;
}

int exit_status(const Audit& audit, const ReportArguments& arguments) {
  if (arguments.formats == std::vector<std::string>{"nagios"}) return nagios_status(audit);
  const int status = status_of(audit.outcome.findings, audit.options.fail_on);
  return status == status_clean && !audit.not_checked.empty() ? status_incomplete : status;
}

// The old audit: a report as it was written, or a snapshot judged by the rules of today.
Result<std::vector<EarlierFinding>> read_earlier(const std::string& path, const Options& options) {
  const auto text = read_file(path);
  if (!text) return tl::unexpected(text.error());
  if (!is_snapshot_text(*text)) return read_earlier_report(*text);
  auto clusters = read_snapshot(*text);
  if (!clusters) return tl::unexpected(clusters.error());
  Audit before{.options = options, .collection = {}, .outcome = {}, .not_checked = {}};
  judge(std::move(*clusters), before);
  const auto rules = known_rules();
  const ReportView view = view_of(before, rules);
  return earlier_findings(prepare(view));
}

bool write_with_changes(const PreparedReport& prepared, const DriftArguments& arguments,
                        const Options& options) {
  auto before = read_earlier(arguments.since, options);
  if (!before) {
    tell(before.error());
    return false;
  }
  const Since since = compare_since(prepared, std::move(*before));
  const Renderer renderer = [&](const PreparedReport& report, Format format,
                                const TextStyle& style) {
    if (format == Format::json) return render_json(report, since_json(since, arguments.since));
    const std::string text = render(report, format, style);
    return format == Format::text ? text + since_text(since, arguments.since) : text;
  };
  return write_reports(prepared, arguments.report, renderer);
}

int report(const Audit& audit, const DriftArguments& arguments) {
  const auto rules = known_rules();
  const ReportView view = view_of(audit, rules);
  const PreparedReport prepared = prepare(view);
  const bool is_written = arguments.since.empty()
                              ? write_reports(prepared, arguments.report)
                              : write_with_changes(prepared, arguments, audit.options);
  return is_written ? exit_status(audit, arguments.report) : status_unreadable;
}

}  // namespace

int drift(const DriftArguments& arguments) {
  if (arguments.live.shows_probes) {
    std::fputs(list_probes().c_str(), stdout);
    return status_clean;
  }
  auto options = effective_options(arguments.report);
  if (!options) {
    tell(options.error());
    return status_unreadable;
  }
  if (has_unknown_rules(options->selection)) return status_unreadable;
  auto clusters = observe(arguments.live);
  if (!clusters) {
    tell(clusters.error());
    return status_unreadable;
  }
  Audit audit{.options = std::move(*options), .collection = {}, .outcome = {}, .not_checked = {}};
  judge(std::move(*clusters), audit);
  return report(audit, arguments);
}

}  // namespace patrol::cli
