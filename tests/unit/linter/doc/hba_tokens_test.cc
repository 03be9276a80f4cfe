// Lines, words, @files and include directives.
#include "linter/doc/hba_tokens.h"

#include <map>
#include <string>

#include <gtest/gtest.h>

namespace patrol {
namespace {

// Files by name; each gets its own id in the order of its first use.
struct Folder {
  std::map<std::string, std::string, std::less<>> texts;
  std::map<std::string, FileId, std::less<>> ids = {};

  IncludeFiles files() {
    return {[this](std::string_view name, std::string_view) -> std::optional<IncludedFile> {
              const auto found = texts.find(name);
              if (found == texts.end()) return std::nullopt;
              const auto id = ids.try_emplace(std::string(name), FileId(ids.size() + 1)).first;
              return IncludedFile{std::string(name), id->second, found->second};
            },
            [this](std::string_view name, std::string_view) {
              std::optional<std::vector<std::string>> entries;
              for (const auto& [path, text] : texts) {
                if (!path.starts_with(name) || path.size() <= name.size()) continue;
                if (!entries) entries.emplace();
                entries->insert(entries->begin(), path.substr(name.size() + 1));
              }
              return entries;
            }};
  }
};

// Fields by "|", list words by ",", lines by ";", an error as "!message", a quoted word in "".
std::string words(std::string_view text, int major = 16, Folder folder = {}) {
  std::string out;
  tokenize_hba(whole_text(FileId{0}, text), major, folder.files(), [&](HbaTokenLine& line) {
    if (!out.empty()) out += "; ";
    if (!line.error.empty()) out += "!" + line.error;
    if (!line.error.empty()) return;
    out += std::to_string(line.line);
    for (const auto& field : line.fields) {
      char separator = '|';
      for (const HbaToken& word : field) {
        out += separator + (word.is_quoted ? "\"" + word.text + "\"" : word.text);
        separator = ',';
      }
    }
  });
  return out;
}

TEST(TokenizeHba, SplitsAtBlanksAndJoinsAtCommas) {
  EXPECT_EQ(words("a,b c\td"), "1|a,b|c|d");
  EXPECT_EQ(words("a, b ,c"), "1|a,b|c");
  EXPECT_EQ(words(",a,,b"), "1|a,b");
}

TEST(TokenizeHba, EndsAtACommentOutsideQuotes) {
  EXPECT_EQ(words("a b#c d"), "1|a|b");
  EXPECT_EQ(words("a \"b#c\" # d"), "1|a|\"b#c\"");
  EXPECT_EQ(words("# nothing\n\n"), "");
}

TEST(TokenizeHba, TakesQuotesOutOfWords) {
  EXPECT_EQ(words("tr\"us\"t"), "1|trust");
  EXPECT_EQ(words("\"a\"\"b\""), "1|\"a\"b\"");
  EXPECT_EQ(words("\"\"all"), "1|\"all\"");
  EXPECT_EQ(words("a \"b c"), "1|a|\"b c\"");
  EXPECT_EQ(words("\"\""), "1|\"\"");
}

TEST(TokenizeHba, JoinsLinesFromFourteenOn) {
  EXPECT_EQ(words("a \\\nb\nc", 14), "1|a|b; 3|c");
  EXPECT_EQ(words("a \\\nb", 13), "1|a|\\; 2|b");
  EXPECT_EQ(words("a\\ \nb", 16), "1|a\\; 2|b");
  EXPECT_EQ(words("# a\\\nb\nc", 16), "3|c");
  EXPECT_EQ(words("a\\", 16), "1|a");
  EXPECT_EQ(words("a\\\r\nb", 16), "1|ab");
}

TEST(TokenizeHba, KeepsPlacesAcrossAContinuation) {
  SourceSet sources;
  sources.add("pg_hba.conf", "ab\\\ncd \"e f\"\n");
  std::vector<HbaToken> found;
  tokenize_hba(whole_text(FileId{0}, sources.text(FileId{0})), 16, {}, [&](HbaTokenLine& line) {
    for (const auto& field : line.fields) found.push_back(field.front());
  });
  ASSERT_EQ(found.size(), 2U);
  EXPECT_EQ(found[0].text, "abcd");
  EXPECT_EQ(sources.text(found[0].at), "ab\\\ncd");
  EXPECT_EQ(sources.text(found[1].at), "\"e f\"");
}

TEST(TokenizeHba, BoundsWordsAndLinesAsOldServersDo) {
  const std::string longest(10239, 'u');
  EXPECT_EQ(words(longest, 15), "1|" + longest);
  EXPECT_EQ(words(longest + "u", 15), "!authentication file token too long");
  EXPECT_EQ(words(longest + "u", 16), "1|" + longest + "u");
  std::string users = "u";
  while (users.size() < 20478) users += ",u";
  EXPECT_EQ(words(users, 13), "!authentication file line too long");
  EXPECT_NE(words(users, 14).front(), '!');
}

TEST(TokenizeHba, ReadsWordsFromAnAtFile) {
  EXPECT_EQ(words("a @f,z b", 15, {{{"f", "x y\n\"p q\", r # c\n"}}}), "1|a|x,y,\"p q\",r,z|b");
  EXPECT_EQ(words("a @f b", 15, {{{"f", "@g\nlast"}, {"g", "first"}}}), "1|a|first,last|b");
  EXPECT_EQ(words("a @f b", 15, {{{"f", "# empty"}}}), "1|a|b");
  EXPECT_EQ(words("a \"@f\" @", 15), "1|a|\"@f\"|@");
}

TEST(TokenizeHba, SaysWhichAtFileCannotBeRead) {
  EXPECT_EQ(words("a @f b\nc"), "!could not open file \"f\": No such file or directory; 2|c");
  EXPECT_EQ(words("@f", 16, {{{"f", "x @f"}}}),
            "!could not open file \"f\": maximum nesting depth exceeded");
  EXPECT_EQ(words("@f", 13, {{{"f", "x @f"}}}),
            "!could not open file \"f\": maximum nesting depth exceeded");
}

TEST(TokenizeHba, EndsWhereFilesMultiply) {
  std::string twice = "@f @f @f @f @f @f @f @f";
  EXPECT_TRUE(words("@f", 16, {{{"f", twice}}}).starts_with("!could not open file"));
  const std::string wide(200000, 'x');
  Folder folder{{{"a", "@b @b @b @b @b @b @b @b"},
                 {"b", "@c @c @c @c @c @c @c @c"},
                 {"c", "@d @d @d @d @d @d @d @d"},
                 {"d", wide}}};
  EXPECT_EQ(words("@a", 16, folder), "!could not open file \"c\": too much text is included");
}

TEST(TokenizeHba, IncludesFilesFromSixteenOn) {
  const Folder folder{{{"f", "x\ny\n"}}};
  EXPECT_EQ(words("a b\ninclude f\nc d", 16, folder), "1|a|b; 1|x; 2|y; 3|c|d");
  EXPECT_EQ(words("include f", 15, folder), "1|include|f");
  EXPECT_EQ(words("include f,g", 16, folder), "1|x; 2|y");
  EXPECT_EQ(words("include f more", 16, folder), "1|include|f|more");
  EXPECT_EQ(words("include g", 16, folder),
            "!could not open file \"g\": No such file or directory");
  EXPECT_EQ(words("include_if_exists g", 16, folder), "");
}

TEST(TokenizeHba, StopsAtTenIncludes) {
  EXPECT_EQ(words("include f", 16, {{{"f", "x\ninclude f"}}}),
            "1|x; 1|x; 1|x; 1|x; 1|x; 1|x; 1|x; 1|x; 1|x; 1|x; "
            "!could not open file \"f\": maximum nesting depth exceeded");
}

TEST(TokenizeHba, IncludesAFolderInOrder) {
  const Folder folder{
      {{"d/02.conf", "two"}, {"d/01.conf", "one"}, {"d/03.txt", "no"}, {"d/.x.conf", "no"}}};
  EXPECT_EQ(words("include_dir d", 16, folder), "1|one; 1|two");
  EXPECT_EQ(words("include_dir e", 16, folder), "!could not open directory \"e\"");
}

TEST(TokenizeHba, NamesTheFileOfAnIncludedLine) {
  Folder folder{{{"f", "x"}}};
  std::string file;
  Span at;
  tokenize_hba(whole_text(FileId{0}, "include f"), 16, folder.files(), [&](HbaTokenLine& line) {
    file = line.file;
    at = line.at;
  });
  EXPECT_EQ(file, "f");
  EXPECT_EQ(at, (Span{FileId{1}, 0, 1}));
}

TEST(TokenizeHba, DropsTheRestOfALineBehindANul) {
  EXPECT_EQ(words(std::string_view("a\0b\nc", 5), 13), "1|a; 2|c");
  EXPECT_EQ(words(std::string_view("a\0b\nc", 5), 16), "1|ac");
}

}  // namespace
}  // namespace patrol
