// Lines are taken from the sources with secrets hidden; marks follow the columns of what is shown.
#include "linter/render/frame.h"

#include <algorithm>
#include <utility>

#include "linter/base/text.h"
#include "linter/diag/fixer.h"
#include "linter/render/mark_rows.h"
#include "linter/render/shown_line.h"

namespace patrol {
namespace {

constexpr std::size_t most_change_lines = 12;

class FrameWriter {
 public:
  FrameWriter(const FrameContext& context, std::size_t gutter)
      : context_(context), gutter_(gutter) {}

  void add(std::span<const Mark> marks);
  void add_change(const ChangedLines& change, FileId file);
  [[nodiscard]] std::string take() { return std::move(out_); }

 private:
  void add_gap(std::uint32_t line, FileId file);
  void add_line(std::span<const Mark> marks);
  void add_row(std::uint32_t number, char sign, std::string_view text);
  [[nodiscard]] ShownLine shown(FileId file, std::uint32_t number, std::size_t focus) const;
  void add_changed(std::string_view text, std::span<const TextRange> secrets, std::uint32_t line,
                   char sign);

  const FrameContext& context_;
  std::size_t gutter_;
  std::string out_;
  std::uint32_t last_line_ = 0;
};

void FrameWriter::add_row(std::uint32_t number, char sign, std::string_view text) {
  out_ += gutter_text(gutter_, number, sign, context_.style.has_colour);
  if (!text.empty()) out_ += ' ';
  out_ += text;
  out_ += '\n';
}

ShownLine FrameWriter::shown(FileId file, std::uint32_t number, std::size_t focus) const {
  const auto line = context_.sources.line(file, number);
  const auto start = context_.sources.line_start(file, number);
  const auto secrets = ranges_within(context_.redactor.ranges(file), {start, start + line.size()});
  return show_line(line, secrets, focus, context_.style.columns);
}

// One line between two marked ones is shown, more are not.
void FrameWriter::add_gap(std::uint32_t line, FileId file) {
  if (last_line_ == 0 || line <= last_line_ + 1) return;
  if (line == last_line_ + 2)
    add_row(line - 1, '|', shown(file, line - 1, 0).text);
  else
    out_ += painted("...\n", Paint::gutter, context_.style.has_colour);
}

// The line once, or several times where it is so long that the marks do not fit into one view.
void FrameWriter::add_line(std::span<const Mark> marks) {
  const auto start = context_.sources.line_start(marks[0].span.file, marks[0].line);
  while (!marks.empty()) {
    const auto view = shown(marks[0].span.file, marks[0].line, marks[0].span.begin - start);
    std::vector<Underline> underlines;
    for (const auto& mark : marks) {
      if (!view.has(mark.span.begin - start) && !underlines.empty()) break;
      const auto begin = view.column(mark.span.begin - start);
      const auto end = std::max(view.column(mark.span.end - start), begin + 1);
      underlines.push_back({begin, end, mark.text, mark.paint, mark.is_primary});
    }
    add_row(marks[0].line, '|', view.text);
    for (const auto& row : mark_rows(underlines, context_.style.has_colour)) add_row(0, '|', row);
    marks = marks.subspan(underlines.size());
  }
}

void FrameWriter::add(std::span<const Mark> marks) {
  add_row(0, '|', "");
  while (!marks.empty()) {
    const auto next = std::find_if(marks.begin(), marks.end(),
                                   [&](const Mark& mark) { return mark.line != marks[0].line; });
    add_gap(marks[0].line, marks[0].span.file);
    last_line_ = marks[0].line;
    const auto count = static_cast<std::size_t>(next - marks.begin());
    std::vector<Mark> of_line(marks.begin(), next);
    std::stable_sort(of_line.begin(), of_line.end(), [](const Mark& left, const Mark& right) {
      return left.span.begin < right.span.begin;
    });
    add_line(of_line);
    marks = marks.subspan(count);
  }
}

void FrameWriter::add_changed(std::string_view text, std::span<const TextRange> secrets,
                              std::uint32_t line, char sign) {
  std::size_t at = 0;
  for (std::size_t shown_lines = 0; at < text.size(); ++shown_lines, ++line) {
    if (shown_lines == most_change_lines) {
      add_row(0, sign, "…");
      return;
    }
    const auto end = std::min(text.find('\n', at), text.size());
    auto one = text.substr(at, end - at);
    if (one.ends_with('\r')) one.remove_suffix(1);
    const auto view =
        show_line(one, ranges_within(secrets, {at, at + one.size()}), 0, context_.style.columns);
    const auto paint = sign == '+' ? Paint::added : Paint::removed;
    add_row(line, sign, painted(view.text, paint, context_.style.has_colour));
    at = end + 1;
  }
}

// What is secret in the new lines: what was in the old ones, whatever an edit made of it, and what
// a name in the new text makes so. Quotes that an edit puts around a secret are shown.
std::vector<TextRange> secrets_after(std::span<const TextRange> ranges, const ChangedLines& change,
                                     std::string_view after) {
  auto secrets = secret_ranges(after);
  std::size_t old_at = change.begin;
  std::size_t new_at = 0;
  const auto keep_until = [&](std::size_t end) {
    for (const auto& range : ranges_within(ranges, {old_at, end}))
      secrets.push_back({new_at + range.begin, new_at + range.end});
    new_at += end - old_at;
  };
  for (const Edit& edit : change.edits) {
    keep_until(edit.at.begin);
    const std::string_view text = edit.replacement;
    const std::size_t quote = text.starts_with('\'') || text.starts_with('"') ? 1 : 0;
    if (!ranges_within(ranges, {edit.at.begin, edit.at.end}).empty() && text.size() > quote)
      secrets.push_back({new_at + quote, new_at + text.size() - quote});
    new_at += text.size();
    old_at = edit.at.end;
  }
  keep_until(change.end);
  return merged(std::move(secrets));
}

void FrameWriter::add_change(const ChangedLines& change, FileId file) {
  const auto before = context_.sources.text(Span{file, change.begin, change.end});
  const auto after = with_edits(before, change.edits, change.begin);
  const auto ranges = context_.redactor.ranges(file);
  const auto old_secrets = ranges_within(ranges, {change.begin, change.end});
  add_changed(before, old_secrets, change.first_line, '-');
  add_changed(after, secrets_after(ranges, change, after), change.first_line, '+');
}

}  // namespace

std::string gutter_text(std::size_t gutter, std::uint32_t number, char sign, bool has_colour) {
  std::string text(gutter + 2, ' ');
  if (number > 0) {
    const auto digits = cat(number);
    text.replace(1 + gutter - std::min(gutter, digits.size()), digits.size(), digits);
  }
  const auto paint = sign == '-' ? Paint::removed : sign == '+' ? Paint::added : Paint::gutter;
  return painted(text, Paint::gutter, has_colour) + painted({&sign, 1}, paint, has_colour);
}

std::string code_frame(const FrameContext& context, std::span<const Mark> marks,
                       std::size_t gutter) {
  FrameWriter writer(context, gutter);
  writer.add(marks);
  return writer.take();
}

std::string change_frame(const FrameContext& context, const Fix& fix, std::size_t gutter) {
  if (!is_applicable(context.sources, fix)) return {};
  std::vector<Edit> edits = fix.edits;
  std::sort(edits.begin(), edits.end(),
            [](const Edit& left, const Edit& right) { return left.at < right.at; });
  FrameWriter writer(context, gutter);
  std::span<const Edit> rest = edits;
  while (!rest.empty()) {
    const auto file = rest[0].at.file;
    const auto next = std::find_if(rest.begin(), rest.end(),
                                   [&](const Edit& edit) { return edit.at.file != file; });
    const auto count = static_cast<std::size_t>(next - rest.begin());
    for (const auto& change : changed_lines(context.sources, rest.first(count)))
      writer.add_change(change, file);
    rest = rest.subspan(count);
  }
  return writer.take();
}

}  // namespace patrol
