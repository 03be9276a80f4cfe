// Numbers as Patroni reads them. Every expectation is what patroni/utils.py returns.
#include "linter/model/patroni_number.h"

#include <gtest/gtest.h>

namespace patrol {
namespace {

TEST(PatroniInteger, ReadsEveryNotation) {
  EXPECT_EQ(patroni_integer("1", ""), 1);
  EXPECT_EQ(patroni_integer(" -070", ""), -56);
  EXPECT_EQ(patroni_integer("0x10", ""), 16);
  EXPECT_EQ(patroni_integer("1e3", ""), 1000);
  EXPECT_EQ(patroni_integer(".6", ""), 1);
}

TEST(PatroniInteger, RoundsHalfToEven) {
  EXPECT_EQ(patroni_integer("1.5", ""), 2);
  EXPECT_EQ(patroni_integer("2.5", ""), 2);
  EXPECT_EQ(patroni_integer("4097.4kB", "kB"), 4097);
  EXPECT_EQ(patroni_integer("4097.5kB", "kB"), 4098);
}

TEST(PatroniInteger, ConvertsUnits) {
  EXPECT_EQ(patroni_integer(" 0x400 MB ", "16384kB"), 64);
  EXPECT_EQ(patroni_integer("1MB", "kB"), 1024);
  EXPECT_EQ(patroni_integer("1000 ms", "s"), 1);
  EXPECT_EQ(patroni_integer("6GB", "16MB"), 384);
  EXPECT_EQ(patroni_integer("30min", "s"), 1800);
}

TEST(PatroniInteger, RefusesTheRest) {
  for (const char* text : {"", "abc", "08", "1_000", "0b11", "10,5", "150kb", "5m", "None", "True"})
    EXPECT_EQ(patroni_integer(text, "kB"), std::nullopt) << text;
  EXPECT_EQ(patroni_integer("1TB", "GB"), std::nullopt);
  EXPECT_EQ(patroni_integer("5MB", ""), std::nullopt);
}

TEST(PatroniReal, RoundsToTheNextSmallerUnit) {
  EXPECT_EQ(patroni_real("+0.0005", ""), 0.0005);
  EXPECT_EQ(patroni_real("0.0005ms", "ms"), 0.0);
  EXPECT_EQ(patroni_real("0.00051ms", "ms"), 0.001);
  EXPECT_EQ(patroni_real("x", ""), std::nullopt);
}

}  // namespace
}  // namespace patrol
