#include "linter/model/conf_verdict.h"

#include <memory>

#include <gtest/gtest.h>

namespace patrol {
namespace {

struct Judged {
  ConfFile conf;
  std::vector<ConfVerdict> verdicts;
};
// The file stays beside the verdicts that point into it.
std::unique_ptr<Judged> judge_file(std::string_view text, int major = 15) {
  auto out = std::make_unique<Judged>();
  out->conf = read_conf(FileId{}, text);
  out->verdicts = judge_conf(out->conf, major);
  return out;
}

TEST(JudgeConf, OldSpellingsCountAsTheSameParameter) {
  const auto file = judge_file("work_mem = 1MB\nsort_mem = 3MB\n");
  EXPECT_TRUE(file->verdicts.at(0).is_overridden);
  EXPECT_EQ(file->verdicts.at(1).name, "work_mem");
  EXPECT_EQ(file->verdicts.at(1).verdict->canonical, "3072");
}

TEST(JudgeConf, TellsUnknownNamesFromCustomOnes) {
  const auto file = judge_file("foo = 1\nfoo.bar = 1\nwal_keep_segments = 5\n");
  EXPECT_FALSE(file->verdicts.at(0).is_known);
  EXPECT_TRUE(file->verdicts.at(1).is_known);
  EXPECT_EQ(file->verdicts.at(1).verdict->canonical, "1");
  EXPECT_FALSE(file->verdicts.at(2).is_known);
  EXPECT_TRUE(judge_file("wal_keep_segments = 5", 12)->verdicts.at(0).is_known);
}

TEST(JudgeConf, HiddenNamesHaveRulesOfTheirOwn) {
  EXPECT_TRUE(judge_file("default_with_oids = false")->verdicts.at(0).verdict);
  EXPECT_FALSE(judge_file("default_with_oids = on")->verdicts.at(0).verdict);
  EXPECT_TRUE(judge_file("ssl_renegotiation_limit = 0")->verdicts.at(0).verdict);
  EXPECT_FALSE(judge_file("ssl_renegotiation_limit = 512MB")->verdicts.at(0).verdict);
  EXPECT_TRUE(judge_file("seed = 0.1")->verdicts.at(0).verdict);
  EXPECT_FALSE(judge_file("seed = 5")->verdicts.at(0).verdict);
  EXPECT_FALSE(judge_file("role = 'x'")->verdicts.at(0).verdict);
}

}  // namespace
}  // namespace patrol
