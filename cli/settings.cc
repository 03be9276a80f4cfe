// Finds and reads `.patrol.yml`.
#include "cli/settings.h"

#include <filesystem>
#include <string>
#include <utility>

#include "cli/files.h"
#include "linter/base/text.h"

namespace patrol::cli {
namespace {

namespace fs = std::filesystem;

std::string discover() {
  std::error_code error;
  for (fs::path folder = fs::current_path(error); !error && !folder.empty();
       folder = folder.parent_path()) {
    const fs::path candidate = folder / ".patrol.yml";
    if (fs::is_regular_file(candidate, error)) return candidate.string();
    if (folder == folder.parent_path()) break;
  }
  return {};
}

Result<Options> from_file(const std::string& path) {
  auto text = read_file(path);
  if (!text) return tl::unexpected(text.error());
  SourceSet sources;
  const FileId file = sources.add(path, std::move(*text));
  ReadOptions read = read_options(file, sources.text(file));
  if (read.problems.empty()) return std::move(read.options);
  std::string detail;
  for (const OptionsProblem& problem : read.problems) {
    const LineColumn at = sources.position(file, problem.at.begin);
    detail += cat(detail.empty() ? "" : "; ", "line ", at.line, " column ", at.column, ": ",
                  problem.message);
  }
  return tl::unexpected(Failure{FailureKind::usage, path, detail});
}

Result<void> take_version(const std::optional<std::string>& word, std::string_view flag,
                          std::optional<Version>& into) {
  if (!word) return {};
  into = parse_version(*word);
  if (into) return {};
  return tl::unexpected(
      Failure{FailureKind::usage, std::string(flag), cat("`", *word, "` is no version")});
}

}  // namespace

Result<Options> effective_options(const ReportArguments& arguments) {
  const std::string path = arguments.ignores_settings        ? std::string()
                           : arguments.settings_file.empty() ? discover()
                                                             : arguments.settings_file;
  Result<Options> options = path.empty() ? Result<Options>(Options{}) : from_file(path);
  if (!options) return options;
  if (!arguments.select.empty()) options->selection.select = arguments.select;
  auto& ignored = options->selection.ignore;
  ignored.insert(ignored.end(), arguments.ignore.begin(), arguments.ignore.end());
  if (arguments.fail_on)
    options->fail_on = parse_threshold(*arguments.fail_on).value_or(Threshold::error);
  const auto versions =
      take_version(arguments.patroni_version, "--patroni-version", options->patroni)
          .and_then([&] {
            return take_version(arguments.postgres_version, "--postgres-version",
                                options->postgres);
          })
          .and_then([&] {
            return take_version(arguments.etcd_version, "--etcd-version", options->etcd);
          });
  if (!versions) return tl::unexpected(versions.error());
  return options;
}

}  // namespace patrol::cli
