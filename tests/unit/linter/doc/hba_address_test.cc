// Addresses as the C library reads and writes them.
#include "linter/doc/hba_address.h"

#include <string>

#include <gtest/gtest.h>

namespace patrol {
namespace {

std::string shown(std::string_view text) {
  const auto ip = read_ip(text);
  return ip ? show_ip(*ip) : "none";
}

std::string mask(std::string_view bits, std::size_t size) {
  const auto found = read_prefix_mask(bits, size);
  return found ? show_ip(*found) : "none";
}

TEST(ReadIp, ReadsShortOctalAndHexadecimalForms) {
  EXPECT_EQ(shown("10"), "0.0.0.10");
  EXPECT_EQ(shown("127.1"), "127.0.0.1");
  EXPECT_EQ(shown("10.1.258"), "10.1.1.2");
  EXPECT_EQ(shown("010.0.0.1"), "8.0.0.1");
  EXPECT_EQ(shown("0x7f.0.0.1"), "127.0.0.1");
  EXPECT_EQ(shown("4294967295"), "255.255.255.255");
}

TEST(ReadIp, TakesOtherTextsForNames) {
  for (const std::string_view text :
       {"", "256.0.0.1", "1.2.3.4.5", "1.2.3.", "08.0.0.1", "4294967296", "1.2.65536", "10.0.0.*",
        "localhost", "1.2.3.4%1", "0x.1", "-1"})
    EXPECT_EQ(shown(text), "none") << text;
}

TEST(ReadIp, ReadsIpv6) {
  EXPECT_EQ(shown("::"), "::");
  EXPECT_EQ(shown("2001:DB8:0:0:1:0:0:1"), "2001:db8::1:0:0:1");
  EXPECT_EQ(shown("1:0:0:2:0:0:0:3"), "1:0:0:2::3");
  EXPECT_EQ(shown("1:2:3:4:5:6:7::"), "1:2:3:4:5:6:7:0");
  EXPECT_EQ(shown("::ffff:10.0.0.1"), "::ffff:10.0.0.1");
  EXPECT_EQ(shown("::1.2.3.4"), "::1.2.3.4");
  EXPECT_EQ(shown("64:ff9b::1.2.3.4"), "64:ff9b::102:304");
}

TEST(ReadIp, RefusesBrokenIpv6) {
  for (const std::string_view text :
       {"1:2", "::1::", ":1:2:3:4:5:6:7", "1:2:3:4:5:6:7:8:9", "1::2:3:4:5:6:7:8", "::00001",
        "::1.2.3", "::1.2.3.04", "[::1]", "::g", "1:", "1.2.3.4::"})
    EXPECT_EQ(shown(text), "none") << text;
}

TEST(ReadIp, DropsAZoneWhereOneMayStand) {
  EXPECT_EQ(shown("fe80::1%eth0"), "fe80::1");
  EXPECT_EQ(shown("::1%1"), "::1");
  EXPECT_EQ(shown("::1%eth0"), "none");
  EXPECT_EQ(shown("fe80::1%"), "none");
}

TEST(ReadPrefixMask, ReadsNumbersAsTheServerDoes) {
  EXPECT_EQ(mask("8", 4), "255.0.0.0");
  EXPECT_EQ(mask("032", 4), "255.255.255.255");
  EXPECT_EQ(mask("+9", 4), "255.128.0.0");
  EXPECT_EQ(mask("-0", 4), "0.0.0.0");
  EXPECT_EQ(mask(" 24", 4), "255.255.255.0");
  EXPECT_EQ(mask("33", 16), "ffff:ffff:8000::");
}

TEST(ReadPrefixMask, RefusesWhatDoesNotFit) {
  for (const std::string_view bits :
       {"", "33", "-1", "8x", "255.0.0.0", "0x8", "99999999999999999999"})
    EXPECT_EQ(mask(bits, 4), "none") << bits;
  EXPECT_EQ(mask("129", 16), "none");
}

}  // namespace
}  // namespace patrol
