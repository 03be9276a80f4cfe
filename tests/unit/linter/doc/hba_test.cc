// Records of pg_hba.conf: columns, spans, and the server's refusals in its own order.
#include "linter/doc/hba.h"

#include <string>

#include <gtest/gtest.h>

namespace patrol {
namespace {

HbaFile read(const SourceSet& sources, int major = 16) {
  return read_hba(FileId{0}, sources.text(FileId{0}), major);
}

HbaFile read(std::string_view text, int major = 16) {
  return read_hba(FileId{0}, text, major);
}

std::string error_of(std::string_view text, int major = 16) {
  const HbaFile file = read(text, major);
  return file.errors.size() == 1 ? file.errors.front().message : "not one error";
}

TEST(ReadHba, FillsTheColumnsOfAHostRecord) {
  const HbaFile file = read("hostssl db1,db2 alice 10.1.2.3/8 md5 clientcert=verify-ca\n");
  ASSERT_EQ(file.records.size(), 1U);
  const HbaRecord& record = file.records.front();
  EXPECT_EQ(to_string(record.type), "hostssl");
  ASSERT_EQ(record.databases.size(), 2U);
  EXPECT_EQ(record.databases[1].text, "db2");
  EXPECT_EQ(record.users.front().text, "alice");
  EXPECT_EQ(record.address_text, "10.1.2.3");
  EXPECT_EQ(record.netmask_text, "255.0.0.0");
  EXPECT_TRUE(record.address.has_host_bits);
  EXPECT_EQ(record.address.ip[0], 10);
  EXPECT_EQ(record.address.ip[3], 0);
  EXPECT_EQ(record.method, "md5");
  ASSERT_EQ(record.options.size(), 1U);
  EXPECT_EQ(record.options[0].name, "clientcert");
  EXPECT_EQ(record.options[0].value, "verify-ca");
}

TEST(ReadHba, PointsAtEveryWord) {
  SourceSet sources;
  sources.add("pg_hba.conf", "# head\nhost  a, \"b c\" all 10.0.0.0 255.0.0.0 ldap ldapprefix=x\n");
  const HbaFile file = read(sources);
  ASSERT_EQ(file.records.size(), 1U);
  const HbaRecord& record = file.records.front();
  EXPECT_EQ(record.line, 2);
  EXPECT_EQ(sources.text(record.type_span), "host");
  EXPECT_EQ(sources.text(record.databases[1].at), "\"b c\"");
  EXPECT_EQ(sources.text(record.users[0].at), "all");
  EXPECT_EQ(sources.text(record.address_span), "10.0.0.0");
  EXPECT_EQ(sources.text(record.mask_span), "255.0.0.0");
  EXPECT_EQ(sources.text(record.method_span), "ldap");
  EXPECT_EQ(sources.text(record.options[0].at), "ldapprefix=x");
  EXPECT_EQ(sources.text(record.at), "host  a, \"b c\" all 10.0.0.0 255.0.0.0 ldap ldapprefix=x");
}

TEST(ReadHba, KeepsQuotesApart) {
  const HbaFile file = read("host \"all\" al\"l\" \"samenet\" trust\n");
  ASSERT_EQ(file.records.size(), 1U);
  EXPECT_TRUE(file.records[0].databases[0].is_quoted);
  EXPECT_FALSE(file.records[0].users[0].is_quoted);
  EXPECT_EQ(file.records[0].address.kind, HbaAddress::Kind::host_name);
  EXPECT_EQ(file.records[0].address.name, "samenet");
}

TEST(ReadHba, TellsAddressKindsApart) {
  using Kind = HbaAddress::Kind;
  const HbaFile file = read(
      "host all all all trust\nhost all all samehost trust\nhost all all .x.org trust\n"
      "host all all 10.0.0.* trust\nhost all all ::1/128 trust\nlocal all all trust\n");
  ASSERT_EQ(file.records.size(), 6U);
  const std::array<Kind, 6> kinds{Kind::all,       Kind::samehost, Kind::host_suffix,
                                  Kind::host_name, Kind::ip,       Kind::none};
  for (std::size_t i = 0; i < kinds.size(); ++i)
    EXPECT_EQ(file.records[i].address.kind, kinds[i]) << i;
}

TEST(ReadHba, NamesWhatIsMissing) {
  EXPECT_EQ(error_of("host"), "end-of-line before database specification");
  EXPECT_EQ(error_of("local all"), "end-of-line before role specification");
  EXPECT_EQ(error_of("host all all"), "end-of-line before IP address specification");
  EXPECT_EQ(error_of("host all all 10.0.0.1"), "end-of-line before netmask specification");
  EXPECT_EQ(error_of("local all all"), "end-of-line before authentication method");
}

TEST(ReadHba, RefusesListsWhereOneValueIsMeant) {
  EXPECT_EQ(error_of("local,host all all trust"), "multiple values specified for connection type");
  EXPECT_EQ(error_of("host all all a,b trust"), "multiple values specified for host address");
  EXPECT_EQ(error_of("host all all 10.0.0.0 255.0.0.0,8 trust"),
            "multiple values specified for netmask");
  EXPECT_EQ(error_of("local all all md5,trust"),
            "multiple values specified for authentication type");
}

TEST(ReadHba, RefusesAddressesAsTheServerDoes) {
  EXPECT_EQ(error_of("host all all 10.0.0.0/33 trust"),
            "invalid CIDR mask in address \"10.0.0.0/33\"");
  EXPECT_EQ(error_of("host all all 10.0.0.1 trust"), "invalid IP mask \"trust\"");
  EXPECT_EQ(error_of("host all all 10.0.0.1 ::1 trust"), "IP address and mask do not match");
  EXPECT_EQ(error_of("host all all 256.0.0.1/32 trust"),
            "specifying both host name and CIDR mask is invalid: \"256.0.0.1/32\"");
}

TEST(ReadHba, KnowsMethodsByTypeAndVersion) {
  EXPECT_EQ(error_of("local all all TRUST"), "invalid authentication method \"TRUST\"");
  EXPECT_EQ(error_of("host all all all oauth scope=a issuer=b", 17),
            "invalid authentication method \"oauth\"");
  EXPECT_TRUE(read("host all all all oauth scope=a issuer=b", 18).errors.empty());
  EXPECT_EQ(error_of("host all all all peer"),
            "peer authentication is only supported on local sockets");
  EXPECT_EQ(error_of("host all all all cert"),
            "cert authentication is only supported on hostssl connections");
  EXPECT_EQ(error_of("local all all gss"),
            "gssapi authentication is not supported on local sockets");
  EXPECT_EQ(read("local all all ident").records.at(0).method, "peer");
}

TEST(ReadHba, KnowsTypesByVersion) {
  EXPECT_EQ(error_of("HOST all all all trust"), "invalid connection type \"HOST\"");
  EXPECT_EQ(error_of("hostgssenc all all all trust", 11), "invalid connection type \"hostgssenc\"");
  EXPECT_TRUE(read("hostgssenc all all all trust", 12).errors.empty());
}

TEST(ReadHba, ChecksRegexesFromSixteenOn) {
  EXPECT_EQ(error_of("local all /[ trust", 16),
            "invalid regular expression \"[\": brackets [] not balanced");
  EXPECT_TRUE(read("local all /[ trust", 15).errors.empty());
}

TEST(ReadHba, GoesOnAfterEachError) {
  const HbaFile file = read("bad\nlocal all all trust\nhost all\nlocal all all peer\n");
  ASSERT_EQ(file.errors.size(), 2U);
  EXPECT_EQ(file.errors[0].line, 1);
  EXPECT_EQ(file.errors[1].line, 3);
  ASSERT_EQ(file.records.size(), 2U);
  EXPECT_EQ(file.records[1].line, 4);
}

TEST(ReadHba, PointsAtTheWrongWord) {
  SourceSet sources;
  sources.add("pg_hba.conf", "local all all trust bogus=1\nlocal all all\n");
  const HbaFile file = read(sources);
  ASSERT_EQ(file.errors.size(), 2U);
  EXPECT_EQ(sources.text(file.errors[0].at), "bogus=1");
  EXPECT_EQ(sources.text(file.errors[1].at), "local all all");
}

TEST(ReadHba, FindsNothingInAFileOfComments) {
  const HbaFile file = read("# only words\n\n   \n");
  EXPECT_TRUE(file.records.empty());
  EXPECT_TRUE(file.errors.empty());
}

TEST(ReadHbaItems, CountsItemsAndPointsIntoThem) {
  SourceSet sources;
  sources.add("patroni.yml", "pg_hba:\n- local all all peer\n- host all all 10.0.0.0/99 md5\n");
  const std::string_view text = sources.text(FileId{0});
  std::vector<HbaLineSource> items;
  for (const std::string_view item : {"local all all peer", "host all all 10.0.0.0/99 md5"}) {
    const auto begin = static_cast<std::uint32_t>(text.find(item));
    const auto end = static_cast<std::uint32_t>(begin + item.size());
    items.push_back({item, {FileId{0}, begin, end}, true, begin});
  }
  const HbaFile file = read_hba_items(FileId{0}, items, 16);
  ASSERT_EQ(file.records.size(), 1U);
  EXPECT_EQ(sources.text(file.records[0].method_span), "peer");
  ASSERT_EQ(file.errors.size(), 1U);
  EXPECT_EQ(file.errors[0].line, 2);
  EXPECT_EQ(sources.text(file.errors[0].at), "10.0.0.0/99");
}

TEST(ReadHbaItems, PointsAtTheWholeItemWhereTextIsNotASlice) {
  const Span whole{FileId{0}, 40, 70};
  const HbaFile file = read_hba_items(FileId{0}, {{"local all all \"trust", whole, false, 0}}, 16);
  ASSERT_EQ(file.records.size(), 1U);
  EXPECT_EQ(file.records[0].method_span, whole);
  EXPECT_EQ(file.records[0].at, whole);
}

}  // namespace
}  // namespace patrol
