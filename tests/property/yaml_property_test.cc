// Laws of the YAML reader on any bytes: places are true, modes agree, repairs keep the rest.
#include <random>
#include <string>
#include <string_view>
#include <vector>

#include <gtest/gtest.h>

#include "tests/support/yaml_builder.h"

namespace patrol {
namespace {

constexpr unsigned seed = 11;

class Generator {
 public:
  explicit Generator(unsigned from) : random_(from) {}

  std::size_t below(std::size_t limit) { return random_() % limit; }

  std::string noise(std::size_t size) {
    static const std::vector<std::string> pieces{"a",
                                                 "key",
                                                 ": ",
                                                 ":",
                                                 "- ",
                                                 "-",
                                                 "? ",
                                                 "[",
                                                 "]",
                                                 "{",
                                                 "}",
                                                 ",",
                                                 "\n",
                                                 "\n",
                                                 "\n  ",
                                                 "\n ",
                                                 " ",
                                                 "  ",
                                                 "\t",
                                                 "#c",
                                                 " #",
                                                 "'",
                                                 "\"",
                                                 "\\",
                                                 "|\n",
                                                 ">-",
                                                 "&a ",
                                                 "*a",
                                                 "!",
                                                 "!!str ",
                                                 "<<: ",
                                                 "~",
                                                 "on",
                                                 "010",
                                                 "1:20",
                                                 "2024-01-01",
                                                 "---",
                                                 "...",
                                                 "%",
                                                 "@",
                                                 "\r",
                                                 "\xC3\xA9",
                                                 "\xE2\x80\xA8",
                                                 "\xFF",
                                                 "{{ x }}",
                                                 "{% y %}\n",
                                                 "${Z}",
                                                 "```",
                                                 "\xEF\xBB\xBF",
                                                 "=",
                                                 "!!set ",
                                                 "\\n",
                                                 "''"};
    std::string text;
    for (std::size_t count = 0; count < size; ++count) text += pieces[below(pieces.size())];
    return text;
  }

  std::string bytes(std::size_t size) {
    std::string text;
    for (std::size_t count = 0; count < size; ++count)
      text.push_back(static_cast<char>(below(256)));
    return text;
  }

  // A configuration with a few bytes changed.
  std::string mutation() {
    std::string text =
        "scope: demo\nrestapi:\n  listen: 0.0.0.0:8008\n  tags: &t {a: 1, b: [x, 'y']}\n"
        "bootstrap:\n  dcs:\n    ttl: 30\n    loop_wait: 10  # seconds\npostgresql:\n  pg_hba:\n"
        "  - host all all 0.0.0.0/0 md5\n  - \"local\\tall all trust\"\n  more: {<<: *t, c: 2}\n"
        "  script: |\n    one\n    two\n  text: first\n    second\n";
    for (std::size_t count = below(4) + 1; count > 0; --count)
      text.replace(below(text.size()), below(4), noise(below(3)));
    return text;
  }

 private:
  std::mt19937 random_;
};

TEST(YamlProperties, EveryPlaceIsTrueForAnyPieces) {
  Generator generator(seed);
  for (int round = 0; round < 3000; ++round) {
    const std::string text = generator.noise(generator.below(40));
    ASSERT_EQ(span_fault(read_strict(text), text), "") << text;
    ASSERT_EQ(span_fault(read_tolerant(text), text), "") << text;
  }
}

TEST(YamlProperties, EveryPlaceIsTrueForAnyBytes) {
  Generator generator(seed);
  for (int round = 0; round < 3000; ++round) {
    const std::string text = generator.bytes(generator.below(60));
    ASSERT_EQ(span_fault(read_strict(text), text), "");
    ASSERT_EQ(span_fault(read_tolerant(text), text), "");
  }
}

TEST(YamlProperties, EveryPlaceIsTrueForMutations) {
  Generator generator(seed);
  for (int round = 0; round < 1000; ++round) {
    const std::string text = generator.mutation();
    ASSERT_EQ(span_fault(read_strict(text), text), "") << text;
    ASSERT_EQ(span_fault(read_tolerant(text), text), "") << text;
  }
}

TEST(YamlProperties, ToleranceRefusesNothingThatIsRead) {
  Generator generator(seed);
  for (int round = 0; round < 3000; ++round) {
    const std::string text = round % 2 == 0 ? generator.mutation() : generator.noise(12);
    ASSERT_TRUE(!read_strict(text).is_ok || read_tolerant(text).is_ok) << text;
  }
}

TEST(YamlProperties, ARefusedTextHasAProblem) {
  Generator generator(seed);
  for (int round = 0; round < 3000; ++round) {
    const std::string text = generator.noise(generator.below(20));
    const YamlTree tree = read_strict(text);
    ASSERT_EQ(tree.is_ok, tree.problems.empty()) << text;
  }
}

TEST(YamlProperties, OneWrongLineLeavesTheOtherSections) {
  Generator generator(seed);
  const std::string head = "scope: demo\n";
  const std::string tail = "log:\n  level: INFO\n";
  for (const std::string_view line :
       {"name value", "\tname: x", "  name: x", "name: x: y", "name: @x", "name: 'x", "name: [x",
        "- name", "? [", "name: *", "name: &", "}", "name: \"\\x\"", "!x", "name: |x",
        "name: {x: y"}) {
    const std::string text = head + std::string(line) + "\n" + tail;
    const YamlTree tree = read_tolerant(text);
    const Value root(tree, tree.root);
    EXPECT_EQ(root.at("log.level").text(), "INFO") << line;
  }
}

}  // namespace
}  // namespace patrol
