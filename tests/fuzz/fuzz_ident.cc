// Any bytes as pg_ident.conf, as a file and as list items.
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "linter/doc/ident.h"
#include "linter/render/dump_hba.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size > 4096) return 0;
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const auto middle = static_cast<std::uint32_t>(size / 2);
  const auto end = static_cast<std::uint32_t>(size);
  const std::vector<patrol::HbaLineSource> items{
      {text.substr(0, middle), {patrol::FileId{0}, 0, middle}, true, 0},
      {text.substr(middle), {patrol::FileId{0}, middle, end}, false, 0}};
  for (const int major : {13, 15, 18}) {
    const auto file = patrol::read_ident(patrol::FileId{0}, text, major);
    const auto list = patrol::read_ident_items(patrol::FileId{0}, items, major);
    if (patrol::dump_ident(file).empty() || patrol::dump_ident(list).empty()) __builtin_trap();
  }
  return 0;
}
