// A preview for people: each setting with what becomes of it, the restarts, the new findings.
#include <algorithm>

#include "linter/base/text.h"
#include "linter/diag/report.h"
#include "linter/facts/facts.h"
#include "linter/model/parameter.h"
#include "linter/render/paint.h"
#include "linter/render/preview.h"

namespace patrol {
namespace {

class PreviewText {
 public:
  PreviewText(const PreviewView& view, const TextStyle& style) : view_(view), style_(style) {}

  std::string run() {
    if (!view_.assumption.empty()) out_ += cat("note: ", printable(view_.assumption), "\n\n");
    add_refusals();
    const auto changes = shared_changes(view_.members);
    for (const SharedChange& change : changes) add(change);
    if (changes.empty()) out_ += "nothing changes\n";
    add_order();
    add_findings();
    add_verdict(changes);
    return std::move(out_);
  }

 private:
  [[nodiscard]] std::string painted_as(std::string_view text, Paint paint) const {
    return painted(text, paint, style_.has_colour);
  }

  // As people write it: 16MB, not 2048 of 8kB.
  [[nodiscard]] std::string value_of(const SettingChange& change, std::string_view value) const {
    if (value.empty()) return change.is_parameter ? "''" : "nothing";
    if (change.is_secret) return "***";
    const facts::Guc* guc = change.is_parameter ? facts::find_guc(change.name) : nullptr;
    const bool has_unit = guc != nullptr && !change.unit.empty() && guc->in(change.postgres);
    const std::string text =
        has_unit ? human_value(*guc, change.postgres, value) : std::string(value);
    return shown(view_.redactor->hide(text), 60);
  }

  [[nodiscard]] std::string values_of(const SettingChange& change) const {
    if (change.before != change.after)
      return cat(value_of(change, change.before), " -> ", value_of(change, change.after));
    const bool is_unheard =
        change.verdict == ChangeVerdict::ignored || change.verdict == ChangeVerdict::refused;
    std::string wanted = change.is_secret ? "***" : shown(view_.redactor->hide(change.wanted), 60);
    if (!is_unheard || change.wanted.empty()) return cat("stays ", value_of(change, change.after));
    if (change.after.empty()) return wanted;
    return cat("stays ", value_of(change, change.after), ", not ", wanted);
  }

  void add_refusals() {
    std::vector<std::string> reasons;
    for (const MemberPreview& member : view_.members) {
      const std::string reason = printable(view_.redactor->hide(member.refusal));
      if (reason.empty() || std::find(reasons.begin(), reasons.end(), reason) != reasons.end())
        continue;
      reasons.push_back(reason);
      out_ += cat(painted_as("Patroni refuses the whole configuration", Paint::error), ": ", reason,
                  "\n  the members keep what they have; nothing of this change counts\n\n");
    }
  }

  [[nodiscard]] std::string members_of(const SharedChange& shared) const {
    if (shared.members.size() < view_.members.size())
      return cat("on ", printable(join(shared.members, ", ")));
    return view_.members.size() == 1
               ? cat("on ", printable(shared.members.front().empty() ? "the member"
                                                                     : shared.members.front()))
               : cat("on all ", shared.members.size(), " members");
  }

  static std::string_view action_text(ChangeAction action) {
    switch (action) {
      case ChangeAction::loop:
        return "Patroni takes it over in its next loop";
      case ChangeAction::reload:
        return "Patroni reloads PostgreSQL by itself";
      case ChangeAction::restart:
        return "waits for a restart of PostgreSQL (`patronictl restart`)";
      case ChangeAction::patroni_restart:
        return "waits for a restart of Patroni";
      case ChangeAction::none:
        break;
    }
    return "nothing to do";
  }

  static std::string_view verdict_text(ChangeVerdict verdict) {
    switch (verdict) {
      case ChangeVerdict::refused:
        return "refused";
      case ChangeVerdict::ignored:
        return "no effect";
      case ChangeVerdict::clamped:
        return "adjusted";
      case ChangeVerdict::follows:
        return "follows";
      case ChangeVerdict::unchanged:
        return "as it was";
      case ChangeVerdict::applied:
        break;
    }
    return "";
  }

  void add(const SharedChange& shared) {
    const SettingChange& change = *shared.change;
    const bool is_bad = change.verdict == ChangeVerdict::refused;
    const bool is_idle = change.verdict == ChangeVerdict::ignored;
    out_ += painted_as(printable(change.name), Paint::strong);
    out_ += cat(": ", values_of(change));
    const std::string_view verdict = verdict_text(change.verdict);
    if (!verdict.empty())
      out_ += cat(" (",
                  painted_as(verdict, is_bad    ? Paint::error
                                      : is_idle ? Paint::warning
                                                : Paint::info),
                  ')');
    out_ += cat("\n  ", members_of(shared));
    if (change.action != ChangeAction::none) out_ += cat(": ", action_text(change.action));
    out_ += '\n';
    if (!change.reason.empty())
      out_ += cat("  ", printable(view_.redactor->hide(change.reason)), '\n');
    add_place(change);
  }

  void add_place(const SettingChange& change) {
    if (!change.decided_at) return;
    out_ += cat("  decides: ", printable(view_.sources->name(change.decided_at->file)), ':',
                view_.sources->line_number(change.decided_at->file, change.decided_at->begin), " (",
                change.decided_by, ")\n");
  }

  void add_order() {
    const auto sentences = restart_order(view_.members);
    if (sentences.empty()) return;
    out_ += cat('\n', painted_as("order of restarts", Paint::strong), '\n');
    for (const std::string& sentence : sentences) out_ += cat("  ", printable(sentence), '\n');
  }

  void add_findings() {
    if (view_.new_findings->findings.empty()) return;
    out_ += cat('\n', painted_as("what the new configuration brings", Paint::strong), "\n\n");
    out_ += render_text(*view_.new_findings, style_);
  }

  void add_verdict(const std::vector<SharedChange>& changes) {
    std::size_t in_force = 0, idle = 0;
    for (const SharedChange& shared : changes) {
      const auto verdict = shared.change->verdict;
      if (shared.change->before != shared.change->after) ++in_force;
      if (verdict == ChangeVerdict::ignored || verdict == ChangeVerdict::refused) ++idle;
    }
    out_ += cat('\n', in_force, in_force == 1 ? " setting changes, " : " settings change, ", idle,
                idle == 1 ? " has no effect" : " have no effect", ", ",
                view_.new_findings->findings.size(), " new and ", view_.gone, " fewer findings\n");
    const bool is_bad = breaks_something(view_);
    out_ += cat(painted_as(is_bad ? "this change breaks something" : "nothing found that breaks",
                           is_bad ? Paint::error : Paint::info),
                '\n');
  }

  const PreviewView& view_;
  const TextStyle& style_;
  std::string out_;
};

}  // namespace

std::string preview_text(const PreviewView& view, const TextStyle& style) {
  return PreviewText(view, style).run();
}

}  // namespace patrol
