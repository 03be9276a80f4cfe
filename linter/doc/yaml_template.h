// Placeholders and lines that a template engine replaces before the text is YAML: Jinja, Go
// templates, ERB, shell variables, `%NAME%`, `@NAME@`.
#pragma once

#include <cstdint>
#include <string_view>

namespace patrol {

/// Whether a text holds anything that the functions below would recognise. Quick; may say yes
/// wrongly.
[[nodiscard]] bool may_have_templates(std::string_view text);

/// Length of the placeholder at an offset: `{{ x }}`, `{% x %}`, `<% x %>`, `${X}` on one line; 0
/// for none.
[[nodiscard]] std::uint32_t placeholder_length(std::string_view text, std::uint32_t at);

/// Length of a placeholder that cannot begin an unquoted YAML text but stands for one: those above,
/// `%NAME%`, `%(NAME)s`, `@NAME@`; 0 for none.
[[nodiscard]] std::uint32_t leading_placeholder_length(std::string_view text, std::uint32_t at);

/// The end of a template line that starts at an offset (behind its blanks), without its line end:
/// a statement or comment of the engine with the rest of its line, or nothing but placeholders.
/// The offset itself when it is none. Statements may reach over lines.
[[nodiscard]] std::uint32_t template_line_end(std::string_view text, std::uint32_t at);
/// The same for statements and comments only.
[[nodiscard]] std::uint32_t template_statement_end(std::string_view text, std::uint32_t at);

/// A scalar whose value cannot be known before the template is filled in.
[[nodiscard]] bool has_placeholder(std::string_view scalar);

}  // namespace patrol
