// Any bytes as an environment file.
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "linter/doc/env.h"
#include "linter/render/dump_env.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  patrol::SourceSet sources;
  const auto file = sources.add("x.env", std::string(reinterpret_cast<const char*>(data), size));
  const patrol::EnvFile env = patrol::read_env(file, sources.text(file));
  for (const patrol::EnvVariable& variable : env.variables) {
    if (variable.value_span.end > size) __builtin_trap();
    if (variable.is_exact &&
        sources.text(file).substr(variable.content_begin, variable.value.size()) != variable.value)
      __builtin_trap();
  }
  if (patrol::dump_env(env, sources).empty()) __builtin_trap();
  return 0;
}
