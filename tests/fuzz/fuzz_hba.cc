// Any bytes as pg_hba.conf, of one version each, with a file that includes whatever is asked for.
#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "linter/doc/hba.h"
#include "linter/render/dump_hba.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size > 4096) return 0;
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  patrol::IncludeFiles files;
  files.open = [&](std::string_view name, std::string_view) -> std::optional<patrol::IncludedFile> {
    if (name.size() > 2) return std::nullopt;
    return patrol::IncludedFile{std::string(name), patrol::FileId{1}, text.substr(size / 2)};
  };
  files.list = [](std::string_view, std::string_view) {
    return std::optional(std::vector<std::string>{"1.conf"});
  };
  // One version an input: files that include themselves are read up to 32 MB each time.
  constexpr std::array<int, 4> majors = {11, 13, 15, 18};
  const int major = majors[size % majors.size()];
  const patrol::HbaFile file = patrol::read_hba(patrol::FileId{0}, text, major, files);
  if (patrol::dump_hba(file).empty()) __builtin_trap();
  return 0;
}
