// Options: where they may stand, what values they take, what they need of each other.
#include "linter/doc/hba_options.h"

#include <string>

#include <gtest/gtest.h>

#include "linter/base/text.h"

namespace patrol {
namespace {

// The error of a hostssl record with this method and these options; "" when the server takes it.
std::string error(std::string_view rest, int major = 16, std::string_view type = "hostssl") {
  const std::string line = cat(type, " all all 10.0.0.0/8 ", rest);
  const HbaFile file = read_hba(FileId{0}, line, major);
  return file.errors.empty() ? "" : file.errors.front().message;
}

bool refuses(std::string_view rest, int major = 16) {
  return !error(rest, major).empty();
}

TEST(HbaOptions, MustBeNameAndValue) {
  EXPECT_EQ(error("trust nooption"), "authentication option not in name=value format: nooption");
  EXPECT_EQ(error("trust bogus=1"), "unrecognized authentication option name: \"bogus\"");
  EXPECT_EQ(error("trust =x"), "unrecognized authentication option name: \"\"");
}

TEST(HbaOptions, BelongToMethods) {
  EXPECT_EQ(error("trust krb_realm=X"),
            "authentication option \"krb_realm\" is only valid for authentication methods gssapi "
            "and sspi");
  EXPECT_TRUE(refuses("md5 map=m"));
  EXPECT_FALSE(refuses("ident map=m"));
  EXPECT_FALSE(refuses("ident map="));
  EXPECT_TRUE(refuses("gss upn_username=1"));
}

TEST(HbaOptions, ReadEveryWordOfAList) {
  EXPECT_FALSE(refuses("gss map=a,include_realm=0"));
  EXPECT_TRUE(refuses("gss map=a,b"));
}

TEST(HbaOptions, WantHostsslForClientCertificates) {
  EXPECT_EQ(error("trust clientcert=verify-ca", 16, "host"),
            "clientcert can only be configured for \"hostssl\" rows");
  EXPECT_EQ(error("trust clientname=CN", 16, "host"),
            "clientname can only be configured for \"hostssl\" rows");
  EXPECT_EQ(error("trust clientname=CN", 13),
            "unrecognized authentication option name: \"clientname\"");
  EXPECT_FALSE(refuses("trust clientname=DN"));
  EXPECT_TRUE(refuses("trust clientname=dn"));
}

TEST(HbaOptions, KnowClientcertByVersion) {
  for (const std::string_view old : {"0", "1", "no-verify"}) {
    EXPECT_FALSE(refuses(cat("md5 clientcert=", old), 13)) << old;
    EXPECT_TRUE(refuses(cat("md5 clientcert=", old), 14)) << old;
  }
  EXPECT_TRUE(refuses("md5 clientcert=Verify-CA", 13));
  EXPECT_FALSE(refuses("md5 clientcert=whatever", 11));
  EXPECT_FALSE(refuses("cert clientcert=1", 13));
  EXPECT_TRUE(refuses("cert clientcert=0", 13));
  EXPECT_TRUE(refuses("cert clientcert=verify-ca", 14));
  EXPECT_FALSE(refuses("cert clientcert=verify-full", 14));
}

TEST(HbaOptions, WantSomethingToBindWithForLdap) {
  EXPECT_TRUE(error("ldap ldapserver=h").starts_with("authentication method \"ldap\" requires"));
  EXPECT_FALSE(refuses("ldap ldapprefix=a"));
  EXPECT_FALSE(refuses("ldap ldapbasedn=x"));
  EXPECT_TRUE(refuses("ldap ldapprefix=a ldapbasedn=x"));
  EXPECT_TRUE(refuses("ldap ldapbasedn=x ldapsearchattribute=a ldapsearchfilter=b"));
  EXPECT_EQ(error("ldap ldapprefix=a ldapport=abc"), "invalid LDAP port number: \"abc\"");
}

TEST(HbaOptions, ReadLdapUrls) {
  EXPECT_FALSE(refuses("ldap ldapurl=\"ldap://h:389/dc=a?uid?sub\""));
  EXPECT_FALSE(refuses("ldap ldapurl=\"<URL:LDAPS://[::1]:636/dc=a>\""));
  EXPECT_TRUE(refuses("ldap ldapurl=ldap://h"));
  EXPECT_TRUE(refuses("ldap ldapurl=ldap://h/dc=a ldapprefix=x"));
  EXPECT_TRUE(refuses("ldap ldapurl=\"ldap://h/dc?uid\" ldapsearchfilter=x"));
  for (const std::string_view url : {"http://h/x", "ldapi://h/x", "ldap://h:x/dc", "ldap://[::1/dc",
                                     "ldap://h/dc?a?foo", "ldap://h/dc????", "ldap://h/dc?,"})
    EXPECT_EQ(error(cat("ldap ldapurl=\"", url, "\"")), "could not parse LDAP URL") << url;
}

TEST(HbaOptions, CountRadiusLists) {
  constexpr std::string_view two = "radius radiusservers=\"10.0.0.1,10.0.0.2\" ";
  EXPECT_TRUE(error("radius radiussecrets=x").ends_with("\"radiusservers\" to be set"));
  EXPECT_TRUE(error("radius radiusservers=10.0.0.1").ends_with("\"radiussecrets\" to be set"));
  EXPECT_FALSE(refuses(cat(two, "radiussecrets=x")));
  EXPECT_FALSE(refuses(cat(two, "radiussecrets=\"x,y\" radiusports=\"1812,1813\"")));
  EXPECT_TRUE(refuses(cat(two, "radiussecrets=\"x,y,z\"")));
  EXPECT_TRUE(refuses(cat(two, "radiussecrets=x radiusports=0")));
  EXPECT_TRUE(refuses(cat(two, "radiussecrets=x radiusidentifiers=\"a,,b\"")));
  EXPECT_FALSE(refuses(cat(two, "radiussecrets=\"\"\"x,y\"\"\"")));
  EXPECT_TRUE(refuses("radius radiusservers=no.such.invalid radiussecrets=x"));
}

TEST(HbaOptions, WantIssuerAndScopeForOauth) {
  EXPECT_TRUE(error("oauth scope=a", 18).ends_with("\"issuer\" to be set"));
  EXPECT_FALSE(refuses("oauth scope=a issuer=b map=m", 18));
  EXPECT_EQ(error("oauth scope=a issuer=b map=m delegate_ident_mapping=1", 18),
            "map cannot be used in combination with delegate_ident_mapping");
}

TEST(HbaOptions, NeverShowASecret) {
  for (const std::string_view rest :
       {"ldap ldapprefix=a ldapbindpasswd=top, s3cret", "radius radiussecrets=\"s3cret,,x\"",
        "radius radiusservers=10.0.0.1 radiussecrets=\"s3cret s3cret\"",
        "md5 ldapbindpasswd=s3cret"})
    EXPECT_EQ(error(rest).find("s3cret"), std::string::npos) << error(rest);
}

}  // namespace
}  // namespace patrol
