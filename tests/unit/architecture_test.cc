// The direction of includes: every file includes only its own folder and those below it, and each
// third-party library has one home.
#include <algorithm>
#include <filesystem>
#include <fstream>
#include <map>
#include <set>
#include <string>
#include <vector>

#include <gtest/gtest.h>

namespace patrol {
namespace {

namespace fs = std::filesystem;

// From low to high: a folder may include itself and everything before it.
const std::vector<std::string> linter_order = {"linter/base",   "linter/diag",  "linter/doc",
                                               "linter/facts",  "linter/model", "linter/analysis",
                                               "linter/engine", "linter/render"};

std::string room_of(const std::string& path) {
  for (const std::string& folder : linter_order)
    if (path.starts_with(folder + "/")) return folder;
  for (const std::string storey : {"rules", "auditor", "cli", "tests"})
    if (path.starts_with(storey + "/")) return storey;
  return path.starts_with("linter/") ? "linter" : "";
}

int height_of(const std::string& room) {
  const auto found = std::find(linter_order.begin(), linter_order.end(), room);
  return static_cast<int>(found - linter_order.begin());
}

bool may_include(const std::string& from, const std::string& to) {
  if (from == "tests" || to.empty()) return true;
  if (from == "cli") return to != "tests";
  if (from == "rules") return to == "rules" || to.starts_with("linter/");
  if (from == "auditor") return to == "auditor" || to.starts_with("linter/");
  return to.starts_with("linter/") && height_of(to) <= height_of(from);
}

const std::map<std::string, std::vector<std::string>> homes = {
    {"yaml-cpp/", {"linter/facts/compile_", "tests/bench/"}},
    {"nlohmann/", {"linter/render/", "linter/model/snapshot_json", "auditor/decode/", "tests/"}},
    {"CLI/", {"cli/"}},
    {"libpq-fe.h", {"auditor/transport/", "tests/live/"}},
    {"curl/", {"auditor/transport/"}},
    {"libssh/", {"auditor/transport/"}},
    {"zookeeper/", {"auditor/transport/"}},
    {"openssl/", {"auditor/decode/certificates"}},
    {"zookeeper/", {"auditor/transport/"}},
    {"tl/", {"linter/base/result.h"}},
};

struct Include {
  std::string file;
  std::string target;
  bool is_ours = false;
};

std::vector<Include> includes_of(const fs::path& root, const fs::path& file) {
  std::vector<Include> out;
  std::ifstream text(file);
  for (std::string line; std::getline(text, line);) {
    if (!line.starts_with("#include ")) continue;
    const auto begin = line.find_first_of("\"<") + 1;
    const auto end = line.find_first_of("\">", begin);
    out.push_back({fs::relative(file, root).string(), line.substr(begin, end - begin),
                   line[begin - 1] == '"'});
  }
  return out;
}

std::vector<Include> all_includes() {
  const fs::path root = PATROL_SOURCE_DIR;
  std::vector<Include> out;
  for (const char* storey : {"linter", "rules", "auditor", "cli", "tests"}) {
    if (!fs::exists(root / storey)) continue;
    for (const auto& entry : fs::recursive_directory_iterator(root / storey)) {
      const auto extension = entry.path().extension();
      if (extension != ".cc" && extension != ".h") continue;
      for (Include& include : includes_of(root, entry.path())) out.push_back(std::move(include));
    }
  }
  return out;
}

TEST(Architecture, IncludesPointDownward) {
  const auto includes = all_includes();
  ASSERT_GT(includes.size(), 100U);
  for (const Include& include : includes) {
    const bool is_allowed =
        !include.is_ours || may_include(room_of(include.file), room_of(include.target));
    EXPECT_TRUE(is_allowed) << include.file << " includes " << include.target;
  }
}

TEST(Architecture, EachLibraryHasOneHome) {
  for (const Include& include : all_includes())
    for (const auto& [library, allowed] : homes) {
      if (!include.target.starts_with(library)) continue;
      const bool is_home =
          std::any_of(allowed.begin(), allowed.end(),
                      [&](const std::string& home) { return include.file.starts_with(home); });
      EXPECT_TRUE(is_home) << include.file << " includes " << include.target;
    }
}

TEST(Architecture, FilesStaySmall) {
  const fs::path root = PATROL_SOURCE_DIR;
  for (const char* storey : {"linter", "rules", "auditor", "cli"}) {
    if (!fs::exists(root / storey)) continue;
    for (const auto& entry : fs::recursive_directory_iterator(root / storey)) {
      const auto extension = entry.path().extension();
      if (extension != ".cc" && extension != ".h") continue;
      std::ifstream text(entry.path());
      const auto lines = std::count(std::istreambuf_iterator<char>(text), {}, '\n');
      EXPECT_LE(lines, extension == ".h" ? 200 : 400) << entry.path();
    }
  }
}

}  // namespace
}  // namespace patrol
