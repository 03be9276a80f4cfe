// From a format's name to its function.
#include "linter/render/render.h"

#include <algorithm>
#include <array>

namespace patrol {
namespace {

constexpr auto names =
    std::to_array<std::string_view>({"text", "json", "sarif", "junit", "github", "gitlab",
                                     "markdown", "html", "nagios", "prometheus"});

}  // namespace

std::span<const std::string_view> format_names() {
  return names;
}

std::optional<Format> format_named(std::string_view name) {
  const auto* const found = std::find(names.begin(), names.end(), name);
  if (found == names.end()) return std::nullopt;
  return static_cast<Format>(found - names.begin());
}

bool is_for_clusters_only(Format format) {
  return format == Format::nagios || format == Format::prometheus;
}

std::string render(const PreparedReport& report, Format format, const TextStyle& style) {
  switch (format) {
    case Format::text:
      return render_text(report, style);
    case Format::json:
      return render_json(report);
    case Format::sarif:
      return render_sarif(report);
    case Format::junit:
      return render_junit(report);
    case Format::github:
      return render_github(report);
    case Format::gitlab:
      return render_gitlab(report);
    case Format::markdown:
      return render_markdown(report);
    case Format::html:
      return render_html(report);
    case Format::nagios:
      return render_nagios(report);
    case Format::prometheus:
      return render_prometheus(report);
  }
  return {};
}

}  // namespace patrol
