// Addresses as Patroni splits them.
#include "linter/model/endpoints.h"

#include <gtest/gtest.h>

namespace patrol {
namespace {

TEST(SplitHostPort, SplitsAtTheLastColon) {
  const HostPort both = split_host_port("a:1,b:2", 5432);
  EXPECT_EQ(both.host, "a:1,b");
  EXPECT_EQ(both.port, 2);
}

TEST(SplitHostPort, TakesBracketsOnlyFromIpv6) {
  EXPECT_EQ(split_host_port("[::1]:5432", {}).host, "::1");
  EXPECT_EQ(split_host_port("[a]:1", {}).host, "[a]");
}

TEST(SplitHostPort, FillsInTheDefault) {
  const HostPort parts = split_host_port("db1", 5432);
  EXPECT_EQ(parts.port, 5432);
  EXPECT_FALSE(parts.has_port);
}

TEST(ParseUrl, ReadsEveryPiece) {
  const auto url = parse_url("HTTPS://user:pw@[fe80::1]:2379/x");
  ASSERT_TRUE(url);
  EXPECT_EQ(url->scheme, "https");
  EXPECT_EQ(url->host, "fe80::1");
  EXPECT_EQ(url->port, 2379);
  EXPECT_EQ(url->path, "/x");
  EXPECT_TRUE(url->has_credentials);
}

TEST(ParseUrl, RefusesBareAddresses) {
  EXPECT_FALSE(parse_url("10.0.0.1:2379"));
}

TEST(Loopback, IsKnownInAllSpellings) {
  EXPECT_TRUE(is_loopback("127.0.1.1"));
  EXPECT_TRUE(is_loopback("LocalHost"));
  EXPECT_TRUE(is_loopback("[::1]"));
  EXPECT_FALSE(is_loopback("10.0.0.1"));
  EXPECT_FALSE(is_loopback("127.example.com"));
}

TEST(IpAddress, IsToldFromNames) {
  EXPECT_TRUE(is_ip_address("10.0.0.1"));
  EXPECT_TRUE(is_ip_address("fe80::1%eth0"));
  EXPECT_FALSE(is_ip_address("10.0.0"));
  EXPECT_FALSE(is_ip_address("db-1"));
  EXPECT_FALSE(is_ip_address("256.0.0.1"));
}

}  // namespace
}  // namespace patrol
