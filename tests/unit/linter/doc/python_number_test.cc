// Numbers as Python reads and writes them; each value was tried with it.
#include "linter/doc/python_number.h"

#include <cmath>
#include <string>
#include <string_view>

#include <gtest/gtest.h>

namespace patrol {
namespace {

std::string shown(std::string_view text) {
  const auto number = read_yaml_integer(text);
  if (!number) return "refused";
  return number->is_small ? std::to_string(number->small) : number->decimal;
}

TEST(YamlInteger, ReadsEveryNotation) {
  EXPECT_EQ(shown("12"), "12");
  EXPECT_EQ(shown("-0_17"), "-15");
  EXPECT_EQ(shown("0b1_1"), "3");
  EXPECT_EQ(shown("1:2:3"), "3723");
  EXPECT_EQ(shown("--5"), "5");
  EXPECT_EQ(shown(" 5 "), "5");
}

TEST(YamlInteger, RefusesWhatPythonRefuses) {
  for (const std::string_view text : {"", "-", "_", "0x", "0b2", "08", "1.5", "1:", "0x1g", "a"})
    EXPECT_EQ(shown(text), "refused") << text;
}

TEST(YamlInteger, HasPythonsLimit) {
  EXPECT_NE(shown(std::string(4300, '1')), "refused");
  EXPECT_EQ(shown(std::string(4301, '1')), "refused");
}

TEST(YamlInteger, KeepsBigNumbersExact) {
  EXPECT_EQ(shown("9223372036854775807"), "9223372036854775807");
  EXPECT_EQ(shown("-9223372036854775809"), "-9223372036854775809");
  EXPECT_EQ(shown("0x1000000000000000000000000"), "79228162514264337593543950336");
  EXPECT_EQ(shown("1000000000000000000000:00"), "60000000000000000000000");
}

TEST(YamlFloat, ReadsEveryNotation) {
  EXPECT_EQ(read_yaml_float("1_0.5e+1"), 105.0);
  EXPECT_EQ(read_yaml_float("-.INF"), -INFINITY);
  EXPECT_TRUE(std::isnan(*read_yaml_float(".nan")));
  EXPECT_EQ(read_yaml_float("1:1:1.5"), 3661.5);
  EXPECT_EQ(read_yaml_float("1e400"), INFINITY);
  EXPECT_EQ(read_yaml_float("1e-400"), 0.0);
  EXPECT_EQ(read_yaml_float("0.00001e400"), INFINITY);
  EXPECT_EQ(read_yaml_float("5e-324"), 5e-324);
}

TEST(YamlFloat, RefusesWhatPythonRefuses) {
  for (const std::string_view text : {"", ".", "1e", "e5", "0x1p3", "1.2.3", "1:x", "infx"})
    EXPECT_FALSE(read_yaml_float(text)) << text;
}

TEST(PythonFloatRepr, SwitchesToExponentsWherePythonDoes) {
  EXPECT_EQ(python_float_repr(1e15), "1000000000000000.0");
  EXPECT_EQ(python_float_repr(1e16), "1e+16");
  EXPECT_EQ(python_float_repr(0.0001), "0.0001");
  EXPECT_EQ(python_float_repr(0.00001), "1e-05");
  EXPECT_EQ(python_float_repr(-0.0), "-0.0");
  EXPECT_EQ(python_float_repr(1.5e300), "1.5e+300");
  EXPECT_EQ(python_float_repr(123456.789), "123456.789");
}

}  // namespace
}  // namespace patrol
