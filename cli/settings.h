// The settings file and the command line, joined.
#pragma once

#include "cli/arguments.h"
#include "linter/base/result.h"
#include "linter/engine/options.h"

namespace patrol::cli {

/// What the command line says, else what `.patrol.yml` says (in the working directory or the
/// nearest folder above, unless --settings or --no-settings), else the defaults. --ignore adds to
/// the file's list, --select replaces it.
[[nodiscard]] Result<Options> effective_options(const ReportArguments& arguments);

}  // namespace patrol::cli
