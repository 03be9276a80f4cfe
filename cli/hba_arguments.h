// The place of `patrol hba …` on the command line.
#pragma once

#include <CLI/CLI.hpp>

#include "cli/arguments.h"

namespace patrol::cli {

/// Adds `hba who`, `hba check` and `hba diff`; the verb is set when one of them is given.
void add_hba(CLI::App& app, HbaArguments& arguments);

}  // namespace patrol::cli
