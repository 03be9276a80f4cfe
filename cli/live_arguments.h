// Options of all commands that look at running clusters. Only the files of the command line include
// it.
#pragma once

#include <CLI/CLI.hpp>

#include "cli/arguments.h"

namespace patrol::cli {

/// The source options.
void add_live(CLI::App& command, LiveArguments& arguments);
void add_snapshot(CLI::App& app, SnapshotArguments& arguments);
void add_drift(CLI::App& app, DriftArguments& arguments);

}  // namespace patrol::cli
