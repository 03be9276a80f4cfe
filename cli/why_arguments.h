// Options of `patrol why`. Only the files of the command line include it.
#pragma once

#include <CLI/CLI.hpp>

#include "cli/arguments.h"

namespace patrol::cli {

void add_why(CLI::App& app, WhyArguments& arguments);

}  // namespace patrol::cli
