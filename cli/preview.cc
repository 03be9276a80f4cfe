// `patrol preview PATCH [PATH…]`: the members and the rules before and after a change.
#include "linter/render/preview.h"

#include <algorithm>
#include <cstdio>
#include <memory>
#include <set>
#include <string>
#include <unistd.h>
#include <utility>
#include <vector>

#include "cli/arguments.h"
#include "cli/files.h"
#include "cli/member_files.h"
#include "cli/outputs.h"
#include "cli/version.h"
#include "linter/analysis/effective_merge.h"
#include "linter/base/text.h"
#include "linter/doc/yaml.h"
#include "linter/engine/engine.h"
#include "linter/render/show_config.h"
#include "rules/catalogue.h"

namespace patrol::cli {
namespace {

constexpr std::string_view dynamic_name = "dynamic configuration";

int complain(const std::string& text) {
  std::fprintf(stderr, "patrol: %s\n", printable(text).c_str());
  return status_unreadable;
}

Result<std::string> read_patch(const std::string& path) {
  if (path != "-") return read_file(path);
  std::string text;
  std::vector<char> buffer(1U << 16U);
  for (std::size_t got = 1; got > 0 && text.size() <= largest_file;) {
    got = std::fread(buffer.data(), 1, buffer.size(), stdin);
    text.append(buffer.data(), got);
  }
  if (text.size() > largest_file)
    return tl::unexpected(
        Failure{FailureKind::too_large, "standard input", "longer than any configuration"});
  return text;
}

/// The trees of the change; `problem` says why there is none.
struct Change {
  YamlTree patch;
  std::shared_ptr<const YamlTree> after;
  std::string before_text, after_text, problem, assumption;
};

MemberRequest request_of(const PreviewArguments& arguments) {
  MemberRequest request;
  request.paths = arguments.paths;
  request.dynamic_file = arguments.dynamic_file;
  request.member = arguments.member;
  request.patroni_version = arguments.patroni_version;
  request.postgres_version = arguments.postgres_version;
  return request;
}

void read_change(const PreviewArguments& arguments, SourceSet& sources, Change& change) {
  auto text = read_patch(arguments.patch);
  if (!text) {
    change.problem = cat(text.error().attempted, ": ", text.error().detail);
    return;
  }
  const std::string name = arguments.patch == "-" ? "standard input" : arguments.patch;
  const FileId file = sources.add(name, std::move(*text));
  change.patch = read_yaml(file, sources.text(file), YamlMode::strict);
  const Value root(change.patch, change.patch.root);
  if (!change.patch.problems.empty()) {
    const YamlProblem& problem = change.patch.problems.front();
    const LineColumn at = sources.position(file, problem.at.begin);
    change.problem = cat(name, ':', at.line, ':', at.column, ": ", problem.message);
  } else if (!root.is_mapping()) {
    change.problem = cat(name, ": not a mapping of settings, so Patroni would refuse it");
  }
}

// What the DCS is taken to hold, and what it would hold.
void apply_change(const PreviewArguments& arguments, const std::vector<MemberInput>& inputs,
                  Change& change) {
  Value before;
  for (const MemberInput& input : inputs)
    if (!before) before = input.dynamic_root();
  if (arguments.dynamic_file.empty())
    change.assumption =
        before ? "without --dynamic, bootstrap.dcs counts as what the DCS holds; it is read only "
                 "when a cluster is created"
               : "without --dynamic, the DCS counts as empty";
  const Value patch(change.patch, change.patch.root);
  const YamlTree nothing = read_yaml(FileId{}, "{}", YamlMode::strict);
  const Value start =
      arguments.is_whole || !before.is_mapping() ? Value(nothing, nothing.root) : before;
  change.after = merge_documents(std::vector<Value>{start, patch}).tree;
  change.before_text = show_config(before);
  change.after_text = show_config({*change.after, change.after->root});
}

/// The rules over the members' files with one text as the DCS's copy.
struct Judged {
  Collection collection;
  std::vector<Finding> findings;
};

void judge(const PreviewArguments& arguments, const CollectOptions& versions, std::string text,
           Judged& out) {
  FoundFiles found =
      find_files(arguments.paths.empty() ? std::vector<std::string>{"."} : arguments.paths, {});
  std::erase_if(found.files, [&](const InputFile& file) {
    return file.path == arguments.dynamic_file || file.path == arguments.patch;
  });
  found.files.push_back({std::string(dynamic_name), std::move(text)});
  CollectOptions options = versions;
  options.files = disk_includes(out.collection);
  collect(std::move(found.files), options, out.collection);
  for (const Snapshot& cluster : out.collection.clusters)
    for (Finding& finding : run_rules(all_rules(), {}, cluster))
      out.findings.push_back(std::move(finding));
  sort_findings(out.findings);
}

// Places move with the text, so a finding is known by what it says about what.
std::string mark_of(const Judged& judged, const Finding& finding) {
  const Span* span = std::get_if<Span>(&finding.spot.at);
  const auto file =
      span == nullptr ? std::string_view{} : judged.collection.sources.name(span->file);
  return cat(finding.rule, '\n', finding.spot.setting, '\n', finding.message, '\n', file);
}

std::vector<Finding> only_in(const Judged& judged, const Judged& other) {
  std::multiset<std::string> known;
  for (const Finding& finding : other.findings) known.insert(mark_of(other, finding));
  std::vector<Finding> out;
  for (const Finding& finding : judged.findings) {
    const auto same = known.find(mark_of(judged, finding));
    if (same == known.end())
      out.push_back(finding);
    else
      known.erase(same);
  }
  return out;
}

CollectOptions versions_of(const PreviewArguments& arguments) {
  CollectOptions options;
  if (arguments.patroni_version) options.patroni = parse_version(*arguments.patroni_version);
  if (arguments.postgres_version) options.postgres = parse_version(*arguments.postgres_version);
  return options;
}

int show(const PreviewArguments& arguments, const ReadMembers& read, const Change& change) {
  std::vector<MemberPreview> members;
  members.reserve(read.inputs.size());
  for (const MemberInput& input : read.inputs)
    members.push_back(preview_member(input, {*change.after, change.after->root},
                                     {change.patch, change.patch.root}));
  Judged before, after;
  judge(arguments, versions_of(arguments), change.before_text, before);
  judge(arguments, versions_of(arguments), change.after_text, after);
  const auto fresh = only_in(after, before);
  const auto rules = all_rules();
  const ReportView report{.command = "preview",
                          .tool_version = tool_version(),
                          .sources = &after.collection.sources,
                          .findings = fresh,
                          .failures = read.failures,
                          .rules = rules,
                          .files = after.collection.sources.size(),
                          .clusters = after.collection.clusters.size()};
  const PreparedReport prepared = prepare(report);
  const Redactor redactor(read.collection.sources);
  const PreviewView view{.members = members,
                         .sources = &read.collection.sources,
                         .redactor = &redactor,
                         .assumption = change.assumption,
                         .after = change.after_text,
                         .new_findings = &prepared,
                         .gone = only_in(before, after).size()};
  std::fputs(
      (arguments.format == "json" ? preview_json(view) : preview_text(view, terminal_style()))
          .c_str(),
      stdout);
  if (!read.failures.empty()) return status_unreadable;
  return breaks_something(view) ? status_findings : status_clean;
}

}  // namespace

int preview(const PreviewArguments& arguments) {
  ReadMembers read;
  read_members(request_of(arguments), read);
  for (const Failure& failure : read.failures)
    complain(cat(failure.attempted, ": ", failure.detail));
  if (!read.problem.empty()) return complain(read.problem);
  Change change;
  read_change(arguments, read.collection.sources, change);
  if (!change.problem.empty()) return complain(change.problem);
  apply_change(arguments, read.inputs, change);
  return show(arguments, read, change);
}

}  // namespace patrol::cli
