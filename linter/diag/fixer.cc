// Edits are kept sorted by place; two that touch the same bytes never meet.
#include "linter/diag/fixer.h"

#include <algorithm>
#include <map>
#include <set>
#include <tuple>
#include <utility>

#include "linter/base/text.h"

namespace patrol {
namespace {

constexpr std::uint32_t context_lines = 3;

struct ByPlace {
  bool operator()(const Edit& left, const Edit& right) const {
    return std::tie(left.at, left.replacement) < std::tie(right.at, right.replacement);
  }
};
using EditSet = std::set<Edit, ByPlace>;

bool is_equal(const Edit& left, const Edit& right) {
  return left.at == right.at && left.replacement == right.replacement;
}

// Two insertions at one place have no order, so they collide as well.
bool collide(const Edit& left, const Edit& right) {
  if (left.at.file != right.at.file) return false;
  return left.at.begin == right.at.begin ||
         (left.at.begin < right.at.end && right.at.begin < left.at.end);
}

// Neighbours in the order of places are enough: the edits of a set are disjoint.
bool fits(const EditSet& made, const Edit& edit) {
  const auto next = made.lower_bound(edit);
  if (next != made.end() && !is_equal(*next, edit) && collide(*next, edit)) return false;
  return next == made.begin() || !collide(*std::prev(next), edit);
}

bool is_inside(const SourceSet& sources, const Edit& edit) {
  return static_cast<std::size_t>(edit.at.file) < sources.size() && edit.at.begin <= edit.at.end &&
         edit.at.end <= sources.text(edit.at.file).size();
}

bool add_fix(const SourceSet& sources, const Fix& fix, EditSet& made) {
  EditSet own;
  for (const Edit& edit : fix.edits) {
    if (!is_inside(sources, edit) || !fits(own, edit) || !fits(made, edit)) return false;
    own.insert(edit);
  }
  made.merge(own);
  return true;
}

const Fix* chosen_fix(const Finding& finding, FixPolicy policy) {
  for (const Fix& fix : finding.fixes) {
    const bool is_admitted = policy == FixPolicy::all || fix.safety == Safety::safe;
    if (is_admitted && !fix.edits.empty()) return &fix;
  }
  return nullptr;
}

struct LineRange {
  std::uint32_t first = 1;
  std::uint32_t last = 1;  // first - 1 where only new lines come in
};

LineRange lines_of(const SourceSet& sources, const Edit& edit) {
  const auto [file, begin, end] = edit.at;
  const auto first = sources.position(file, begin);
  const auto last = sources.position(file, end);
  // Whole lines taken out or put in leave the line behind them alone.
  const bool keeps_lines_apart =
      edit.replacement.empty() ? first.column == 1 : edit.replacement.ends_with('\n');
  return {first.line, last.column == 1 && keeps_lines_apart ? last.line - 1 : last.line};
}

std::vector<std::string_view> lines_in(std::string_view text) {
  std::vector<std::string_view> lines;
  while (!text.empty()) {
    const auto end = text.find('\n');
    const auto length = end == std::string_view::npos ? text.size() : end + 1;
    lines.push_back(text.substr(0, length));
    text.remove_prefix(length);
  }
  return lines;
}

void append_line(std::string& out, char sign, std::string_view line) {
  out += sign;
  out += line;
  if (!line.ends_with('\n')) out += "\n\\ No newline at end of file\n";
}

// What is the same above and below the change is context.
struct Hunk {
  std::vector<std::string_view> before;
  std::vector<std::string_view> after;
  std::size_t same_above = 0;
  std::size_t same_below = 0;
};

Hunk hunk_of(std::string_view before, std::string_view after) {
  Hunk hunk{.before = lines_in(before), .after = lines_in(after)};
  const auto shorter = std::min(hunk.before.size(), hunk.after.size());
  const auto above =
      std::mismatch(hunk.before.begin(), hunk.before.begin() + static_cast<std::ptrdiff_t>(shorter),
                    hunk.after.begin());
  hunk.same_above = static_cast<std::size_t>(above.first - hunk.before.begin());
  while (hunk.same_below < shorter - hunk.same_above &&
         hunk.before[hunk.before.size() - 1 - hunk.same_below] ==
             hunk.after[hunk.after.size() - 1 - hunk.same_below])
    ++hunk.same_below;
  return hunk;
}

std::string range_text(std::uint32_t first, std::size_t count) {
  // An empty side names the line before it.
  if (count == 0) return cat(first - 1, ",0");
  return count == 1 ? cat(first) : cat(first, ",", count);
}

void append_hunk(std::string& out, const Hunk& hunk, std::uint32_t old_first,
                 std::uint32_t new_first) {
  out += cat("@@ -", range_text(old_first, hunk.before.size()), " +",
             range_text(new_first, hunk.after.size()), " @@\n");
  for (std::size_t at = 0; at < hunk.same_above; ++at) append_line(out, ' ', hunk.before[at]);
  const auto old_end = hunk.before.size() - hunk.same_below;
  const auto new_end = hunk.after.size() - hunk.same_below;
  for (auto at = hunk.same_above; at < old_end; ++at) append_line(out, '-', hunk.before[at]);
  for (auto at = hunk.same_above; at < new_end; ++at) append_line(out, '+', hunk.after[at]);
  for (auto at = old_end; at < hunk.before.size(); ++at) append_line(out, ' ', hunk.before[at]);
}

// The lines around a change that a reader needs to find it.
ChangedLines with_context(const SourceSet& sources, FileId file, ChangedLines change) {
  const auto last = sources.position(file, change.end).line;
  change.first_line = change.first_line > context_lines ? change.first_line - context_lines : 1;
  change.begin = sources.line_start(file, change.first_line);
  change.end = sources.line_start(file, last + context_lines);
  return change;
}

}  // namespace

std::string with_edits(std::string_view text, std::span<const Edit> edits, std::uint32_t offset) {
  std::string out;
  std::size_t at = 0;
  for (const Edit& edit : edits) {
    out += text.substr(at, edit.at.begin - offset - at);
    out += edit.replacement;
    at = edit.at.end - offset;
  }
  out += text.substr(at);
  return out;
}

bool is_applicable(const SourceSet& sources, const Fix& fix) {
  EditSet made;
  return add_fix(sources, fix, made);
}

FixOutcome apply_fixes(const SourceSet& sources, std::span<const Finding> findings,
                       FixPolicy policy) {
  FixOutcome outcome;
  EditSet made;
  for (const Finding& finding : findings) {
    const Fix* fix = chosen_fix(finding, policy);
    if (fix == nullptr) continue;
    ++(add_fix(sources, *fix, made) ? outcome.applied : outcome.skipped);
  }
  std::map<FileId, std::vector<Edit>> by_file;
  for (const Edit& edit : made) by_file[edit.at.file].push_back(edit);
  for (auto& [file, edits] : by_file)
    outcome.files.push_back({file, with_edits(sources.text(file), edits), std::move(edits)});
  return outcome;
}

std::vector<ChangedLines> changed_lines(const SourceSet& sources, std::span<const Edit> edits,
                                        std::uint32_t gap) {
  std::vector<ChangedLines> changes;
  std::uint32_t last_line = 0;
  for (const Edit& edit : edits) {
    const auto lines = lines_of(sources, edit);
    const auto end = sources.line_start(edit.at.file, lines.last + 1);
    if (changes.empty() || lines.first > last_line + gap) {
      changes.push_back({.first_line = lines.first,
                         .begin = sources.line_start(edit.at.file, lines.first),
                         .edits = {}});
      last_line = 0;
    }
    last_line = std::max(last_line, lines.last);
    changes.back().end = std::max(changes.back().end, end);
    changes.back().edits.push_back(edit);
  }
  return changes;
}

std::string unified_diff(const SourceSet& sources, const FixedFile& fixed) {
  const auto name = sources.name(fixed.file);
  const auto whole = sources.text(fixed.file);
  std::string out = cat("--- a/", name, "\n+++ b/", name, "\n");
  std::ptrdiff_t shift = 0;  // lines that the hunks above have added
  for (auto& bare : changed_lines(sources, fixed.edits, 2 * context_lines + 1)) {
    const auto change = with_context(sources, fixed.file, std::move(bare));
    const auto before = whole.substr(change.begin, change.end - change.begin);
    const auto after = with_edits(before, change.edits, change.begin);
    const auto hunk = hunk_of(before, after);
    append_hunk(out, hunk, change.first_line,
                static_cast<std::uint32_t>(change.first_line + shift));
    shift += std::ssize(hunk.after) - std::ssize(hunk.before);
  }
  return out;
}

}  // namespace patrol
