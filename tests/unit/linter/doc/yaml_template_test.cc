// Marks of template engines.
#include "linter/doc/yaml_template.h"

#include <string>
#include <string_view>

#include <gtest/gtest.h>

namespace patrol {
namespace {

TEST(PlaceholderLength, CoversOnePlaceholder) {
  EXPECT_EQ(placeholder_length("{{ a }} b", 0), 7U);
  EXPECT_EQ(placeholder_length("x${A:-b}y", 1), 7U);
  EXPECT_EQ(placeholder_length("{% if %}", 0), 8U);
  EXPECT_EQ(placeholder_length("<%= a %>", 0), 8U);
}

TEST(PlaceholderLength, IsZeroElsewhere) {
  for (const std::string_view text : {"{a}", "$A", "{{ a\n}}", "${a", "<a>", "%A%", "{", ""})
    EXPECT_EQ(placeholder_length(text, 0), 0U) << text;
}

TEST(LeadingPlaceholder, KnowsFramedNames) {
  EXPECT_EQ(leading_placeholder_length("%HOST%:1", 0), 6U);
  EXPECT_EQ(leading_placeholder_length("@HOST_1@", 0), 8U);
  EXPECT_EQ(leading_placeholder_length("%(HOST)s", 0), 8U);
  for (const std::string_view text : {"%p", "%q%u@%d", "%(asctime)s", "@a@", "%A%", "%HOST"})
    EXPECT_EQ(leading_placeholder_length(text, 0), 0U) << text;
}

TEST(TemplateLine, CoversStatementsAndMacros) {
  EXPECT_EQ(template_line_end("{% if a %} b\nc", 0), 12U);
  EXPECT_EQ(template_line_end("{# a\nb #}\nc", 0), 9U);
  EXPECT_EQ(template_line_end("{{ a }} {{ b }}  # c\nd", 0), 20U);
  EXPECT_EQ(template_line_end("<% end %>\n", 0), 9U);
}

TEST(TemplateLine, LeavesKeysAndValues) {
  for (const std::string_view text : {"{{ a }}: b\n", "<%= a %>: b\n", "{a: b}", "{# a", "a", "$A"})
    EXPECT_EQ(template_line_end(text, 0), 0U) << text;
}

TEST(HasPlaceholder, KnowsWhatCannotBeKnown) {
  for (const std::string_view text : {"a{{b}}", "${A}", "$A", "$A:5432", "<your-ip>", "<a b>:1",
                                      "x%HOST%y", "@HOST@", "__HOST__", "http://%(HOST)s"})
    EXPECT_TRUE(has_placeholder(text)) << text;
}

TEST(HasPlaceholder, LeavesCommandsAndFormats) {
  for (const std::string_view text : {"cp %p /x/%f", "%t [%p-%l] %r %q%u@%d ", "a $HOME b", "<5",
                                      "a <b>", "$(hostname)", "user@host", "__init__", "{a}", ""})
    EXPECT_FALSE(has_placeholder(text)) << text;
}

}  // namespace
}  // namespace patrol
