// A whole run over up to six files, cut out of the input at form feeds: every reader, the model,
// all rules, both main formats and the safe fixes.
#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "linter/base/text.h"
#include "linter/render/render.h"
#include "tests/support/lint_run.h"

namespace {

constexpr std::array<std::string_view, 6> names = {"n1/patroni.yml",  "n2/patroni.yml",
                                                   "etcd.env",        "pg_hba.conf",
                                                   "postgresql.conf", "patroni.env"};

std::vector<patrol::InputFile> cut(std::string_view text) {
  std::vector<patrol::InputFile> files;
  for (const std::string_view piece : patrol::split(text, '\f')) {
    if (files.size() == names.size()) break;
    files.push_back({std::string(names[files.size()]), std::string(piece)});
  }
  return files;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size > 4096) return 0;
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  patrol::test::LintRun run(cut(text));
  if (!run.findings().empty() && run.text().empty()) __builtin_trap();
  if (patrol::render_json(run.prepared()).empty()) __builtin_trap();
  if (run.fixed_files().empty()) __builtin_trap();
  return 0;
}
