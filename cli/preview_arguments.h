// Options of `patrol preview`. Only the files of the command line include it.
#pragma once

#include <CLI/CLI.hpp>

#include "cli/arguments.h"

namespace patrol::cli {

void add_preview(CLI::App& app, PreviewArguments& arguments);

}  // namespace patrol::cli
