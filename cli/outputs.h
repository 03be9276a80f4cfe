// Reports onto standard output and into files.
#pragma once

#include <functional>
#include <string>

#include "cli/arguments.h"
#include "linter/render/render.h"

namespace patrol::cli {

/// How to write to standard output. Colour only for people: on a terminal, unless NO_COLOR says
/// otherwise (no-color.org).
[[nodiscard]] TextStyle terminal_style();

/// How a report becomes the text of a format; `render` unless a command has something to add.
using Renderer = std::function<std::string(const PreparedReport&, Format, const TextStyle& style)>;

/// Each format goes to the file at the same position, the others to standard output. False when one
/// could not be written, after saying so.
[[nodiscard]] bool write_reports(const PreparedReport& report, const ReportArguments& arguments,
                                 const Renderer& renderer = render);

}  // namespace patrol::cli
