// haproxy.cfg in words, sections and servers.
#include "linter/doc/haproxy.h"

#include <gtest/gtest.h>

namespace patrol {
namespace {

HaproxyFile read(std::string_view text) {
  return read_haproxy(FileId{}, text);
}

TEST(ReadHaproxy, KeepsLinesWithTheirSections) {
  const HaproxyFile file = read("global\n  maxconn 100\n\nlisten primary\n  bind *:5000\n");
  ASSERT_EQ(file.sections.size(), 2U);
  EXPECT_EQ(file.sections[1].kind, "listen");
  EXPECT_EQ(file.sections[1].name, "primary");
  ASSERT_EQ(file.sections[1].lines.size(), 1U);
  EXPECT_EQ(file.sections[1].lines[0].word(1), "*:5000");
}

TEST(ReadHaproxy, LeavesCommentsOutAndTakesQuotesOff) {
  const HaproxyFile file =
      read("# all\nlisten a # one\n  http-check expect string \"a # b\" 'c d' e\\ f # end\n");
  ASSERT_EQ(file.sections.size(), 1U);
  const HaproxyLine& line = file.sections[0].lines.at(0);
  ASSERT_EQ(line.words.size(), 6U);
  EXPECT_EQ(line.word(3), "a # b");
  EXPECT_EQ(line.word(4), "c d");
  EXPECT_EQ(line.word(5), "e f");
}

TEST(ReadHaproxy, PointsAtTheBytesOfAWord) {
  const std::string_view text = "listen a\r\n  server n1 10.0.0.1:5432 check\r\n";
  const HaproxyFile file = read(text);
  const HaproxyWord& word = file.sections.at(0).lines.at(0).words.at(2);
  EXPECT_EQ(text.substr(word.at.begin, word.at.end - word.at.begin), "10.0.0.1:5432");
  EXPECT_EQ(file.sections[0].lines[0].word(3), "check");
}

TEST(ReadHaproxy, SplitsAddressesOfServers) {
  const HaproxyFile file = read(
      "backend b\n server a 10.0.0.1:5432\n server b [fd00::1]:5433\n server c db3\n"
      " server d ipv4@10.0.0.4:1\n server e 10.0.0.5:+1\n server f\n");
  const auto servers = file.sections.at(0).servers();
  ASSERT_EQ(servers.size(), 5U);
  EXPECT_EQ(servers[0].host, "10.0.0.1");
  EXPECT_EQ(servers[0].port, 5432);
  EXPECT_EQ(servers[1].host, "fd00::1");
  EXPECT_EQ(servers[1].port, 5433);
  EXPECT_EQ(servers[2].host, "db3");
  EXPECT_FALSE(servers[2].port);
  EXPECT_EQ(servers[3].host, "10.0.0.4");
  EXPECT_FALSE(servers[4].port);
}

TEST(ReadHaproxy, TakesTheLastDefaultsInFront) {
  const HaproxyFile file = read(
      "defaults\n option httpchk GET /one\ndefaults\n option httpchk GET /two\nlisten a\n"
      "defaults\n option httpchk GET /three\nlisten b\n option httpchk GET /own\n");
  const HaproxyLine* inherited = file.effective(file.sections.at(2), "option", "httpchk");
  ASSERT_NE(inherited, nullptr);
  EXPECT_EQ(inherited->word(3), "/two");
  EXPECT_EQ(file.effective(file.sections.at(4), "option", "httpchk")->word(3), "/own");
  EXPECT_EQ(file.effective(file.sections.at(4), "option", "tcp-check"), nullptr);
}

TEST(ReadHaproxy, BearsWhatIsNoConfiguration) {
  EXPECT_TRUE(read("").sections.empty());
  EXPECT_TRUE(read("server n1 10.0.0.1:5432\n\"\n").sections.empty());
  const HaproxyFile file = read("listen \"a\n  server 'x\\\n");
  ASSERT_EQ(file.sections.size(), 1U);
  EXPECT_TRUE(file.sections[0].servers().empty());
}

}  // namespace
}  // namespace patrol
