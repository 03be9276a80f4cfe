// Scalars as Python sees them; each pair was tried with PyYAML.
#include <string>
#include <string_view>
#include <utility>

#include <gtest/gtest.h>

#include "tests/support/yaml_builder.h"

namespace patrol {
namespace {

struct Reading {
  std::string_view text;
  std::string_view json;
};

std::ostream& operator<<(std::ostream& out, const Reading& reading) {
  return out << reading.text;
}

class ScalarReading : public testing::TestWithParam<Reading> {};

TEST_P(ScalarReading, IsPythons) {
  EXPECT_EQ(strict_value(GetParam().text), GetParam().json);
}

INSTANTIATE_TEST_SUITE_P(Words, ScalarReading,
                         testing::Values(Reading{"on", "true"}, Reading{"Off", "false"},
                                         Reading{"YES", "true"}, Reading{"No", "false"},
                                         Reading{"oN", "\"oN\""}, Reading{"y", "\"y\""},
                                         Reading{"N", "\"N\""}, Reading{"true", "true"},
                                         Reading{"tRUE", "\"tRUE\""}, Reading{"~", "null"},
                                         Reading{"Null", "null"}, Reading{"nULL", "\"nULL\""},
                                         Reading{"none", "\"none\""}, Reading{"!", "null"},
                                         Reading{"&a", "null"}, Reading{"'on'", "\"on\""}));
INSTANTIATE_TEST_SUITE_P(
    Integers, ScalarReading,
    testing::Values(Reading{"0700", "448"}, Reading{"08", "\"08\""}, Reading{"0_7", "7"},
                    Reading{"0o17", "\"0o17\""}, Reading{"0x1F", "31"}, Reading{"-0x1f", "-31"},
                    Reading{"+0b101", "5"}, Reading{"1_000", "1000"}, Reading{"_1", "\"_1\""},
                    Reading{"1__0", "10"}, Reading{"-0", "0"}, Reading{"0", "0"},
                    Reading{"10:20", "620"}, Reading{"-1:30", "-90"},
                    Reading{"190:20:30", "685230"}, Reading{"10:60", "\"10:60\""},
                    Reading{"01:30", "\"01:30\""},
                    Reading{"9223372036854775807", "9223372036854775807"},
                    Reading{"9223372036854775808", "9223372036854775808"},
                    Reading{"0xFFFFFFFFFFFFFFFFFF", "4722366482869645213695"},
                    Reading{"-0777777777777777777777777", "-4722366482869645213695"},
                    Reading{"20240101", "20240101"}));
INSTANTIATE_TEST_SUITE_P(
    Floats, ScalarReading,
    testing::Values(Reading{"1.5", "\"1.5\""}, Reading{"1.", "\"1.0\""}, Reading{".5", "\"0.5\""},
                    Reading{"+.5", "\"+.5\""}, Reading{"1e5", "\"1e5\""},
                    Reading{"1.0e5", "\"1.0e5\""}, Reading{"1.0e+5", "\"100000.0\""},
                    Reading{"1.0e+16", "\"1e+16\""}, Reading{"1.0e-5", "\"1e-05\""},
                    Reading{"0.0001", "\"0.0001\""}, Reading{".inf", "\"inf\""},
                    Reading{"-.INF", "\"-inf\""}, Reading{".nan", "\"nan\""},
                    Reading{"-.nan", "\"-.nan\""}, Reading{"1_0.5", "\"10.5\""},
                    Reading{"1:20.5", "\"80.5\""}, Reading{"1.10", "\"1.1\""},
                    Reading{"1.0e+400", "\"inf\""}, Reading{"1.0e-400", "\"0.0\""},
                    Reading{"0644.", "\"644.0\""}, Reading{"1.2.3", "\"1.2.3\""}));
INSTANTIATE_TEST_SUITE_P(
    Dates, ScalarReading,
    testing::Values(Reading{"2024-01-01", "\"2024-01-01\""}, Reading{"2024-1-1", "\"2024-1-1\""},
                    Reading{"2024-01-01 10:00:00", "\"2024-01-01 10:00:00\""},
                    Reading{"2024-01-01T10:00:00Z", "\"2024-01-01 10:00:00+00:00\""},
                    Reading{"2024-01-01t1:02:03.5 -2:30", "\"2024-01-01 01:02:03.500000-02:30\""},
                    Reading{"2024-1-1 1:02:03", "\"2024-01-01 01:02:03\""},
                    Reading{"!!timestamp 2024-1-1", "\"2024-01-01\""}));
INSTANTIATE_TEST_SUITE_P(
    Tags, ScalarReading,
    testing::Values(Reading{"!!str 5", "\"5\""}, Reading{"!!int \"5\"", "5"},
                    Reading{"!!bool 'yes'", "true"}, Reading{"!!float 5", "\"5.0\""},
                    Reading{"!!null x", "null"}, Reading{"!!binary aGk=", "\"b'hi'\""},
                    Reading{"! '5'", "5"}, Reading{"!<tag:yaml.org,2002:str> 5", "\"5\""},
                    Reading{"!!float inf", "\"inf\""}, Reading{"!!int '0o17'", "15"},
                    Reading{"!!int 1:99", "159"}, Reading{"!!str", "\"\""},
                    Reading{"!!str {=: x}", "\"x\""}, Reading{"!!s%74r 5", "\"5\""},
                    Reading{"!!omap [{a: 1}]", "[[\"a\",1]]"},
                    Reading{"!!set {a, b}", "[\"a\",\"b\"]"}));
INSTANTIATE_TEST_SUITE_P(
    Quoted, ScalarReading,
    testing::Values(Reading{"'it''s'", "\"it's\""},
                    Reading{"\"a\\tb\\x41\\u00e9\"", "\"a\\tbA\xC3\xA9\""},
                    Reading{"\"a\n  b\n\n  c\"", "\"a b\\nc\""}, Reading{"\"a\\\n   b\"", "\"ab\""},
                    Reading{"'a\n  b'", "\"a b\""}, Reading{"\"\\ud800\"", "\"\\ud800\""},
                    Reading{"\"\\N\\_\\L\\P\"", "\"\xC2\x85\xC2\xA0\xE2\x80\xA8\xE2\x80\xA9\""}));
INSTANTIATE_TEST_SUITE_P(
    Plain, ScalarReading,
    testing::Values(Reading{"a b", "\"a b\""}, Reading{"a#b", "\"a#b\""}, Reading{"a #b", "\"a\""},
                    Reading{"a:b", "\"a:b\""}, Reading{"-a", "\"-a\""}, Reading{"?a", "\"?a\""},
                    Reading{":a", "\":a\""}, Reading{"a\n b\n\n c", "\"a b\\nc\""},
                    Reading{"127.0.0.1:5432", "\"127.0.0.1:5432\""}, Reading{"::1", "\"::1\""},
                    Reading{"[a:1, b?c]", "refused"}, Reading{"{a:1}", "{\"a:1\":null}"},
                    Reading{"{a}", "{\"a\":null}"}, Reading{"[a: 1]", "[{\"a\":1}]"}));
INSTANTIATE_TEST_SUITE_P(Blocks, ScalarReading,
                         testing::Values(Reading{"|\n  a\n  b\n", "\"a\\nb\\n\""},
                                         Reading{"|-\n  a\n\n", "\"a\""},
                                         Reading{"|+\n  a\n\n", "\"a\\n\\n\""},
                                         Reading{">\n  a\n  b\n\n  c\n", "\"a b\\nc\\n\""},
                                         Reading{">\n  a\n    b\n  c\n", "\"a\\n  b\\nc\\n\""},
                                         Reading{"|1\n  a\n", "\" a\\n\""},
                                         Reading{"|-2 # c\n   a\n", "\" a\""}, Reading{"|", "\"\""},
                                         Reading{"|\n  a", "\"a\""},
                                         Reading{"|\r\n  a\r\n  b\r\n", "\"a\\nb\\n\""}));

}  // namespace
}  // namespace patrol
