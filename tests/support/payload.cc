// Reads a captured answer.
#include "tests/support/payload.h"

#include <fstream>
#include <iterator>

#include <gtest/gtest.h>

namespace patrol {

std::string payload(const std::string& path) {
  std::ifstream file(std::string(PATROL_SOURCE_DIR) + "/fixtures/payloads/" + path,
                     std::ios::binary);
  EXPECT_TRUE(file.good()) << path;
  return {std::istreambuf_iterator<char>(file), {}};
}

}  // namespace patrol
