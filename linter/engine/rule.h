// A rule is a plain struct that its file fills; the engine runs it over a snapshot.
#pragma once

#include <cstdint>
#include <string_view>

#include "linter/base/text.h"
#include "linter/diag/report.h"
#include "linter/model/observed.h"
#include "linter/model/snapshot.h"
#include "linter/model/spot.h"

namespace patrol {

/// A fixed list of string views that a `constinit` struct can hold.
struct Sources {
  std::string_view first = {};
  std::string_view second = {};
  std::string_view third = {};
  std::string_view fourth = {};
};

/// Surfaces of a running cluster, as a set.
class Needs {
 public:
  constexpr Needs() = default;
  template <typename... Rest>
  // NOLINTNEXTLINE(google-explicit-constructor,hicpp-explicit-conversions): reads as a list
  constexpr Needs(Surface first, Rest... rest) : bits_((bit(first) | ... | bit(rest))) {}
  [[nodiscard]] constexpr bool has(Surface surface) const { return (bits_ & bit(surface)) != 0; }
  [[nodiscard]] constexpr bool is_empty() const { return bits_ == 0; }

 private:
  static constexpr std::uint32_t bit(Surface surface) {
    return std::uint32_t{1} << static_cast<unsigned>(surface);
  }
  std::uint32_t bits_ = 0;
};

struct Rule {
  std::string_view id;    // "TIM001": three letters of the subject, three digits, never reused
  std::string_view name;  // kebab-case, the same as the file name
  Severity severity = Severity::warning;  // a finding may say otherwise
  std::string_view summary;               // one sentence without a period; backticks around names
  std::string_view why;                   // the effect in production, in whole sentences
  /// Input that fires once. Lines to be flagged end in `# finding: ID`. Several files are separated
  /// by lines `--- name`; without one the text is patroni.yml.
  std::string_view bad;
  std::string_view good;
  Sources sources;  // page or source file, with version
  /// What must have been observed. A rule that needs something runs on running clusters only; where
  /// a member's surface is missing, the engine says "not checked" and the check passes over it.
  Needs needs = {};
  /// A rule about documents that steps back where a running member told these: rules that compare
  /// with what is in force say more about the same line.
  Needs yields_to = {};
  void (*check)(const Snapshot& cluster, Report& report) = nullptr;
};

}  // namespace patrol
