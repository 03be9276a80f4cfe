// What both formats of a preview say: changes by members, the order of restarts, the verdict.
#include <algorithm>
#include <tuple>

#include "linter/base/text.h"
#include "linter/render/preview.h"

namespace patrol {
namespace {

bool is_equal(const SettingChange& left, const SettingChange& right) {
  const auto values = [](const SettingChange& change) {
    return std::tie(change.name, change.before, change.after, change.wanted, change.verdict,
                    change.action, change.reason, change.decided_at);
  };
  return values(left) == values(right);
}

using Directions = std::vector<std::string>;

Directions names_going(std::span<const SharedChange> changes, ChangeDirection direction) {
  Directions names;
  for (const SharedChange& shared : changes) {
    const bool restarts = shared.change->action == ChangeAction::restart;
    if (!restarts || shared.change->direction != direction) continue;
    if (std::find(names.begin(), names.end(), shared.change->name) == names.end())
      names.push_back(shared.change->name);
  }
  return names;
}

}  // namespace

std::vector<SharedChange> shared_changes(std::span<const MemberPreview> members) {
  std::vector<SharedChange> out;
  for (const MemberPreview& member : members)
    for (const SettingChange& change : member.changes) {
      const auto same = std::find_if(out.begin(), out.end(), [&](const SharedChange& shared) {
        return is_equal(*shared.change, change);
      });
      if (same == out.end())
        out.push_back({&change, {member.member}});
      else
        same->members.push_back(member.member);
    }
  const auto order = [](const SharedChange& left, const SharedChange& right) {
    return std::tie(left.change->is_parameter, left.change->name) <
           std::tie(right.change->is_parameter, right.change->name);
  };
  std::stable_sort(out.begin(), out.end(), order);
  return out;
}

// Sources: postgres 15 xlogrecovery.c RecoveryRequiresIntParameter; patroni 2.0 to 4.1
// postgresql/config.py effective_configuration.
std::vector<std::string> restart_order(std::span<const MemberPreview> members) {
  const auto changes = shared_changes(members);
  const auto raised = names_going(changes, ChangeDirection::raised);
  const auto lowered = names_going(changes, ChangeDirection::lowered);
  const auto others = names_going(changes, ChangeDirection::free);
  std::vector<std::string> out;
  if (!raised.empty())
    out.push_back(
        cat(join(raised, ", "),
            ": every standby first, then the primary; a standby with less than its primary "
            "stops replaying (`hot standby is not possible because of insufficient parameter "
            "settings`)"));
  if (!lowered.empty())
    out.push_back(
        cat(join(lowered, ", "),
            ": the primary first, then the standbys; until they have replayed its "
            "restart, Patroni starts them with the old value and keeps `Pending restart`"));
  if (!raised.empty() && !lowered.empty())
    out.emplace_back(
        "both ways in one change need two rounds: raise first, restart everything, then lower");
  if (raised.empty() && lowered.empty() && !others.empty())
    out.push_back(cat(join(others, ", "),
                      ": any order; standbys first and a switchover keep the outage short"));
  return out;
}

bool breaks_something(const PreviewView& view) {
  const bool is_refused =
      std::any_of(view.members.begin(), view.members.end(), [](const MemberPreview& member) {
        return !member.refusal.empty() ||
               std::any_of(member.changes.begin(), member.changes.end(),
                           [](const SettingChange& change) {
                             return change.verdict == ChangeVerdict::refused;
                           });
      });
  const auto& findings = view.new_findings->view->findings;
  return is_refused || std::any_of(findings.begin(), findings.end(), [](const Finding& finding) {
           return finding.severity == Severity::error;
         });
}

}  // namespace patrol
