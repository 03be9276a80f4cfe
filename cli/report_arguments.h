// The options that lint, drift and ready share. CLI11 stays behind the arguments.
#pragma once

#include "cli/arguments.h"

namespace CLI {
class App;
}

namespace patrol::cli {

/// Formats for monitoring and web pages make sense for running clusters only.
enum class Reports { of_files, of_clusters };

/// --select, --ignore, --fail-on.
void add_selection(CLI::App& command, ReportArguments& arguments);
/// --patroni-version, --postgres-version, --etcd-version.
void add_versions(CLI::App& command, ReportArguments& arguments);
/// --format and --output, in pairs; --quiet.
void add_outputs(CLI::App& command, ReportArguments& arguments, Reports reports);
/// --settings, --no-settings.
void add_settings(CLI::App& command, ReportArguments& arguments);

}  // namespace patrol::cli
