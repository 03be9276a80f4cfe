// Sentences that quote a secret of the files.
#include "linter/render/mask.h"

#include <string>

#include <gtest/gtest.h>

namespace patrol {
namespace {

Redactor redactor_of(std::string text) {
  SourceSet sources;
  sources.add("patroni.yml", std::move(text));
  return Redactor(sources);
}

TEST(Redactor, HidesASecretWhereverASentenceQuotesIt) {
  const auto redactor = redactor_of("password: zah4Foh\n");
  EXPECT_EQ(redactor.hide("`x` is zah4Foh, not `zah4Foh`"), "`x` is ***, not `***`");
}

TEST(Redactor, WantsWholeWords) {
  const auto redactor = redactor_of("password: abcd\n");
  EXPECT_EQ(redactor.hide("abcde xabcd abcd_ abcd-"), "abcde xabcd abcd_ ***-");
}

TEST(Redactor, LeavesWhatStandsOpenlyInTheFile) {
  const auto redactor = redactor_of("username: postgres\npassword: postgres\n");
  EXPECT_EQ(redactor.hide("user `postgres` has no login"), "user `postgres` has no login");
}

TEST(Redactor, HidesTellingWordsOfASecret) {
  const auto redactor = redactor_of("password: abc-def1 # never change it\n");
  EXPECT_EQ(redactor.hide("abc-def1 will never change"), "*** will never change");
}

TEST(Redactor, RecognisesAShortenedSecret) {
  const auto redactor = redactor_of("token: " + std::string(60, 'k') + "\n");
  EXPECT_EQ(redactor.hide("`token` is " + std::string(40, 'k') + "…"), "`token` is ***…");
}

TEST(Redactor, KnowsTheSecretsOfAllFiles) {
  SourceSet sources;
  sources.add("a.yml", "password: first1\n");
  sources.add("b.env", "PGPASSWORD=second2\n");
  EXPECT_EQ(Redactor(sources).hide("first1 and second2"), "*** and ***");
}

TEST(Redactor, GivesTheRangesOfAFile) {
  const auto redactor = redactor_of("a: b\npassword: abcd\n");
  ASSERT_EQ(redactor.ranges(FileId{0}).size(), 1U);
  EXPECT_EQ(redactor.ranges(FileId{0})[0], (TextRange{15, 19}));
}

}  // namespace
}  // namespace patrol
