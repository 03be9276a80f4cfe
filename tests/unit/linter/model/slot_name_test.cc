// How a member's name becomes a slot's.
#include "linter/model/slot_name.h"

#include <gtest/gtest.h>

namespace patrol {
namespace {

TEST(SlotName, FoldsCaseHyphensAndDots) {
  EXPECT_EQ(slot_name_of("DB-eu.1"), "db_eu_1");
  EXPECT_EQ(slot_name_of("db_eu_1"), "db_eu_1");
}

TEST(SlotName, WritesOtherCharactersAsTheirCodePoint) {
  EXPECT_EQ(slot_name_of("a b"), "au0032b");
  EXPECT_EQ(slot_name_of("n\xC3\xA9"), "nu0233");
  EXPECT_EQ(slot_name_of("n\xF0\x9F\x90\x98"), "nu128024");
}

TEST(SlotName, StopsAtSixtyThreeCharacters) {
  EXPECT_EQ(slot_name_of(std::string(70, 'a')), std::string(63, 'a'));
  EXPECT_EQ(slot_name_of(std::string(62, 'a') + " "), std::string(62, 'a') + "u");
}

}  // namespace
}  // namespace patrol
