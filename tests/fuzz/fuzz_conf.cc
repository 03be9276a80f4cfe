// Any bytes as postgresql.conf, of several versions, with a file behind every short include.
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "linter/doc/conf.h"
#include "linter/render/dump_conf.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  patrol::IncludeFiles files;
  std::uint32_t opened = 0;
  files.open = [&](std::string_view name, std::string_view) -> std::optional<patrol::IncludedFile> {
    if (name.size() > 8) return std::nullopt;
    return patrol::IncludedFile{std::string(name), patrol::FileId{++opened}, text.substr(size / 2)};
  };
  files.list = [](std::string_view, std::string_view) {
    return std::optional(std::vector<std::string>{"1.conf", "2.conf"});
  };
  const patrol::ConfFile conf = patrol::read_conf(patrol::FileId{}, text, files);
  for (const patrol::ConfSetting& setting : conf.settings)
    if (setting.value_span.end > size || setting.name.empty()) __builtin_trap();
  for (const int major : {11, 15, 18})
    if (patrol::dump_conf(conf, major).empty()) __builtin_trap();
  return 0;
}
