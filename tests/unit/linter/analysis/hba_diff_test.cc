// Comparison of policies by meaning.
#include "linter/analysis/hba_diff.h"

#include <deque>
#include <string>

#include <gtest/gtest.h>

#include "linter/doc/hba_address.h"

namespace patrol {
namespace {

HbaComparison compared(std::initializer_list<std::string_view> texts) {
  static std::deque<HbaFile> files;  // records are pointed at from the result
  std::vector<HbaPolicy> policies;
  for (const std::string_view text : texts) files.push_back(read_hba(FileId{0}, text, 16));
  for (std::size_t i = files.size() - texts.size(); i < files.size(); ++i)
    policies.push_back(hba_policy(files[i], 16));
  return compare(policies);
}

bool are_equal(std::string_view left, std::string_view right) {
  return compared({left, right}).is_equal() == true;
}

TEST(CompareHba, LooksThroughNotation) {
  EXPECT_TRUE(
      are_equal("host all all 10.0.0.0/8 md5", "# c\nhost  all all 10.1.2.3 255.0.0.0 md5"));
  EXPECT_TRUE(are_equal("local a,b c md5", "local a c md5\nlocal b c md5"));
  EXPECT_TRUE(
      are_equal("host all all all md5", "hostssl all all all md5\nhostnossl all all all md5"));
  EXPECT_TRUE(
      are_equal("host all all all md5", "host all all 0.0.0.0/0 md5\nhost all all ::/0 md5"));
  EXPECT_TRUE(are_equal("host all all 0.0.0.0/1 md5\nhost all all 128.0.0.0/1 md5",
                        "host all all 0.0.0.0/0 md5"));
}

TEST(CompareHba, LooksThroughOrderWithoutEffect) {
  EXPECT_TRUE(
      are_equal("local a all md5\nlocal b all trust", "local b all trust\nlocal a all md5"));
  EXPECT_FALSE(
      are_equal("local a all md5\nlocal all all trust", "local all all trust\nlocal a all md5"));
  EXPECT_TRUE(are_equal("local all all md5\nlocal a all trust", "local all all md5"));
}

TEST(CompareHba, TakesRefusalsForEqual) {
  EXPECT_TRUE(are_equal("local all all md5\nhost all all all reject", "local all all md5"));
}

TEST(CompareHba, ComparesMethodsWithTheirOptions) {
  EXPECT_FALSE(are_equal("local all all peer", "local all all peer map=m"));
  EXPECT_TRUE(are_equal("local all all peer map=a map=m", "local all all peer map=m"));
  EXPECT_TRUE(
      are_equal("hostssl all all all cert clientcert=verify-full", "hostssl all all all cert"));
}

TEST(CompareHba, ShowsAConnectionForEachDifference) {
  const HbaComparison result =
      compared({"host all all 10.0.0.0/8 md5",
                "host all eve 10.7.0.0/16 trust\nhost all all 10.0.0.0/8 md5"});
  ASSERT_EQ(result.differences.size(), 1U);
  const HbaDifference& difference = result.differences.front();
  EXPECT_EQ(difference.witness.user, "eve");
  EXPECT_EQ(show_ip(difference.witness.address), "10.7.0.0");
  EXPECT_EQ(difference.sides[0]->method, "md5");
  EXPECT_EQ(difference.sides[1]->method, "trust");
  EXPECT_EQ(result.is_equal(), false);
}

TEST(CompareHba, KnowsWhatSamenessMeans) {
  EXPECT_TRUE(are_equal("local sameuser all md5\nlocal ann ann trust", "local sameuser all md5"));
  EXPECT_FALSE(are_equal("local samerole all md5\nlocal ann bob trust", "local samerole all md5"));
  EXPECT_TRUE(
      are_equal("local samerole all md5\nlocal sameuser all trust", "local samerole all md5"));
  EXPECT_TRUE(are_equal("local all +ann md5\nlocal all ann trust", "local all +ann md5"));
}

TEST(CompareHba, UnderstandsRegexes) {
  EXPECT_TRUE(are_equal("local all /^(ann|bob)$ md5", "local all ann,bob md5"));
  EXPECT_TRUE(are_equal("local all /. md5", "local all all md5"));
  const HbaComparison result = compared({"local all /^a[0-9]*$ md5", "local all /^a[0-9]+$ md5"});
  ASSERT_EQ(result.differences.size(), 1U);
  EXPECT_EQ(result.differences[0].witness.user, "a");
}

TEST(CompareHba, LeavesHostNamesOpen) {
  const std::string_view named = "host all all db.example.com md5";
  EXPECT_TRUE(are_equal(named, named));
  const HbaComparison result = compared({named, "host all all 10.0.0.1/32 md5"});
  EXPECT_FALSE(result.is_equal().has_value());
  EXPECT_TRUE(result.differences.empty());
  EXPECT_FALSE(result.undecided.empty());
}

std::vector<std::string> regions(std::string_view left, std::string_view right) {
  std::vector<std::string> out;
  for (const HbaDifference& one : compared({left, right}).differences)
    out.insert(out.end(), one.regions.begin(), one.regions.end());
  return out;
}

TEST(CompareHba, NamesTheRegionsThatDiffer) {
  const std::string_view all = "host all all 10.0.0.0/8 md5";
  EXPECT_EQ(regions(all, "host app eve 10.0.0.0/25 trust\nhost all all 10.0.0.0/8 md5"),
            std::vector<std::string>{"host, any TLS, database app, user eve, 10.0.0.0/25"});
  EXPECT_EQ(regions(all, "hostssl all all 10.0.0.0/8 md5"),
            std::vector<std::string>{"host, no TLS, database all, user all, 10.0.0.0/8"});
  EXPECT_EQ(regions("local all,replication all md5", "local app all md5"),
            std::vector<std::string>{"local, database replication and all but app, user all"});
  EXPECT_EQ(
      regions("hostssl all +staff all md5", "hostssl all +staff ::/0 md5"),
      std::vector<std::string>{
          "host, TLS, database all, user all, 0.0.0.0/0, where the user is a member of staff"});
}

TEST(CompareHba, LeavesOutFactsThatHoldAnyway) {
  EXPECT_EQ(
      regions("local ann,bob ann md5\nlocal sameuser all trust", "local ann,bob ann md5"),
      std::vector<std::string>{
          "local, database all, user all but ann, where the database is called like the user"});
}

TEST(CompareHba, TakesTrustWithAFullCertificateForCert) {
  EXPECT_TRUE(
      are_equal("hostssl all all all trust clientcert=verify-full", "hostssl all all all cert"));
  EXPECT_FALSE(
      are_equal("hostssl all all all trust clientcert=verify-ca", "hostssl all all all cert"));
}

TEST(CompareHba, HoldsMoreThanTwoAgainstEachOther) {
  const HbaComparison result =
      compared({"local all all md5", "local all all md5", "local all all trust"});
  ASSERT_EQ(result.differences.size(), 1U);
  ASSERT_EQ(result.differences[0].sides.size(), 3U);
  EXPECT_EQ(result.differences[0].sides[2]->method, "trust");
}

TEST(CompareHba, EndsWhereItWouldTakeTooLong) {
  std::string left;
  std::string right;
  for (int i = 0; i < 400; ++i) {
    const std::string names = "host all +g" + std::to_string(i * 7 % 60) + " 10.0.0." +
                              std::to_string(i % 250) + " 255.0." + std::to_string(i * 37 % 256) +
                              ".255 ";
    left += names + (i % 2 == 0 ? "md5\n" : "trust\n");
    right += names + (i % 3 == 0 ? "md5\n" : "trust\n");
  }
  const HbaComparison result = compared({left, right});
  EXPECT_FALSE(result.is_finished);
  EXPECT_NE(result.is_equal(), true);
}

}  // namespace
}  // namespace patrol
