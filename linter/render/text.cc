// For people: a head line, code frames, notes and what to do; one line of counts at the end.
#include "linter/base/text.h"

#include <algorithm>
#include <map>
#include <set>
#include <string_view>
#include <tuple>
#include <utility>

#include "linter/render/frame.h"
#include "linter/render/render.h"

namespace patrol {
namespace {

// More places than this are counted, not shown.
constexpr std::size_t most_labels = 10;

std::string counted(std::size_t number, std::string_view noun) {
  return cat(number, " ", noun, number == 1 ? "" : "s");
}

class TextWriter {
 public:
  TextWriter(const PreparedReport& report, const TextStyle& style)
      : view_(*report.view),
        style_(style),
        context_{*report.view->sources, report.redactor, style} {}

  void add(const PreparedFinding& finding);
  void add_not_checked();
  void add_failure(const Failure& failure);
  void add_summary(const PreparedReport& report);
  [[nodiscard]] std::string take() { return std::move(out_); }

 private:
  void add_head(const PreparedFinding& finding);
  void add_frames(const PreparedFinding& finding);
  void add_places_without_text(const PreparedFinding& finding);
  void add_remark(std::string_view kind, std::string_view text);
  void add_fix(const PreparedFix& fix, const PreparedFinding& finding);
  void add_arrow(std::string_view arrow, std::string_view place);
  [[nodiscard]] std::string paint(std::string_view text, Paint colour) const {
    return painted(text, colour, style_.has_colour);
  }

  const ReportView& view_;
  const TextStyle& style_;
  FrameContext context_;
  std::string out_;
  std::size_t gutter_ = 1;
  std::set<std::string> explained_;
};

std::string place_text(const TextPlace& place) {
  return cat(printable(place.file), ":", place.begin.line, ":", place.begin.column);
}

std::size_t widest_line_number(const PreparedFinding& finding) {
  std::uint32_t last = finding.at ? finding.at->begin.line : 1;
  for (const auto& label : finding.labels)
    if (label.at) last = std::max(last, label.at->begin.line);
  for (const auto& fix : finding.fixes)
    for (const auto& edit : fix.edits) last = std::max(last, edit.at.end.line);
  return cat(last).size();
}

std::vector<Mark> marks_of(const PreparedFinding& finding) {
  std::vector<Mark> marks;
  if (finding.at)
    marks.push_back({.span = finding.at->span,
                     .line = finding.at->begin.line,
                     .text = "",
                     .paint = paint_of(finding.source->severity),
                     .is_primary = true});
  for (const auto& label : finding.labels)
    if (label.at && marks.size() <= most_labels)
      marks.push_back(
          {.span = label.at->span, .line = label.at->begin.line, .text = printable(label.text)});
  return marks;
}

void TextWriter::add_head(const PreparedFinding& finding) {
  const auto& source = *finding.source;
  out_ += paint(cat(to_string(source.severity), "[", source.rule, "]"), paint_of(source.severity));
  out_ += paint(cat(": ", printable(finding.message)), Paint::strong);
  out_ += '\n';
}

void TextWriter::add_arrow(std::string_view arrow, std::string_view place) {
  out_ += cat(std::string(gutter_ + 1, ' '), paint(arrow, Paint::gutter), " ", place, "\n");
}

// One frame a file: first that of the finding, then the others in the order of the labels.
void TextWriter::add_frames(const PreparedFinding& finding) {
  if (finding.at)
    add_arrow("-->", place_text(*finding.at));
  else if (!finding.place.empty())
    add_arrow("-->", printable(finding.place));
  auto marks = marks_of(finding);
  while (!marks.empty()) {
    const auto file = marks[0].span.file;
    if (!finding.at || file != finding.at->span.file) {
      const auto begin = view_.sources->position(file, marks[0].span.begin);
      add_arrow(":::", place_text({marks[0].span, view_.sources->name(file), begin, begin}));
    }
    const auto others = std::stable_partition(
        marks.begin(), marks.end(), [&](const Mark& mark) { return mark.span.file == file; });
    std::vector<Mark> of_file(marks.begin(), others);
    std::stable_sort(of_file.begin(), of_file.end(),
                     [](const Mark& left, const Mark& right) { return left.line < right.line; });
    out_ += code_frame(context_, of_file, gutter_);
    marks.erase(marks.begin(), others);
  }
}

void TextWriter::add_remark(std::string_view kind, std::string_view text) {
  out_ += cat(std::string(gutter_ + 2, ' '), paint("=", Paint::gutter), " ",
              paint(kind, Paint::strong), ": ", printable(text), "\n");
}

void TextWriter::add_places_without_text(const PreparedFinding& finding) {
  std::size_t marked = 0;
  for (const auto& label : finding.labels) {
    if (label.at)
      ++marked;
    else
      add_remark("note", cat(label.place, ": ", label.text));
  }
  if (marked > most_labels) add_remark("note", cat(marked - most_labels, " more places"));
}

// Edits elsewhere than in the file of the finding say where.
void TextWriter::add_fix(const PreparedFix& fix, const PreparedFinding& finding) {
  add_remark("help", fix.title);
  const auto& edits = fix.source->edits;
  if (edits.empty()) return;
  const auto file = edits[0].at.file;
  if (!finding.at || file != finding.at->span.file) {
    const auto begin = view_.sources->position(file, edits[0].at.begin);
    add_arrow(":::", place_text({edits[0].at, view_.sources->name(file), begin, begin}));
  }
  out_ += change_frame(context_, *fix.source, gutter_);
}

void TextWriter::add(const PreparedFinding& finding) {
  const auto& source = *finding.source;
  gutter_ = widest_line_number(finding);
  add_head(finding);
  add_frames(finding);
  add_places_without_text(finding);
  if (source.members.size() > 1) add_remark("note", cat("concerns ", join(source.members, ", ")));
  for (const auto& note : finding.notes) add_remark("note", note);
  for (const auto& fix : finding.fixes) add_fix(fix, finding);
  if (explained_.insert(source.rule).second)
    add_remark("help", cat("patrol explain ", source.rule));
  out_ += '\n';
}

// One reason keeps dozens of rules from a member; people want it once.
void TextWriter::add_not_checked() {
  struct Gap {
    const NotChecked* first;
    std::size_t rules;
  };
  std::vector<Gap> gaps;
  std::map<std::tuple<std::string_view, std::string_view, std::string_view>, std::size_t> places;
  for (const NotChecked& entry : view_.not_checked) {
    const auto [found, is_new] =
        places.try_emplace({entry.member, entry.surface, entry.reason}, gaps.size());
    if (is_new) gaps.push_back({&entry, 0});
    ++gaps[found->second].rules;
  }
  for (const Gap& gap : gaps) {
    const NotChecked& entry = *gap.first;
    const std::string which = gap.rules == 1 ? entry.rule : counted(gap.rules, "rule");
    out_ += paint(cat("not checked[", which, "]"), Paint::warning);
    out_ += cat(entry.member.empty() ? "" : " on ", printable(entry.member), ": ");
    if (!entry.surface.empty()) out_ += cat(printable(entry.surface), ": ");
    out_ += cat(printable(entry.reason), "\n");
  }
}

void TextWriter::add_failure(const Failure& failure) {
  out_ += paint("error", Paint::error);
  out_ += cat(": ", printable(failure.attempted), ": ", printable(failure.detail), "\n");
}

std::string counts_text(const Counts& counts) {
  std::vector<std::string> parts;
  if (counts.error > 0) parts.push_back(counted(counts.error, "error"));
  if (counts.warning > 0) parts.push_back(counted(counts.warning, "warning"));
  if (counts.info > 0) parts.push_back(cat(counts.info, " info"));
  return parts.empty() ? "no findings" : join(parts, ", ");
}

void TextWriter::add_summary(const PreparedReport& report) {
  const auto counts = count(view_.findings);
  out_ += paint(counts_text(counts), Paint::strong);
  out_ += cat(" in ", counted(view_.files, "file"));
  if (view_.clusters > 1) out_ += cat(" of ", counted(view_.clusters, "cluster"));
  if (!report.suppressed.empty())
    out_ += cat("; ", report.suppressed.size(), " allowed by comments");
  if (!view_.not_checked.empty())
    out_ += cat("; ", counted(view_.not_checked.size(), "check"), " not made");
  if (!view_.failures.empty())
    out_ += cat("; ", counted(view_.failures.size(), "input"), " not read");
  out_ += '\n';
}

}  // namespace

std::string render_text(const PreparedReport& report, const TextStyle& style) {
  TextWriter writer(report, style);
  for (const auto& finding : report.findings) writer.add(finding);
  writer.add_not_checked();
  for (const auto& failure : report.view->failures) writer.add_failure(failure);
  if (style.has_summary) writer.add_summary(report);
  return writer.take();
}

}  // namespace patrol
