// Offsets to lines and columns.
#include "linter/base/source.h"

#include <gtest/gtest.h>

namespace patrol {
namespace {

TEST(SourceSet, CountsColumnsInCharacters) {
  SourceSet sources;
  const FileId file = sources.add("a.yml", "ä: ö: x\nb");
  EXPECT_EQ(sources.position(file, 0), (LineColumn{1, 1}));
  EXPECT_EQ(sources.position(file, 2), (LineColumn{1, 2}));
  EXPECT_EQ(sources.position(file, 10), (LineColumn{2, 1}));
}

TEST(SourceSet, CutsCarriageReturnsFromLines) {
  SourceSet sources;
  const FileId file = sources.add("a.yml", "one\r\ntwo");
  EXPECT_EQ(sources.line(file, 1), "one");
  EXPECT_EQ(sources.line(file, 2), "two");
  EXPECT_EQ(sources.line(file, 3), "");
  EXPECT_EQ(sources.line_count(file), 2U);
}

TEST(SourceSet, KeepsViewsWhenFilesAreAdded) {
  SourceSet sources;
  const std::string_view first = sources.text(sources.add("a", "x"));
  for (int i = 0; i < 100; ++i) sources.add("b", "y");
  EXPECT_EQ(first, "x");
}

TEST(SourceSet, ClampsSpansToTheText) {
  SourceSet sources;
  const FileId file = sources.add("a", "abc");
  EXPECT_EQ(sources.text(Span{file, 1, 99}), "bc");
  EXPECT_EQ(sources.text(Span{file, 9, 12}), "");
}

}  // namespace
}  // namespace patrol
