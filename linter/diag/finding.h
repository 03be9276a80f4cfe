// A finding is a value: what is wrong, where, and what to do. Offsets inside; lines and columns
// only when it is rendered.
#pragma once

#include <compare>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "linter/base/source.h"

namespace patrol {

/// error: it will fail, lose data, or be ignored although the writer counts on it.
/// warning: likely a mistake or a risk. info: worth knowing.
enum class Severity { info, warning, error };

/// "error", "warning", "info".
[[nodiscard]] std::string_view to_string(Severity severity);

/// Something a server said: member "n2", surface "pg_settings", key "fsync".
struct LivePlace {
  std::string member;
  std::string surface;
  std::string key;
  auto operator<=>(const LivePlace&) const = default;
};

/// Nobody set it: a fact decided.
struct DefaultPlace {
  std::string setting;
  std::string source;
  auto operator<=>(const DefaultPlace&) const = default;
};

using Place = std::variant<Span, LivePlace, DefaultPlace>;

/// A place and the dotted path (or parameter name) of the setting that stands there. The path is
/// empty where no setting is meant, for example in a line of pg_hba.conf.
struct Spot {
  Place at;
  std::string setting;
};

struct Label {
  Place at;
  std::string text;
};

/// safe: the meaning stays, `--fix` applies it. needs_review: shown, applied only on request.
enum class Safety { safe, needs_review };

struct Edit {
  Span at;
  std::string replacement;
};

struct Fix {
  std::string title;  // an imperative: "quote the value"
  Safety safety = Safety::needs_review;
  std::vector<Edit> edits;  // may be empty: advice that no edit can carry out
};

struct Finding {
  std::string rule;  // "TIM001"
  std::string name;  // "ttl-budget"
  Severity severity = Severity::warning;
  Spot spot;
  std::string message;
  std::vector<Label> labels;
  std::vector<std::string> notes;
  std::vector<Fix> fixes;
  std::vector<std::string> members;  // every member concerned; the engine fills in the obvious ones
};

/// A rule that could not look: nothing is known about that member.
struct NotChecked {
  std::string rule;
  std::string member;   // empty: the cluster as a whole
  std::string surface;  // "pg_settings"; what could not be observed
  std::string reason;   // "ssh: connection refused"
  auto operator<=>(const NotChecked&) const = default;
};

/// Place, then rule, then message, then labels; a total order by value.
[[nodiscard]] bool comes_before(const Finding& left, const Finding& right);
/// Equal in place, rule, setting and message: said twice.
[[nodiscard]] bool is_same(const Finding& left, const Finding& right);

}  // namespace patrol
