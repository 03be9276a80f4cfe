// Hosts that name a place, and digits that name none.
#include <gtest/gtest.h>

#include "linter/model/endpoints.h"

namespace patrol {
namespace {

TEST(BrokenIp, IsDigitsAndDotsWithoutMeaning) {
  for (const std::string_view host : {"10.0.0.300", "10.0.0.18008", "10.0.0", "10.0.0.0.1", "1..2"})
    EXPECT_TRUE(is_broken_ip(host)) << host;
  for (const std::string_view host : {"10.0.0.1", "8008", "db1", "10.node.1", "fd00::1", ""})
    EXPECT_FALSE(is_broken_ip(host)) << host;
}

TEST(RemoteHost, IsNeitherLoopbackNorWildcard) {
  for (const std::string_view host : {"10.0.0.1", "db1", "[fd00::1]"})
    EXPECT_TRUE(is_remote_host(host)) << host;
  for (const std::string_view host : {"localhost", "127.0.1.1", "[::1]", "0.0.0.0", "*", "", "::"})
    EXPECT_FALSE(is_remote_host(host)) << host;
}

}  // namespace
}  // namespace patrol
