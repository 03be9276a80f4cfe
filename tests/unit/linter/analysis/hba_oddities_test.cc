// Words that mean something else than they look like.
#include "linter/analysis/hba_oddities.h"

#include <string>

#include <gtest/gtest.h>

namespace patrol {
namespace {

std::string odd(std::string_view text) {
  const HbaFile file = read_hba(FileId{0}, text, 16);
  std::string out;
  for (const HbaRecord& record : file.records)
    for (const HbaOddity& oddity : hba_oddities(record)) out += oddity.text + ";";
  return out;
}

bool is_open(std::string_view text) {
  return is_open_to_network(read_hba(FileId{0}, text, 16).records.at(0));
}

TEST(HbaOddities, FindKeywordsInTheWrongCase) {
  EXPECT_EQ(odd("local ALL all trust"), "database `ALL` is a plain name; keywords are lower case;");
  EXPECT_EQ(odd("local Replication * trust"),
            "database `Replication` is a plain name; keywords are lower case;"
            "user `*` is a plain name, no wildcard;");
  EXPECT_EQ(odd("local Allen \"sameuser\" trust"), "");
  EXPECT_EQ(odd("local \"all\" all trust"), "database `all` is quoted and therefore a plain name;");
}

TEST(HbaOddities, FindAddressesThatAreNone) {
  EXPECT_EQ(odd("host all all SAMENET trust"),
            "address `SAMENET` is a host name; keywords are lower case and unquoted;");
  for (const std::string_view address :
       {"10.0.0.*", "10.0.0.1-10.0.0.9", "*.example.com", "10.0.0.256"})
    EXPECT_NE(odd("host all all " + std::string(address) + " trust"), "") << address;
  EXPECT_EQ(odd("host all all db-1.example.com trust\nhost all all .example.com trust"), "");
}

TEST(HbaOddities, FindPrefixLengthsWrittenAsMasks) {
  EXPECT_EQ(odd("host all all 10.0.0.0 8 trust"),
            "the mask `0.0.0.8` looks at a few last bits only; a prefix length is written `/8`;");
  EXPECT_EQ(odd("host all all 10.0.0.0 255.0.0.0 trust"), "");
}

TEST(HbaOddities, TellWeakMethodsOnTheNetwork) {
  EXPECT_TRUE(is_open("host all all 0.0.0.0/0 trust"));
  EXPECT_TRUE(is_open("host all all 10.0.0.0/8 password"));
  EXPECT_FALSE(is_open("hostssl all all 10.0.0.0/8 password"));
  EXPECT_FALSE(is_open("host all all 127.0.0.1/32 trust"));
  EXPECT_FALSE(is_open("host all all ::1/128 trust"));
  EXPECT_FALSE(is_open("local all all trust"));
}

}  // namespace
}  // namespace patrol
