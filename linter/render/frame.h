// Code frames: source lines with marks under them, and changes as lines taken out and put in.
//
//    |
//  6 |     ttl: 20
//    |          ^^
//  7 |     loop_wait: 10
//    |                -- one idle loop
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "linter/base/source.h"
#include "linter/render/mask.h"
#include "linter/render/paint.h"
#include "linter/render/prepare.h"
#include "linter/render/render.h"

namespace patrol {

/// Something to point at in a file. A span over several lines is marked in its first.
struct Mark {
  Span span;
  std::uint32_t line = 1;
  std::string text;  // may be empty
  Paint paint = Paint::label;
  bool is_primary = false;
};

/// What all frames of a report share.
struct FrameContext {
  const SourceSet& sources;
  const Redactor& redactor;
  const TextStyle& style;
};

/// All marks are of one file and sorted by line. `gutter` is the width of the widest line number.
[[nodiscard]] std::string code_frame(const FrameContext& context, std::span<const Mark> marks,
                                     std::size_t gutter);

/// The lines that a fix takes out and puts in; cut after some lines.
[[nodiscard]] std::string change_frame(const FrameContext& context, const Fix& fix,
                                       std::size_t gutter);

/// " 6 | " without the text; for `number` 0 the number is left out.
[[nodiscard]] std::string gutter_text(std::size_t gutter, std::uint32_t number, char sign,
                                      bool has_colour);

}  // namespace patrol
