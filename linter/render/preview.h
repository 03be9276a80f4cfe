// Answers of `patrol preview`, for people and for programs.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "linter/analysis/preview.h"
#include "linter/render/prepare.h"
#include "linter/render/render.h"

namespace patrol {

struct PreviewView {
  std::span<const MemberPreview> members;
  const SourceSet* sources = nullptr;  // of the places in `members`
  const Redactor* redactor = nullptr;
  std::string assumption;  // what was taken for the configuration before; may be empty
  std::string after;       // the configuration as `patronictl show-config` would print it
  const PreparedReport* new_findings = nullptr;
  std::size_t gone = 0;  // findings that the change repairs
};

/// One kind of change on the members that share it.
struct SharedChange {
  const SettingChange* change = nullptr;
  std::vector<std::string> members;
};
/// Equal changes of several members together, in the order of the first.
[[nodiscard]] std::vector<SharedChange> shared_changes(std::span<const MemberPreview> members);

/// In which order to restart, as sentences; empty when nothing restarts.
[[nodiscard]] std::vector<std::string> restart_order(std::span<const MemberPreview> members);

/// The change refused as a whole, a value of it refused, or a new finding of severity error.
[[nodiscard]] bool breaks_something(const PreviewView& view);

[[nodiscard]] std::string preview_text(const PreviewView& view, const TextStyle& style);
/// The report of `lint` for the new findings, with "changes", "restart_order", "refused" and
/// "gone".
[[nodiscard]] std::string preview_json(const PreviewView& view);

}  // namespace patrol
