// The formats of a report. Same report, same bytes.
#pragma once

#include <cstddef>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "linter/render/json_writer.h"
#include "linter/render/prepare.h"

namespace patrol {

enum class Format { text, json, sarif, junit, github, gitlab, markdown, html, nagios, prometheus };

/// "text", "json", … in the order of the enum.
[[nodiscard]] std::span<const std::string_view> format_names();
[[nodiscard]] std::optional<Format> format_named(std::string_view name);

/// Formats for monitoring: they say how a running cluster is, not where a file is wrong.
[[nodiscard]] bool is_for_clusters_only(Format format);

struct TextStyle {
  bool has_colour = false;
  std::size_t columns = 100;  // of a source line; longer ones are cut around what is marked
  bool has_summary = true;    // the line of counts at the end
};

/// One prepared report can be rendered in several formats. `style` matters to text only.
[[nodiscard]] std::string render(const PreparedReport& report, Format format,
                                 const TextStyle& style = {});

[[nodiscard]] std::string render_text(const PreparedReport& report, const TextStyle& style);
/// design.md 5; the schema is docs/schema/patrol-lint-1.json.
[[nodiscard]] std::string render_json(const PreparedReport& report);
/// The same with further members, which `add_more` writes, behind the command's name.
[[nodiscard]] std::string render_json(const PreparedReport& report,
                                      const std::function<void(JsonWriter&)>& add_more);
/// SARIF 2.1.0, within the limits of GitHub code scanning.
[[nodiscard]] std::string render_sarif(const PreparedReport& report);
/// One test suite a file; a finding of severity info does not fail.
[[nodiscard]] std::string render_junit(const PreparedReport& report);
/// Workflow commands: annotations on a pull request.
[[nodiscard]] std::string render_github(const PreparedReport& report);
/// GitLab Code Quality.
[[nodiscard]] std::string render_gitlab(const PreparedReport& report);
/// A comment for a pull request: one table a file.
[[nodiscard]] std::string render_markdown(const PreparedReport& report);
/// One page that needs nothing else: to be attached to a change request.
[[nodiscard]] std::string render_html(const PreparedReport& report);
/// One line with performance data, as Nagios plugins print it: "PATROL WARNING - …|error=0 …".
[[nodiscard]] std::string render_nagios(const PreparedReport& report);
/// Gauges for node_exporter's textfile collector: counts by severity, and one series for each
/// finding and each thing that was not checked.
[[nodiscard]] std::string render_prometheus(const PreparedReport& report);

}  // namespace patrol
