// The brute-force trial of the policy engine with libFuzzer choosing the policies.
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <span>
#include <string>

#include "tests/support/hba_oracle.h"

extern "C" int LLVMFuzzerInitialize(int* count, char*** words);
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

// The small world takes seconds under sanitizers; no single input is to blame for that.
extern "C" int LLVMFuzzerInitialize(int* /*count*/, char*** /*words*/) {
  return patrol::test::universe().size() == patrol::test::universe_size ? 0 : 1;
}

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  constexpr std::size_t most_bytes = 120;
  if (size < 2 || size > most_bytes) return 0;
  const int major = data[0] % 2 == 0 ? 15 : 16;
  patrol::test::PolicyGenerator generator(std::span(data, size).subspan(1), major);
  const std::string fault = patrol::test::try_one_pair(generator, major);
  if (fault.empty()) return 0;
  std::fprintf(stderr, "%s\n", fault.c_str());
  __builtin_trap();
}
