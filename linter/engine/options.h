// What a run may be told: which rules, from which severity on it fails, for which versions. The
// same words stand in `.patrol.yml`.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "linter/base/source.h"
#include "linter/base/version.h"
#include "linter/diag/finding.h"
#include "linter/engine/engine.h"

namespace patrol {

/// From which severity on a run fails.
enum class Threshold { info, warning, error, never };

struct Options {
  Selection selection;
  Threshold fail_on = Threshold::error;
  std::optional<Version> patroni;
  std::optional<Version> postgres;
  std::optional<Version> etcd;
  std::vector<std::string> exclude;  // paths and `*.ending`s to be left out of folders
};

struct OptionsProblem {
  Span at;
  std::string message;
};

struct ReadOptions {
  Options options;
  std::vector<OptionsProblem> problems;  // unknown keys, wrong types, words that mean nothing
};

/// Keys: select, ignore, exclude (lists or comma-separated text), fail_on, patroni_version,
/// postgres_version, etcd_version. An empty text means the defaults.
[[nodiscard]] ReadOptions read_options(FileId file, std::string_view text);

/// "error", "warning", "info" or "never"; nothing for other words.
[[nodiscard]] std::optional<Threshold> parse_threshold(std::string_view word);
[[nodiscard]] bool is_reached(Threshold threshold, Severity severity);

}  // namespace patrol
