#include "linter/doc/conf.h"

#include <array>
#include <map>

#include <gtest/gtest.h>

#include "linter/base/text.h"

namespace patrol {
namespace {

// What one line sets, or "!" and the reason why it is broken.
std::string read_one(std::string_view line) {
  const ConfFile conf = read_conf(FileId{}, line);
  if (!conf.errors.empty()) return "! " + conf.errors.front().message;
  if (conf.settings.empty()) return "-";
  return cat(conf.settings.back().name, "=", conf.settings.back().value);
}

struct Case {
  std::string_view line;
  std::string_view result;
};

TEST(ReadConf, ReadsNamesAndValues) {
  constexpr auto cases = std::to_array<Case>({
      {"shared_buffers 128MB", "shared_buffers=128MB"},
      {"\twork_mem\t=\t'4 MB'\t# c", "work_mem=4 MB"},
      {"Work_Mem = 4MB\r", "Work_Mem=4MB"},
      {"a=b#c", "a=b"},
      {"plpgsql.x = on", "plpgsql.x=on"},
      {"a = .5", "a=.5"},
      {"a = 1.e5", "a=1.e5"},
      {"a = 0xFFkB", "a=0xFFkB"},
      {"a = -1", "a=-1"},
      {"a = C.UTF-8", "a=C.UTF-8"},
      {"a = Europe/Berlin", "a=Europe/Berlin"},
      {"a = a.b.c", "a=a.b.c"},
      {"a = \xC3\xA9", "a=\xC3\xA9"},
      {"# a = 1", "-"},
      {"", "-"},
  });
  for (const Case& one : cases) EXPECT_EQ(read_one(one.line), one.result) << one.line;
}

TEST(ReadConf, UnescapesQuotedValues) {
  constexpr auto cases = std::to_array<Case>({
      {"a = 'it''s'", "a=it's"},
      {R"(a = 'it\'s')", "a=it's"},
      {R"(a = 'x\ty\\z')", "a=x\ty\\z"},
      {R"(a = '\101\1012')", "a=AA2"},
      {R"(a = '\x41')", "a=x41"},
      {R"(a = 'b\0c')", "a=b"},
      {"a = ''", "a="},
      {"a = ''''", "a='"},
  });
  for (const Case& one : cases) EXPECT_EQ(read_one(one.line), one.result) << one.line;
}

TEST(ReadConf, RefusesWhatTheServerRefuses) {
  for (const std::string_view line :
       {"a == 1",    "a : 1",     "= 1",         "'a' = 1",  "a = 1 b = 2", "; a = 1",
        "// x",      "set a = 1", "[section]",   "a = ${B}", "a = on on",   "a = on;",
        "a = \"x\"", "a = 1e4",   "a = 1.2.3",   "a = x,y",  "a = /x",      "a = *",
        "a = x.y",   "a = 'x",    "a = 'x' 'y'", "a =",      "a",           "a = --1",
        "a.b.c = 1", "a-b = 1",   "a.1b = 1",    ".a = 1",   "a = 128 MB",  "a = 0X1F"})
    EXPECT_TRUE(read_one(line).starts_with("! syntax error: ")) << line << read_one(line);
}

TEST(ReadConf, SaysWhatIsWrongWithoutRepeatingTheText) {
  EXPECT_EQ(read_one("a = \"x\""),
            "! syntax error: double quotes do not quote; a value stands in single quotes");
  EXPECT_EQ(read_one("a = 'secret"), "! syntax error: a single quote is not closed on its line");
  EXPECT_EQ(read_one("a: 1"), "! syntax error: a colon does not separate name and value");
  EXPECT_EQ(read_one("[a]"), "! syntax error: the file has no sections");
}

TEST(ReadConf, GoesOnBehindErrors) {
  const ConfFile conf = read_conf(FileId{}, "x y z\na = 1\nb == 2\nc = 3\n");
  ASSERT_EQ(conf.errors.size(), 2U);
  EXPECT_EQ(conf.errors[0].line, 1);
  EXPECT_EQ(conf.errors[1].line, 3);
  ASSERT_EQ(conf.settings.size(), 2U);
  EXPECT_EQ(conf.settings[1].line, 4);
}

TEST(ReadConf, GivesUpAfterAHundredErrors) {
  std::string text;
  for (int line = 0; line < 200; ++line) text += "a b c\n";
  const ConfFile conf = read_conf(FileId{}, text + "z = 1\n");
  EXPECT_EQ(conf.errors.size(), 101U);
  EXPECT_TRUE(conf.settings.empty());
}

TEST(ReadConf, LastOccurrenceWinsWithoutCase) {
  const ConfFile conf = read_conf(FileId{}, "work_mem = 1MB\nWORK_MEM = 2MB\n");
  EXPECT_TRUE(conf.settings.at(0).is_overridden);
  EXPECT_EQ(conf.find("Work_Mem")->value, "2MB");
  EXPECT_EQ(conf.find("other"), nullptr);
}

TEST(ReadConf, SpansCoverNameAndRawValue) {
  const std::string_view text = "# c\n work_mem = '4MB' # d\nx == 1\n";
  const ConfFile conf = read_conf(FileId{}, text);
  const auto piece = [&](Span at) { return text.substr(at.begin, at.end - at.begin); };
  EXPECT_EQ(piece(conf.settings.at(0).name_span), "work_mem");
  EXPECT_EQ(piece(conf.settings.at(0).value_span), "'4MB'");
  EXPECT_TRUE(conf.settings.at(0).is_quoted);
  EXPECT_EQ(conf.errors.at(0).at.begin, text.rfind('='));
}

// A few files in memory; every folder is its own path prefix.
struct Folder {
  std::map<std::string, std::string> files;

  static std::string resolve(std::string_view name, std::string_view from) {
    const auto slash = from.rfind('/');
    return slash == std::string_view::npos ? std::string(name)
                                           : cat(from.substr(0, slash + 1), name);
  }
  [[nodiscard]] IncludeFiles include() const {
    return {.open = [this](auto name, auto from) { return open(resolve(name, from)); },
            .list = [this](auto name, auto from) { return list(resolve(name, from) + "/"); }};
  }
  [[nodiscard]] std::optional<IncludedFile> open(const std::string& path) const {
    const auto found = files.find(path);
    if (found == files.end()) return std::nullopt;
    const auto id = static_cast<std::uint32_t>(std::distance(files.begin(), found));
    return IncludedFile{path, FileId{id}, found->second};
  }
  [[nodiscard]] std::optional<std::vector<std::string>> list(const std::string& prefix) const {
    std::vector<std::string> names;
    for (const auto& [path, text] : files)
      if (path.starts_with(prefix)) names.insert(names.begin(), path.substr(prefix.size()));
    if (names.empty()) return std::nullopt;
    return names;
  }
};

ConfFile read_folder(std::map<std::string, std::string> files) {
  const Folder folder{std::move(files)};
  const auto main = folder.open("m.conf");
  return read_conf(main->file, main->text, folder.include());
}

TEST(ReadConf, IncludesStandWhereTheyAreNamed) {
  const ConfFile conf = read_folder({{"m.conf", "a = 1\ninclude 'd/x.conf'\nb = 4\n"},
                                     {"d/x.conf", "a = 2\nINCLUDE_IF_EXISTS = 'y.conf'\n"},
                                     {"d/y.conf", "b = 3\n"}});
  EXPECT_TRUE(conf.errors.empty());
  EXPECT_EQ(conf.find("a")->value, "2");
  EXPECT_EQ(conf.find("a")->file, "d/x.conf");
  EXPECT_EQ(conf.find("b")->value, "4");
  EXPECT_EQ(conf.find("b")->file, "");
}

TEST(ReadConf, IncludedDirectoryIsReadInByteOrder) {
  const ConfFile conf = read_folder({{"m.conf", "include_dir 'd'\n"},
                                     {"d/10.conf", "a = 1\n"},
                                     {"d/9.conf", "a = 2\n"},
                                     {"d/B.conf", "b = 1\n"},
                                     {"d/a.conf", "b = 2\n"},
                                     {"d/.z.conf", "a = 3\n"},
                                     {"d/z.conf.bak", "a = 4\n"}});
  EXPECT_TRUE(conf.errors.empty());
  EXPECT_EQ(conf.settings.size(), 4U);
  EXPECT_EQ(conf.find("a")->value, "2");
  EXPECT_EQ(conf.find("b")->value, "2");
}

TEST(ReadConf, MissingIncludesAreErrorsUnlessOptional) {
  const ConfFile conf = read_folder(
      {{"m.conf", "include 'x'\ninclude_if_exists 'x'\ninclude_dir 'x'\ninclude ''\na = 1\n"}});
  ASSERT_EQ(conf.errors.size(), 3U);
  EXPECT_EQ(conf.errors[0].message, "the included file `x` cannot be opened");
  EXPECT_EQ(conf.errors[1].line, 3);
  EXPECT_TRUE(conf.errors[1].is_missing_file);
  EXPECT_EQ(conf.errors[2].line, 4);
  EXPECT_FALSE(conf.errors[2].is_missing_file);
  EXPECT_EQ(conf.settings.size(), 1U);
}

TEST(ReadConf, RecursionEnds) {
  EXPECT_EQ(read_folder({{"m.conf", "include 'm.conf'\n"}}).errors.at(0).message,
            "the file includes itself");
  const ConfFile loop = read_folder({{"m.conf", "include 'n.conf'\ninclude 'n.conf'\n"},
                                     {"n.conf", "include 'm.conf'\ninclude 'm.conf'\na = 1\n"}});
  EXPECT_FALSE(loop.errors.empty());
  EXPECT_LT(loop.settings.size(), 1001U);
}

TEST(ReadConf, IncludesReachTenLevelsDeep) {
  std::map<std::string, std::string> files{{"m.conf", "include '1'\n"}};
  for (int level = 1; level < 10; ++level) files[cat(level)] = cat("include '", level + 1, "'\n");
  files["10"] = "a = 1\n";
  EXPECT_TRUE(read_folder(files).errors.empty());
  files["10"] = "include '11'\n";
  files["11"] = "a = 1\n";
  EXPECT_EQ(read_folder(files).errors.at(0).message,
            "files are included more than ten levels deep");
}

}  // namespace
}  // namespace patrol
