#include "auditor/decode/records.h"

#include <string>

#include <gtest/gtest.h>

namespace patrol {
namespace {

TEST(ReadRecords, GoByLengthWhateverTheBytesAre) {
  const auto records = read_records("patrol 1\n1\ntext 14\nend 0\n\nfile 1\n\nend 0\n\n");
  ASSERT_TRUE(records);
  ASSERT_EQ(records->size(), 2U);
  EXPECT_EQ(records->at(1).key, "text");
  EXPECT_EQ(records->at(1).bytes, "end 0\n\nfile 1\n");
}

TEST(ReadRecords, PassOverWhatALoginShellPrints) {
  const auto records = read_records("Welcome!\nend 0\n\npatrol 1\n1\nend 0\n\n");
  ASSERT_TRUE(records);
  EXPECT_EQ(records->size(), 1U);
}

TEST(ReadRecords, TakeNoCutOffOutputForAWholeOne) {
  const std::string whole = "patrol 1\n1\nuser 4\nroot\nend 0\n\n";
  ASSERT_TRUE(read_records(whole));
  for (std::size_t length = 0; length < whole.size(); ++length)
    EXPECT_FALSE(read_records(whole.substr(0, length))) << length;
}

TEST(ReadRecords, RefuseSizesThatLie) {
  for (const char* size : {"-1", "5", "99999999999999999999", "x", ""})
    EXPECT_FALSE(read_records(std::string("patrol 1\n1\nuser ") + size + "\nroot\nend 0\n\n"))
        << size;
}

}  // namespace
}  // namespace patrol
