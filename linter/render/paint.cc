// The eight basic colours, bold: every terminal has them, on dark and on light.
#include "linter/render/paint.h"

#include "linter/base/text.h"

namespace patrol {
namespace {

std::string_view code_of(Paint paint) {
  switch (paint) {
    case Paint::plain:
      return "";
    case Paint::strong:
      return "1";
    case Paint::error:
      return "1;31";
    case Paint::warning:
      return "1;33";
    case Paint::info:
      return "1;36";
    case Paint::gutter:
    case Paint::label:
      return "1;34";
    case Paint::removed:
      return "31";
    case Paint::added:
      return "32";
  }
  return "";
}

}  // namespace

Paint paint_of(Severity severity) {
  if (severity == Severity::error) return Paint::error;
  return severity == Severity::warning ? Paint::warning : Paint::info;
}

std::string painted(std::string_view text, Paint paint, bool has_colour) {
  const auto code = code_of(paint);
  if (!has_colour || code.empty() || text.empty()) return std::string(text);
  return cat("\x1b[", code, "m", text, "\x1b[0m");
}

}  // namespace patrol
