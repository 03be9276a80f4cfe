#include "tests/support/lint_run.h"

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <sstream>

#include "linter/diag/fixer.h"
#include "linter/engine/options.h"
#include "linter/model/live_documents.h"
#include "linter/render/render.h"
#include "rules/catalogue.h"
#include "tests/support/observed_files.h"

namespace patrol::test {
namespace {

namespace fs = std::filesystem;

// Expiry dates in fixtures are compared with this day.
constexpr std::string_view today = "2026-01-01";

std::string read_text(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  std::ostringstream text;
  text << in.rdbuf();
  return text.str();
}

std::string beside(std::string_view name, std::string_view from) {
  return (fs::path(from).parent_path() / name).lexically_normal().string();
}

}  // namespace

const std::vector<const Rule*>& known_rules() {
  static const auto rules = [] {
    const auto judging = all_rules();
    const auto built_in = suppression_rules();
    std::vector<const Rule*> known(judging.begin(), judging.end());
    known.insert(known.end(), built_in.begin(), built_in.end());
    return known;
  }();
  return rules;
}

Selection only(const Rule& rule) {
  return {.select = {std::string(rule.id)}, .ignore = {}};
}

std::vector<InputFile> files_in(const fs::path& folder) {
  std::vector<InputFile> files;
  for (const auto& entry : fs::recursive_directory_iterator(folder)) {
    const auto path = entry.path().lexically_relative(folder).string();
    if (!entry.is_regular_file() || path == "expected.txt") continue;
    files.push_back({path, read_text(entry.path())});
  }
  std::sort(files.begin(), files.end(),
            [](const auto& left, const auto& right) { return left.path < right.path; });
  return files;
}

// The versions that a folder's own settings file names.
CollectOptions LintRun::take_settings() {
  const auto settings = std::find_if(files_.begin(), files_.end(), [](const InputFile& file) {
    return file.path == ".patrol.yml";
  });
  if (settings == files_.end()) return {};
  const auto read = read_options(FileId{0}, settings->text);
  if (!read.problems.empty()) std::abort();
  files_.erase(settings);
  return {.patroni = read.options.patroni,
          .postgres = read.options.postgres,
          .etcd = read.options.etcd,
          .files = {}};
}

LintRun::LintRun(std::vector<InputFile> files, const Selection& selection)
    : files_(std::move(files)) {
  auto options = take_settings();
  for (const auto& file : files_) texts_[file.path] = file.text;
  options.files = includes();
  if (is_observed(files_))
    collect_observed(observation_of(files_), options, collection_);
  else
    collect(files_, options, collection_);
  // A comment is unused only where the rule it names ran.
  const bool is_about_comments =
      selection.select.size() == 1 && selection.select[0].starts_with("SUP");
  const Selection running = is_about_comments ? Selection{} : selection;
  std::vector<Finding> findings;
  for (const Snapshot& cluster : collection_.clusters)
    for (Finding& finding : run_rules(all_rules(), running, cluster))
      findings.push_back(std::move(finding));
  sort_findings(findings);
  outcome_ =
      apply_suppressions(collection_.sources, std::move(findings), known_rules(), running, today);
  if (!is_about_comments) return;
  std::erase_if(outcome_.findings,
                [&](const Finding& finding) { return finding.rule != selection.select[0]; });
}

IncludeFiles LintRun::includes() {
  IncludeFiles files;
  files.open = [this](std::string_view name, std::string_view from) -> std::optional<IncludedFile> {
    const auto found = texts_.find(beside(name, from));
    if (found == texts_.end()) return std::nullopt;
    const FileId file = collection_.sources.add(found->first, found->second);
    return IncludedFile{found->first, file, collection_.sources.text(file)};
  };
  files.list = [this](std::string_view name,
                      std::string_view from) -> std::optional<std::vector<std::string>> {
    const auto folder = beside(name, from);
    std::vector<std::string> names;
    for (const auto& [path, text] : texts_)
      if (fs::path(path).parent_path() == folder) names.push_back(fs::path(path).filename());
    if (names.empty()) return std::nullopt;
    return names;
  };
  return files;
}

std::vector<Finding> LintRun::findings_of(const Rule& rule) const {
  std::vector<Finding> out;
  for (const Finding& finding : findings())
    if (finding.rule == rule.id) out.push_back(finding);
  return out;
}

PreparedReport LintRun::prepared() {
  view_ = {.command = "lint",
           .tool_version = "0.1.0",
           .sources = &collection_.sources,
           .findings = outcome_.findings,
           .suppressed = outcome_.suppressed,
           .rules = known_rules(),
           .files = files_.size(),
           .clusters = collection_.clusters.size()};
  return prepare(view_);
}

std::string LintRun::text() {
  return findings().empty() ? std::string() : render_text(prepared(), {});
}

std::vector<InputFile> LintRun::fixed_files() const {
  const auto fixed = apply_fixes(collection_.sources, findings(), FixPolicy::safe_only);
  std::vector<InputFile> files = files_;
  for (const auto& change : fixed.files)
    for (auto& file : files)
      if (file.path == collection_.sources.name(change.file)) file.text = change.text;
  return files;
}

}  // namespace patrol::test
