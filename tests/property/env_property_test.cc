// Laws of the environment file reader on generated texts.
#include <random>

#include <gtest/gtest.h>

#include "linter/doc/env.h"

namespace patrol {
namespace {

class EnvLaws : public testing::Test {
 protected:
  std::string noise(std::size_t size) {
    constexpr std::string_view letters = "AB_1= \t\n\r\\\"'#;$`~.-exportxy\xC3\xA9";
    std::string text;
    for (std::size_t i = 0; i < size; ++i) text.push_back(letters[random_() % letters.size()]);
    return text;
  }
  std::mt19937 random_{7};
};

bool is_inside(Span span, std::string_view text) {
  return span.begin <= span.end && span.end <= text.size();
}

TEST_F(EnvLaws, PlacesAreTrue) {
  for (int round = 0; round < 20000; ++round) {
    const std::string text = noise(random_() % 60);
    const EnvFile env = read_env(FileId{}, text);
    for (const EnvVariable& variable : env.variables) {
      ASSERT_TRUE(is_inside(variable.value_span, text)) << text;
      ASSERT_EQ(text.substr(variable.name_span.begin, variable.name.size()), variable.name) << text;
      if (variable.is_exact) {
        ASSERT_EQ(text.substr(variable.content_begin, variable.value.size()), variable.value)
            << text;
      }
    }
    for (const EnvProblem& problem : env.problems) ASSERT_TRUE(is_inside(problem.at, text)) << text;
  }
}

TEST_F(EnvLaws, OneAssignmentOfANameCounts) {
  for (int round = 0; round < 5000; ++round) {
    const EnvFile env = read_env(FileId{}, noise(200));
    for (const EnvVariable& variable : env.variables) {
      const EnvVariable* counting = env.find(variable.name);
      ASSERT_NE(counting, nullptr);
      ASSERT_EQ(variable.is_overridden, counting != &variable);
    }
  }
}

// systemd's double quotes with its five escapes can carry any text.
TEST_F(EnvLaws, QuotingRoundTrips) {
  for (int round = 0; round < 5000; ++round) {
    std::string value = noise(random_() % 30);
    std::erase(value, '\r');
    std::string quoted;
    for (const char letter : value) {
      if (std::string_view("\"\\$`").find(letter) != std::string_view::npos) quoted += '\\';
      quoted += letter;
    }
    const EnvFile env = read_env(FileId{}, "A=\"" + quoted + "\"\nZ=1\n");
    ASSERT_EQ(env.variables.size() + (env.is_loaded ? 0 : 2), env.is_loaded ? 2 : 4) << value;
    ASSERT_EQ(env.find("A")->value, value);
    ASSERT_EQ(env.find("Z")->value, "1");
  }
}

}  // namespace
}  // namespace patrol
