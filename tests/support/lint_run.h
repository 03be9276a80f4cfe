// Lints texts from memory as `patrol lint` lints files, for the tests of rules and fixtures.
#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "linter/diag/finding.h"
#include "linter/engine/engine.h"
#include "linter/engine/suppressions.h"
#include "linter/model/collection.h"
#include "linter/render/prepare.h"

namespace patrol::test {

/// All rules of the catalogue and those about comments.
[[nodiscard]] const std::vector<const Rule*>& known_rules();

/// The selection that shows what one rule finds. A rule about comments needs the others as well.
[[nodiscard]] Selection only(const Rule& rule);

/// Files of a folder with paths relative to it, in byte order, without `expected.txt`.
[[nodiscard]] std::vector<InputFile> files_in(const std::filesystem::path& folder);

/// One run; borrows nothing. Files can include each other; `.patrol.yml` sets the versions.
class LintRun {
 public:
  explicit LintRun(std::vector<InputFile> files, const Selection& selection = {});

  [[nodiscard]] const std::vector<Finding>& findings() const { return outcome_.findings; }
  [[nodiscard]] std::vector<Finding> findings_of(const Rule& rule) const;
  [[nodiscard]] const SourceSet& sources() const { return collection_.sources; }
  [[nodiscard]] PreparedReport prepared();
  /// As text without colour; empty when there is no finding.
  [[nodiscard]] std::string text();
  /// The files after all safe fixes.
  [[nodiscard]] std::vector<InputFile> fixed_files() const;

 private:
  CollectOptions take_settings();
  [[nodiscard]] IncludeFiles includes();

  std::vector<InputFile> files_;
  std::map<std::string, std::string, std::less<>> texts_;
  Collection collection_;
  SuppressionOutcome outcome_;
  ReportView view_;
};

}  // namespace patrol::test
