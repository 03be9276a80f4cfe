// Ranges of addresses as networks.
#include "linter/analysis/hba_networks.h"

#include <gtest/gtest.h>

#include "linter/doc/hba_address.h"

namespace patrol {
namespace {

using Networks = std::vector<std::string>;

Networks between(std::string_view first, std::string_view last) {
  return show_networks({*read_ip(first), *read_ip(last)});
}

TEST(ShowNetworks, WritesWholeNetworksAndSingleHosts) {
  EXPECT_EQ(between("10.0.0.0", "10.0.0.127"), Networks{"10.0.0.0/25"});
  EXPECT_EQ(between("10.0.0.7", "10.0.0.7"), Networks{"10.0.0.7/32"});
  EXPECT_EQ(between("0.0.0.0", "255.255.255.255"), Networks{"0.0.0.0/0"});
  EXPECT_EQ(between("::", "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff"), Networks{"::/0"});
}

TEST(ShowNetworks, TakesTheFewest) {
  EXPECT_EQ(between("10.0.0.1", "10.0.0.6"),
            (Networks{"10.0.0.1/32", "10.0.0.2/31", "10.0.0.4/31", "10.0.0.6/32"}));
  EXPECT_EQ(between("128.0.0.0", "255.255.255.255"), Networks{"128.0.0.0/1"});
}

TEST(ShowNetworks, JoinsNeighboursOfOneFamily) {
  const HbaFile file =
      read_hba(FileId{0}, "host all all 10.0.0.0/25 md5\nhost all all 10.0.0.128/25 md5\n", 16);
  const HbaPolicy policy = hba_policy(file, 16);
  const HbaSpace space = hba_space(std::span(&policy, 1));
  const IndexSet all({0, static_cast<std::uint32_t>(space.addresses.size())});
  EXPECT_EQ(show_networks(space, all), (Networks{"0.0.0.0/0", "::/0"}));
  EXPECT_EQ(show_networks(space, IndexSet({1, 3})), Networks{"10.0.0.0/24"});
}

}  // namespace
}  // namespace patrol
