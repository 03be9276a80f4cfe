// Environment files of a cluster and the odd lines in them.
#pragma once

#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "linter/diag/report.h"
#include "linter/model/snapshot.h"

namespace patrol::rules {

/// PATRONI_* and ETCD_* files.
[[nodiscard]] std::vector<const EnvFile*> env_files(const Snapshot& cluster);

/// Calls `say` for each problem of one kind, with its place: the variable as the setting, its line
/// as the text.
void each_problem(const Snapshot& cluster, EnvProblem::Kind kind,
                  const std::function<void(const EnvProblem&, const Spot&)>& say);

/// Its value must not be shown, and may hold any character.
[[nodiscard]] bool is_secret_variable(std::string_view name);

/// The known variable that was meant; the common prefix up to the first underscore does not count.
[[nodiscard]] std::optional<std::string_view> nearest_variable(
    std::string_view name, std::span<const std::string_view> known);

/// "`NAME`" or "a line" where no variable is concerned.
[[nodiscard]] std::string subject(const EnvProblem& problem);

}  // namespace patrol::rules
