// Laws of the hba reader on generated texts: nothing is lost, places are true, shapes do not
// matter.
#include <random>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "linter/base/text.h"
#include "linter/doc/hba.h"
#include "linter/doc/ident.h"
#include "linter/render/dump_hba.h"

namespace patrol {
namespace {

constexpr unsigned seed = 20;

class Generator {
 public:
  explicit Generator(unsigned from) : random_(from) {}

  std::size_t below(std::size_t limit) { return random_() % limit; }
  std::string pick(const std::vector<std::string>& words) { return words[below(words.size())]; }

  std::string line() {
    static const std::vector<std::string> types{"local",     "host", "hostssl",
                                                "hostnossl", "bad",  "hostgssenc"};
    static const std::vector<std::string> names{"all", "\"all\"", "a,b",     "a, b", "+grp", "/^x",
                                                "/[",  "@file",   "\"x y\"", "",     "x\"y"};
    static const std::vector<std::string> addresses{
        "10.0.0.0/8", "10.1.2.3 255.255.0.0", "::1/128", "all",
        "samenet",    "h.example.com",        "1.2.3.4", "10.0.0.0/40"};
    static const std::vector<std::string> methods{"trust", "md5",  "reject",  "cert",
                                                  "ldap",  "peer", "nonsense"};
    static const std::vector<std::string> tails{"", "map=m", "ldapprefix=x", "# c", "bogus", "\\"};
    std::string text = pick(types) + " " + pick(names) + " " + pick(names) + " ";
    if (!text.starts_with("local")) text += pick(addresses) + " ";
    return text + pick(methods) + " " + pick(tails);
  }

  std::string noise(std::size_t size) {
    constexpr std::string_view letters = "alhost \t\n\r\\\"#,@/+=0127.:[]{}()*$^-\0\xFF";
    std::string text;
    for (std::size_t i = 0; i < size; ++i) text.push_back(letters[below(letters.size())]);
    return text;
  }

 private:
  std::mt19937 random_;
};

bool is_inside(Span span, std::string_view text) {
  return span.begin <= span.end && span.end <= text.size();
}

void expect_true_places(const HbaFile& file, std::string_view text) {
  for (const HbaRecord& record : file.records) {
    ASSERT_TRUE(is_inside(record.at, text));
    for (const auto* names : {&record.databases, &record.users}) {
      for (const HbaToken& name : *names) {
        ASSERT_TRUE(is_inside(name.at, text));
        ASSERT_GE(name.at.begin, record.at.begin);
        ASSERT_LE(name.at.end, record.at.end);
        const std::string_view written = text.substr(name.at.begin, name.at.end - name.at.begin);
        const bool is_bare = written.find_first_of("\"\\") == std::string_view::npos;
        ASSERT_TRUE(!is_bare || name.text == written) << written;
      }
    }
  }
  for (const HbaError& error : file.errors) ASSERT_TRUE(is_inside(error.at, text));
}

TEST(HbaProperties, EveryPlaceIsTrue) {
  Generator generator(seed);
  for (int round = 0; round < 2000; ++round) {
    std::string text;
    for (std::size_t i = generator.below(6) + 1; i > 0; --i) text += generator.line() + "\n";
    for (const int major : {13, 15, 18}) expect_true_places(read_hba(FileId{0}, text, major), text);
  }
}

TEST(HbaProperties, NoiseIsReadWithoutHarm) {
  Generator generator(seed + 1);
  for (int round = 0; round < 3000; ++round) {
    const std::string text = generator.noise(generator.below(200));
    for (const int major : {11, 18}) {
      const HbaFile file = read_hba(FileId{0}, text, major);
      for (const HbaError& error : file.errors) ASSERT_TRUE(is_inside(error.at, text));
      ASSERT_FALSE(dump_ident(read_ident(FileId{0}, text, major)).empty());
    }
  }
}

// One line is a record or an error, wherever it stands: lines do not influence each other.
TEST(HbaProperties, LinesAreIndependent) {
  Generator generator(seed + 2);
  for (int round = 0; round < 1000; ++round) {
    std::string whole;
    std::size_t records = 0;
    std::size_t errors = 0;
    for (int i = 0; i < 5; ++i) {
      const std::string line = generator.line() + "\n\n";
      const HbaFile alone = read_hba(FileId{0}, line, 16);
      records += alone.records.size();
      errors += alone.errors.size();
      whole += line;
    }
    const HbaFile together = read_hba(FileId{0}, whole, 16);
    ASSERT_EQ(together.records.size(), records) << whole;
    ASSERT_EQ(together.errors.size(), errors) << whole;
  }
}

// Blanks, tabs, comments and line ends of another system change nothing but places.
TEST(HbaProperties, LayoutDoesNotMatter) {
  Generator generator(seed + 3);
  for (int round = 0; round < 1000; ++round) {
    const std::string line = generator.line();
    if (contains(line, "\\")) continue;
    const auto records = [](const std::string& text) {
      return dump_hba(read_hba(FileId{0}, text, 16));
    };
    ASSERT_EQ(records(line + "\n"), records("  \t" + line + " \r\n")) << line;
    ASSERT_EQ(records(line + "\n"), records(line + "\n# comment")) << line;
  }
}

// A list of items is a file of as many lines.
TEST(HbaProperties, ItemsReadAsLines) {
  Generator generator(seed + 4);
  for (int round = 0; round < 1000; ++round) {
    std::vector<std::string> lines;
    std::string text;
    for (int i = 0; i < 4; ++i) text += lines.emplace_back(generator.line()) + "\n";
    std::vector<HbaLineSource> items;
    std::uint32_t begin = 0;
    for (const std::string& line : lines) {
      const auto end = static_cast<std::uint32_t>(begin + line.size());
      items.push_back({line, {FileId{0}, begin, end}, true, begin});
      begin = end + 1;
    }
    const HbaFile of_items = read_hba_items(FileId{0}, items, 16);
    const HbaFile of_text = read_hba(FileId{0}, text, 16);
    ASSERT_EQ(dump_hba(of_items), dump_hba(of_text)) << text;
    expect_true_places(of_items, text);
  }
}

}  // namespace
}  // namespace patrol
