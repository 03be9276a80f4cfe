// Laws of quantities: what is written for people reads back, and reading never depends on blanks.
#include <array>
#include <random>

#include <gtest/gtest.h>

#include "linter/base/quantity.h"
#include "linter/base/text.h"

namespace patrol {
namespace {

constexpr auto base_units =
    std::to_array<std::string_view>({"", "B", "kB", "8kB", "MB", "ms", "s", "min"});

TEST(QuantityLaws, HumanFormReadsBack) {
  std::mt19937 random{3};
  for (int round = 0; round < 50000; ++round) {
    const auto unit = base_units.at(random() % base_units.size());
    const auto value = static_cast<std::int32_t>(random() >> (1 + random() % 31));
    const auto human = to_human(std::int64_t{value}, unit);
    const auto read = parse_integer(human, unit, 15);
    ASSERT_TRUE(read) << human << unit;
    ASSERT_EQ(*read, value) << human << unit;
    // Until 11 the number before the unit must fit 32 bits too.
    if (value < (1 << 28)) {
      ASSERT_EQ(parse_integer(human, unit, 11), value) << human << unit;
    }
  }
}

TEST(QuantityLaws, BlanksAroundNumberAndUnitDoNotMatter) {
  std::mt19937 random{5};
  for (int round = 0; round < 20000; ++round) {
    const auto unit = base_units.at(1 + random() % (base_units.size() - 1));
    const auto names = unit_names(unit, 15);
    const auto written = names.at(random() % names.size());
    const auto digits = cat(random() % 1000, round % 2 == 0 ? "" : ".25");
    ASSERT_EQ(parse_integer(cat(digits, written), unit, 15),
              parse_integer(cat(" ", digits, " \t", written, " "), unit, 15));
  }
}

TEST(QuantityLaws, AnyTextIsReadOrRefused) {
  std::mt19937 random{9};
  constexpr std::string_view letters = "0123456789.eEx+-kMGTBmsdhinuf \t";
  for (int round = 0; round < 50000; ++round) {
    std::string text;
    for (std::size_t i = random() % 12; i > 0; --i) text += letters[random() % letters.size()];
    const auto unit = base_units.at(random() % base_units.size());
    for (const int major : {10, 11, 12, 18}) {
      const auto whole = parse_integer(text, unit, major);
      const auto real = parse_real(text, unit, major);
      if (whole && real && major >= 12 && unit.empty() && !text.starts_with("0")) {
        ASSERT_NEAR(*whole, *real, 0.5) << text;
      }
    }
  }
}

}  // namespace
}  // namespace patrol
