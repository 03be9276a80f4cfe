// Pairs formats with files and knows about terminals.
#include "cli/outputs.h"

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <sys/ioctl.h>
#include <unistd.h>
#include <vector>

#include "cli/files.h"
#include "linter/base/text.h"

namespace patrol::cli {
namespace {

constexpr std::size_t narrowest = 60;

bool write_one(const PreparedReport& report, const OutputTarget& target, bool is_quiet,
               const Renderer& renderer) {
  const Format format = format_named(target.format).value_or(Format::text);
  if (target.file.empty() || target.file == "-") {
    TextStyle style = terminal_style();
    style.has_summary = !is_quiet;
    const std::string text = renderer(report, format, style);
    return std::fwrite(text.data(), 1, text.size(), stdout) == text.size() &&
           std::fflush(stdout) == 0;
  }
  const auto written =
      write_file(target.file, renderer(report, format, {.has_summary = !is_quiet}));
  if (written) return true;
  std::fprintf(stderr, "patrol: %s: %s\n", printable(written.error().attempted).c_str(),
               written.error().detail.c_str());
  return false;
}

}  // namespace

TextStyle terminal_style() {
  TextStyle style;
  if (::isatty(STDOUT_FILENO) == 0) return style;
  const char* no_colour = std::getenv("NO_COLOR");
  style.has_colour = no_colour == nullptr || *no_colour == '\0';
  winsize size{};
  if (::ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0)
    style.columns = std::max<std::size_t>(narrowest, size.ws_col);
  return style;
}

bool write_reports(const PreparedReport& report, const ReportArguments& arguments,
                   const Renderer& renderer) {
  std::vector<std::string> formats = arguments.formats;
  if (formats.empty()) formats.emplace_back("text");
  const auto to_terminal = [&](std::size_t at) {
    return at >= arguments.outputs.size() || arguments.outputs[at] == "-";
  };
  std::size_t terminals = 0;
  bool is_written = true;
  for (std::size_t at = 0; at < formats.size(); ++at) {
    terminals += to_terminal(at) ? 1 : 0;
    if (terminals > 1) {
      std::fputs("patrol: two formats cannot share standard output; give each its --output FILE\n",
                 stderr);
      return false;
    }
    const OutputTarget target{formats[at], to_terminal(at) ? "" : arguments.outputs[at]};
    is_written = write_one(report, target, arguments.is_quiet, renderer) && is_written;
  }
  return is_written;
}

}  // namespace patrol::cli
