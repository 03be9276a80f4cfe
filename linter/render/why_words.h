// Words of `patrol why`: values and layers as people say them.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "linter/analysis/effective.h"

namespace patrol {

/// "128MB (16384 of 8kB)"; what has no unit stays as it is, an empty text becomes ''.
[[nodiscard]] std::string shown_value(const EffectiveSetting& setting, int postgres);
/// What decided, as the rest of a sentence: "set in the member's own file".
[[nodiscard]] std::string decided_by(const MemberInput& input, const EffectiveSetting& setting);
/// "the member's own file", "postgresql.auto.conf (ALTER SYSTEM)"; of a mention.
[[nodiscard]] std::string layer_words(const MemberInput& input, const Mention& mention);
/// "patroni.yml:12"; "" without a place.
[[nodiscard]] std::string line_of(const MemberInput& input, const std::optional<Span>& at);
/// Lines of at most `width` characters, each behind the indent.
[[nodiscard]] std::string wrapped(std::string_view text, std::size_t indent,
                                  std::size_t width = 96);

/// What to do in order to change the setting for good: one step each.
[[nodiscard]] std::vector<std::string> steps_to_change(const MemberInput& input,
                                                       const EffectiveConfiguration& configuration,
                                                       const EffectiveSetting& setting);

}  // namespace patrol
