// Which names stand before a secret.
#include "linter/base/secret_name.h"

#include <array>
#include <string_view>

#include <gtest/gtest.h>

namespace patrol {
namespace {

TEST(IsSecretName, KnowsTheNamesOfThisDomain) {
  constexpr auto names = std::to_array<std::string_view>(
      {"password", "PATRONI_SUPERUSER_PASSWORD", "postgresql.authentication.rewind.password",
       "sslpassword", "keyfile_password", "consul.token", "PATRONI_CONSUL_TOKEN", "ldapbindpasswd",
       "radiussecrets", "ssl_passphrase_command", "PGPASSWORD", "replication_pass", "secret-key",
       "--password", "auth_data", "aws_secret_access_key", "CONSUL_HTTP_TOKEN"});
  for (const auto name : names) EXPECT_TRUE(is_secret_name(name)) << name;
}

TEST(IsSecretName, LeavesNeighboursAlone) {
  constexpr auto names = std::to_array<std::string_view>(
      {"password_encryption", "initial-cluster-token", "ETCD_INITIAL_CLUSTER_TOKEN", "auth-token",
       "pgpass", "PATRONI_POSTGRESQL_PGPASS", "passfile", "username", "keyfile", "key", "bypass",
       "authentication", "password_file", "secret_name", ""});
  for (const auto name : names) EXPECT_FALSE(is_secret_name(name)) << name;
}

TEST(IsSecretName, KnowsMisspeltPasswords) {
  for (const std::string_view name :
       {"pasword", "passwrd", "PATRONI_RESTAPI_PASSWRD", "passowrd", "paswd"})
    EXPECT_TRUE(is_secret_name(name)) << name;
  for (const std::string_view name : {"passive", "passfile", "words", "working_dir", "network"})
    EXPECT_FALSE(is_secret_name(name)) << name;
}

TEST(IsPlaceholder, WantsOneThatFillsTheValue) {
  for (const std::string_view value : {"${PASSWORD}", "{{ vault.pw }}", "%PW%", "<password>"})
    EXPECT_TRUE(is_placeholder(value)) << value;
  for (const std::string_view value : {"${A}secret", "x${A}", "${A}${B}", "%%", "<>", "{{ a }}b}}"})
    EXPECT_FALSE(is_placeholder(value)) << value;
}

}  // namespace
}  // namespace patrol
