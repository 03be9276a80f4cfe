// What must not be shown of a text, in every notation of the files we read.
#include "linter/base/secret_scan.h"

#include <array>
#include <chrono>
#include <string>
#include <string_view>

#include <gtest/gtest.h>

#include "linter/base/text.h"
#include "linter/render/mask.h"

namespace patrol {
namespace {

std::string shown_of(std::string_view text) {
  return masked(text, secret_ranges(text));
}

struct Line {
  std::string_view text;
  std::string_view shown;
};

template <std::size_t Count>
void expect_shown(const std::array<Line, Count>& lines) {
  for (const auto& line : lines) EXPECT_EQ(shown_of(line.text), line.shown);
}

TEST(SecretRanges, HideValuesOfYamlKeys) {
  expect_shown(std::to_array<Line>({
      {"password: abc", "password: ***"},
      {"  password:   'it''s'  # old", "  password:   '***'  # old"},
      {"password: \"a\\\"b\"", "password: \"***\""},
      {"- password: abc # def", "- password: ***"},
      {"password:abc", "password:***"},
      {"password: 'abc'def", "password: ***"},
      {"password: 'abc\\'", "password: '***'"},
      {"token: !!str abc", "token: ***"},
      {"# password: abc", "# password: ***"},
      {"restapi.password : abc", "restapi.password : ***"},
      {"auth: 'admin:abc'", "auth: 'admin:***'"},
  }));
}

TEST(SecretRanges, HideValuesInFlowMappings) {
  expect_shown(std::to_array<Line>({
      {"superuser: {username: postgres, password: abc}",
       "superuser: {username: postgres, password: ***}"},
      {"{password: abc, username: x}", "{password: ***, username: x}"},
      {"{password: a,b, 'username': x}", "{password: ***, 'username': x}"},
      {R"({"password":"abc","n":1})", R"({"password":"***","n":1})"},
      {R"(  "password": "abc",)", R"(  "password": "***",)"},
  }));
}

TEST(SecretRanges, HideVariablesAndParameters) {
  expect_shown(std::to_array<Line>({
      {"PATRONI_SUPERUSER_PASSWORD=abc def", "PATRONI_SUPERUSER_PASSWORD=***"},
      {"PGPASSWORD=\"a b\"", "PGPASSWORD=\"***\""},
      {"export PGPASSWORD='abc'", "export PGPASSWORD='***'"},
      {"PGPASSWORD='abc' def", "PGPASSWORD=***"},
      {"PGPASSWORD='abc' # def", "PGPASSWORD=***"},
      {"#PGPASSWORD=abc def", "#PGPASSWORD=***"},
      {"ssl_passphrase_command = 'echo abc'", "ssl_passphrase_command = '***'"},
      {"ETCDCTL_USER=root:abc", "ETCDCTL_USER=root:***"},
  }));
}

TEST(SecretRanges, HidePartsOfConnectionStrings) {
  expect_shown(std::to_array<Line>({
      {"primary_conninfo = 'host=a password=abc user=b'",
       "primary_conninfo = 'host=a password=*** user=b'"},
      {"primary_conninfo = 'user=b password=abc'", "primary_conninfo = 'user=b password=***'"},
      {"primary_conninfo = 'password=''a b'' host=a'", "primary_conninfo = 'password=*** host=a'"},
      {"dsn: \"password = 'a b' host=a\"", "dsn: \"password = '***' host=a\""},
      {"dsn: postgresql://u:a@b@host/db", "dsn: postgresql://u:***@host/db"},
      {"dsn: postgresql://host/db?password=abc&sslmode=require",
       "dsn: postgresql://host/db?password=***&sslmode=require"},
      {"hosts: http://10.0.0.1:2379,http://10.0.0.2:2379",
       "hosts: http://10.0.0.1:2379,http://10.0.0.2:2379"},
  }));
}

TEST(SecretRanges, HideOptionsOfHbaLinesAndCommands) {
  expect_shown(std::to_array<Line>({
      {"host all all all ldap ldapbindpasswd=abc ldapserver=x",
       "host all all all ldap ldapbindpasswd=*** ldapserver=x"},
      {"host all all all radius radiussecrets=\"a,b\"",
       "host all all all radius radiussecrets=\"***\""},
      {"post_init: psql -c \"ALTER USER x PASSWORD 'abc'\"",
       "post_init: psql -c \"ALTER USER x PASSWORD '***'\""},
      {"command: tool --password abc --user x", "command: tool --password *** --user x"},
      {"command: curl -u admin:abc http://x", "command: curl -u admin:*** http://x"},
  }));
}

TEST(SecretRanges, FollowAValueOverSeveralLines) {
  EXPECT_EQ(shown_of("password: |\n  abc\n\n  def\nname: x\n"),
            "password: |\n  ***\n\n  ***\nname: x\n");
  EXPECT_EQ(shown_of("password:\n    abc\nname: x"), "password:\n    ***\nname: x");
  EXPECT_EQ(shown_of("- password: abc\n  user: x"), "- password: ***\n  user: x");
  EXPECT_EQ(shown_of("password: \"abc\n def\" # c\nname: x"), "password: ***\n *** # c\nname: x");
  EXPECT_EQ(shown_of("passwords:\n- a1\n- b2\nname: x"), "passwords:\n***\n***\nname: x");
  EXPECT_EQ(shown_of("PGPASSWORD=abc\\\ndef\nA=b"), "PGPASSWORD=***\n***\nA=b");
  EXPECT_EQ(shown_of("# password: see below\n    name: x"), "# password: ***\n    name: x");
}

TEST(SecretRanges, HidePrivateKeys) {
  EXPECT_EQ(shown_of("key: |\n  -----BEGIN RSA PRIVATE KEY-----\n  Zm9v\n  -----END RSA PRIVATE "
                     "KEY-----\nname: x"),
            "key: |\n  ***\n  ***\n  ***\nname: x");
  EXPECT_EQ(shown_of("-----BEGIN CERTIFICATE-----\nZm9v"), "-----BEGIN CERTIFICATE-----\nZm9v");
}

TEST(SecretRanges, LeavePlaceholdersAndPathsOpen) {
  for (const std::string_view text :
       {"password: ${PW}", "password: '{{ pw }}'", "password:", "password: null", "password: ~",
        "password: ''", "private_key: /etc/ssl/x.key", "password_encryption: md5",
        "initial-cluster-token: prod", "PATRONI_POSTGRESQL_PGPASS=/x/.pgpass", "keyfile: /x.key",
        "url: http://a:8008/b?x=1"})
    EXPECT_EQ(shown_of(text), text);
}

TEST(SecretRangesInMessage, TakeProseForProse) {
  const auto shown_message = [](std::string_view text) {
    return masked(text, secret_ranges_in_message(text));
  };
  EXPECT_EQ(shown_message("`users.password`: unknown key"), "`users.password`: unknown key");
  EXPECT_EQ(shown_message("`host=a password=abc` has no user"),
            "`host=a password=***` has no user");
  EXPECT_EQ(shown_message("`etcd.url` is `http://u:p@h:1`"), "`etcd.url` is `http://u:***@h:1`");
}

TEST(SecretRanges, AreLinearInHostileText) {
  for (const std::string_view piece :
       {"://", "a://b@", "password=''a ", "{password: a, ", "auth: ", "password: '", "-u x ",
        "password:", "http://x ", "password=\"a\"}}}", "\"password\" "}) {
    std::string text;
    while (text.size() < 1'000'000) text += piece;
    const auto start = std::chrono::steady_clock::now();
    EXPECT_LT(secret_ranges(text).size(), text.size());
    EXPECT_LT(std::chrono::steady_clock::now() - start, std::chrono::seconds(5)) << piece;
  }
}

}  // namespace
}  // namespace patrol
