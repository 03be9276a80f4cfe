// Laws of the postgresql.conf reader on generated texts.
#include <algorithm>
#include <random>

#include <gtest/gtest.h>

#include "linter/doc/conf.h"

namespace patrol {
namespace {

class ConfLaws : public testing::Test {
 protected:
  std::string noise(std::size_t size) {
    constexpr std::string_view letters = "ab.1= \t\n\r\\''\"#;$-+xe0:/\xC3\xA9\0,";
    std::string text;
    for (std::size_t i = 0; i < size; ++i) text.push_back(letters[random_() % letters.size()]);
    return text;
  }
  std::mt19937 random_{11};
};

bool is_inside(Span span, std::string_view text) {
  return span.begin <= span.end && span.end <= text.size();
}

TEST_F(ConfLaws, PlacesAreTrue) {
  for (int round = 0; round < 20000; ++round) {
    const std::string text = noise(random_() % 60);
    const ConfFile conf = read_conf(FileId{}, text);
    for (const ConfSetting& setting : conf.settings) {
      ASSERT_TRUE(is_inside(setting.value_span, text)) << text;
      ASSERT_EQ(text.substr(setting.name_span.begin, setting.name.size()), setting.name) << text;
      const auto before = text.begin() + setting.name_span.begin;
      ASSERT_EQ(std::count(text.begin(), before, '\n') + 1, setting.line) << text;
    }
    for (const ConfError& error : conf.errors) ASSERT_TRUE(is_inside(error.at, text)) << text;
  }
}

TEST_F(ConfLaws, EveryLineSetsOrFailsOrIsEmpty) {
  for (int round = 0; round < 20000; ++round) {
    std::string line = noise(random_() % 30);
    std::erase(line, '\n');
    const ConfFile conf = read_conf(FileId{}, line);
    const auto first = line.find_first_not_of(" \t\r");
    const bool is_empty = first == std::string::npos || line[first] == '#';
    ASSERT_EQ(conf.settings.size() + conf.errors.size(), is_empty ? 0U : 1U) << line;
  }
}

TEST_F(ConfLaws, QuotingRoundTrips) {
  for (int round = 0; round < 5000; ++round) {
    std::string value = noise(random_() % 30);
    std::erase_if(value, [](char letter) { return letter == '\0' || letter == '\n'; });
    std::string quoted;
    for (const char letter : value) {
      if (letter == '\'' || letter == '\\') quoted += letter;
      quoted += letter;
    }
    const ConfFile conf = read_conf(FileId{}, "a = '" + quoted + "' # end");
    ASSERT_EQ(conf.settings.size(), 1U) << quoted;
    ASSERT_EQ(conf.settings[0].value, value);
  }
}

}  // namespace
}  // namespace patrol
