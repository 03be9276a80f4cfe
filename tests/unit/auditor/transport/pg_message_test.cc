#include "auditor/transport/pg_message.h"

#include <gtest/gtest.h>

namespace patrol {
namespace {

TEST(ReadMessage, TakesTheSqlstateOutOfALoginError) {
  const PgMessage message = read_message(
      "connection to server at \"10.0.0.1\", port 5432 failed: FATAL:  28P01: password "
      "authentication failed for user \"x\"\nLOCATION:  auth_failed, auth.c:335\n",
      "");
  EXPECT_EQ(message.sqlstate, "28P01");
  EXPECT_EQ(message.text, "FATAL: password authentication failed for user \"x\"");
}

TEST(ReadMessage, KeepsTheLastOfSeveralTries) {
  const PgMessage message = read_message(
      "connection to server at \"a\" (10.0.0.1), port 1 failed: Connection refused\n"
      "connection to server at \"a\" (10.0.0.2), port 1 failed: No route to host\n",
      "");
  EXPECT_EQ(message.sqlstate, "");
  EXPECT_NE(message.text.find("No route"), std::string::npos);
  EXPECT_EQ(message.text.find("refused"), std::string::npos);
}

TEST(ReadMessage, TakesOurPasswordOutOfWhatAServerEchoes) {
  EXPECT_EQ(read_message("no canary-1 canary-1 here", "canary-1").text, "no *** *** here");
}

TEST(ReadMessage, LetsNoControlCharacterThrough) {
  EXPECT_EQ(read_message("a\x1b[2Jb", "").text, "a\\x1b[2Jb");
}

TEST(ReadMessage, SurvivesWordsThatOnlyLookLikeAState) {
  EXPECT_EQ(read_message("FATAL:  ABCDE", "").sqlstate, "");
  EXPECT_EQ(read_message("FATAL:  abcde: x", "").sqlstate, "");
  EXPECT_EQ(read_message("", "").text, "");
}

TEST(PgRefusal, TellsWhatAStateMeans) {
  EXPECT_EQ(pg_refusal({"42501", "permission denied"}).cause, Cause::denied);
  EXPECT_EQ(pg_refusal({"28000", "no pg_hba.conf entry"}).cause, Cause::denied);
  EXPECT_EQ(pg_refusal({"42P01", "no such view"}).cause, Cause::missing);
  EXPECT_EQ(pg_refusal({"57014", "statement timeout"}).cause, Cause::timed_out);
  EXPECT_EQ(pg_refusal({"57P03", "starting up"}).cause, Cause::unreachable);
  EXPECT_EQ(pg_refusal({"", "received invalid response to SSL negotiation: x"}).cause,
            Cause::malformed);
}

}  // namespace
}  // namespace patrol
