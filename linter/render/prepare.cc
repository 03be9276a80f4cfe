// Places are resolved in the order of the findings, so that one long line is counted once.
#include "linter/render/prepare.h"

#include <algorithm>
#include <cstdint>
#include <map>
#include <utility>

#include "linter/base/text.h"
#include "linter/render/shown_line.h"

namespace patrol {
namespace {

// Enough of a line to know it again; a line may be as long as its file.
constexpr std::size_t remembered_line_bytes = 512;

// Positions that mostly go forward: continues to count from the last one in the same line.
class Locator {
 public:
  explicit Locator(const SourceSet& sources) : sources_(sources) {}

  LineColumn position(FileId file, std::uint32_t offset) {
    const bool goes_on = is_set_ && file == file_ && offset >= offset_ && offset < line_end_;
    if (!goes_on) start_line(file, offset);
    const auto passed = sources_.text(Span{file, offset_, offset});
    at_.column +=
        static_cast<std::uint32_t>(std::count_if(passed.begin(), passed.end(), [](char letter) {
          return (static_cast<unsigned char>(letter) & 0xC0U) != 0x80U;
        }));
    offset_ = offset;
    return at_;
  }

 private:
  void start_line(FileId file, std::uint32_t offset) {
    file_ = file;
    is_set_ = true;
    const auto line = sources_.line_number(file, offset);
    at_ = {line, 1};
    offset_ = sources_.line_start(file, line);
    line_end_ = std::max(offset_ + 1, sources_.line_start(file, line + 1));
  }

  const SourceSet& sources_;
  bool is_set_ = false;
  FileId file_{};
  std::uint32_t offset_ = 0;
  std::uint32_t line_end_ = 0;
  LineColumn at_;
};

std::string hexadecimal(std::uint64_t number) {
  constexpr std::string_view digits = "0123456789abcdef";
  std::string out(16, '0');
  for (auto place = out.rbegin(); place != out.rend(); ++place, number >>= 4U)
    *place = digits[number & 15U];
  return out;
}

// FNV-1a: the same on every machine, which std::hash is not.
std::uint64_t hash_of(std::string_view text) {
  std::uint64_t hash = 0xcbf29ce484222325U;
  for (const char letter : text) {
    hash ^= static_cast<unsigned char>(letter);
    hash *= 0x100000001b3U;
  }
  return hash;
}

class Preparer {
 public:
  Preparer(const SourceSet& sources, const Redactor& redactor)
      : sources_(sources), redactor_(redactor), locator_(sources) {}

  PreparedFinding prepared(const Finding& finding);

 private:
  std::optional<TextPlace> text_place(const Place& place);
  TextPlace text_place(Span span);
  PreparedFix prepared(const Fix& fix);
  [[nodiscard]] std::string fingerprint(const Finding& finding);
  [[nodiscard]] std::string trimmed_line(Span span) const;

  const SourceSet& sources_;
  const Redactor& redactor_;
  Locator locator_;
  std::map<std::string, std::size_t> seen_;
};

std::string other_place(const Place& place) {
  if (const auto* live = std::get_if<LivePlace>(&place))
    return cat(live->member, live->member.empty() ? "" : " ", live->surface,
               live->key.empty() ? "" : " ", live->key);
  if (const auto* fact = std::get_if<DefaultPlace>(&place))
    return cat("default of ", fact->setting);
  return {};
}

TextPlace Preparer::text_place(Span span) {
  const auto size = static_cast<std::uint32_t>(sources_.text(span.file).size());
  span.begin = std::min(span.begin, size);
  span.end = std::clamp(span.end, span.begin, size);
  const auto begin = locator_.position(span.file, span.begin);
  return {span, sources_.name(span.file), begin, locator_.position(span.file, span.end)};
}

std::optional<TextPlace> Preparer::text_place(const Place& place) {
  const auto* span = std::get_if<Span>(&place);
  if (span == nullptr || static_cast<std::size_t>(span->file) >= sources_.size()) return {};
  return text_place(*span);
}

PreparedFix Preparer::prepared(const Fix& fix) {
  PreparedFix out{
      .title = redactor_.hide(fix.title), .safety = fix.safety, .edits = {}, .source = &fix};
  const bool shows_secret = std::any_of(fix.edits.begin(), fix.edits.end(), [&](const Edit& edit) {
    return redactor_.hide(edit.replacement) != edit.replacement ||
           !secret_ranges(edit.replacement).empty();
  });
  if (shows_secret) return out;
  for (const Edit& edit : fix.edits) out.edits.push_back({text_place(edit.at), edit.replacement});
  return out;
}

std::string Preparer::trimmed_line(Span span) const {
  const auto number = sources_.line_number(span.file, span.begin);
  const auto start = sources_.line_start(span.file, number);
  const auto line = sources_.line(span.file, number).substr(0, remembered_line_bytes);
  const auto inside = ranges_within(redactor_.ranges(span.file), {start, start + line.size()});
  return std::string(trim(masked(line, inside)));
}

std::string Preparer::fingerprint(const Finding& finding) {
  constexpr char gap = '\0';
  std::string key = cat(finding.rule, gap);
  if (const auto* span = std::get_if<Span>(&finding.spot.at)) {
    auto name = sources_.name(span->file);
    while (name.starts_with("./")) name.remove_prefix(2);
    const auto& setting = finding.spot.setting;
    // A list item changes its number when another is put before it.
    const bool is_steady = !setting.empty() && !contains(setting, "[");
    key += cat(name, gap, is_steady ? setting : trimmed_line(*span));
  } else {
    key += cat(other_place(finding.spot.at), gap, finding.spot.setting);
  }
  const auto number = seen_[key]++;
  return hexadecimal(hash_of(cat(key, gap, number)));
}

PreparedFinding Preparer::prepared(const Finding& finding) {
  PreparedFinding out;
  out.source = &finding;
  out.at = text_place(finding.spot.at);
  out.place = other_place(finding.spot.at);
  if (const auto* live = std::get_if<LivePlace>(&finding.spot.at)) out.surface = live->surface;
  out.message = redactor_.hide(finding.message);
  for (const Label& label : finding.labels)
    out.labels.push_back({text_place(label.at), other_place(label.at), redactor_.hide(label.text)});
  for (const auto& note : finding.notes) out.notes.push_back(redactor_.hide(note));
  for (const Fix& fix : finding.fixes) out.fixes.push_back(prepared(fix));
  out.fingerprint = fingerprint(finding);
  return out;
}

}  // namespace

Counts count(std::span<const Finding> findings) {
  Counts counts;
  for (const Finding& finding : findings) {
    if (finding.severity == Severity::error) ++counts.error;
    if (finding.severity == Severity::warning) ++counts.warning;
    if (finding.severity == Severity::info) ++counts.info;
  }
  return counts;
}

PreparedReport prepare(const ReportView& view) {
  // Without findings nothing is shown, and no file has to be searched for secrets.
  const SourceSet nothing;
  const bool is_clean = view.findings.empty() && view.suppressed.empty();
  PreparedReport report{.view = &view,
                        .redactor = Redactor(is_clean ? nothing : *view.sources),
                        .findings = {},
                        .suppressed = {}};
  Preparer preparer(*view.sources, report.redactor);
  // Numbered together: allowing one finding must not renumber the next.
  auto suppressed = view.suppressed.begin();
  const auto add_suppressed = [&] {
    report.suppressed.push_back(preparer.prepared(suppressed->finding));
    report.suppressed.back().justification = suppressed->reason;
    ++suppressed;
  };
  for (const Finding& finding : view.findings) {
    while (suppressed != view.suppressed.end() && comes_before(suppressed->finding, finding))
      add_suppressed();
    report.findings.push_back(preparer.prepared(finding));
  }
  while (suppressed != view.suppressed.end()) add_suppressed();
  return report;
}

}  // namespace patrol
