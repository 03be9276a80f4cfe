// Inventories, right and wrong.
#include <gtest/gtest.h>

#include "auditor/collect/sources.h"

namespace patrol {
namespace {

Result<std::string> no_files(const std::string& path) {
  if (path == "/etc/audit/p.yml")
    return std::string(
        "scope: filed\netcd3: {host: a}\npostgresql: {authentication: {superuser: "
        "{username: boss, password: pw}}}\n");
  return tl::unexpected(Failure{FailureKind::not_found, "read " + path, "no such file"});
}

ReadSources read(const std::string& text) {
  return sources_of_inventory("/etc/audit/inventory.yml", text, {{"HOME", "/home/me"}}, no_files);
}

std::string problem(const std::string& text) {
  const auto found = read(text);
  return found.problems.empty() ? "" : found.problems.front();
}

TEST(Inventory, ListsClusters) {
  const auto found = read(R"(
- name: prod
  scope: demo
  namespace: db
  dcs: {etcd3: {hosts: ['10.0.0.1:2379']}}
  sql: {user: auditor, sslmode: verify-full, sslrootcert: ca.pem}
  ssh: {user: ops, key: ~/.ssh/audit, port: 2222, sudo: true, known_hosts: hosts}
- config: p.yml
)");
  ASSERT_TRUE(found.problems.empty()) << found.problems.front();
  ASSERT_EQ(found.clusters.size(), 2U);
  const ClusterSources& first = found.clusters[0];
  EXPECT_EQ(first.name, "prod");
  EXPECT_EQ(first.space, "/db/");
  EXPECT_EQ(first.dcs.servers, std::vector<std::string>{"http://10.0.0.1:2379"});
  EXPECT_EQ(first.sql.user, "auditor");
  EXPECT_EQ(first.sql.options[1].second, "/etc/audit/ca.pem");
  EXPECT_EQ(first.ssh.key_file, "/home/me/.ssh/audit");
  EXPECT_EQ(first.ssh.known_hosts, "/etc/audit/hosts");
  EXPECT_EQ(first.ssh.port, 2222);
  EXPECT_TRUE(first.ssh.is_sudo);
  EXPECT_EQ(found.clusters[1].scope, "filed");
  EXPECT_EQ(found.clusters[1].sql.user, "boss");
}

TEST(Inventory, NamesMembersWithoutADcs) {
  const auto found = read(R"(
clusters:
  - scope: demo
    members:
      - {name: a, host: 10.0.0.1, api: '10.0.0.1:8008'}
      - {name: b, host: 10.0.0.2, port: 5433, api: 'https://10.0.0.2:8008', ssh_host: b.adm, ssh_port: 23}
)");
  ASSERT_TRUE(found.problems.empty()) << found.problems.front();
  const auto& members = found.clusters.front().members;
  ASSERT_EQ(members.size(), 2U);
  EXPECT_EQ(members[0].api, "http://10.0.0.1:8008");
  EXPECT_EQ(members[0].port, 5432);
  EXPECT_EQ(members[1].port, 5433);
  EXPECT_EQ(members[1].ssh_host, "b.adm");
  EXPECT_EQ(members[1].ssh_port, 23);
}

TEST(Inventory, NamesUnknownKeysWithTheirPlace) {
  EXPECT_EQ(problem("- scope: demo\n  memebers: []\n"),
            "/etc/audit/inventory.yml:2:3: unknown key `memebers`; did you mean `members`?");
  EXPECT_EQ(problem("- config: p.yml\n  ssh: {usr: x}\n"),
            "/etc/audit/inventory.yml:2:9: unknown key `usr`; did you mean `user`?");
}

TEST(Inventory, WantsNoPasswords) {
  const std::string said = problem("- config: p.yml\n  sql: {user: a, password: hunter22}\n");
  EXPECT_NE(said.find("passwords belong in"), std::string::npos);
  EXPECT_EQ(said.find("hunter22"), std::string::npos);
}

TEST(Inventory, NamesValuesOfWrongTypes) {
  EXPECT_NE(problem("- config: p.yml\n  ssh: {user: a, port: 99999}\n").find(":2:24: a port is"),
            std::string::npos);
  EXPECT_NE(problem("- config: p.yml\n  ssh: [a]\n").find("a mapping is wanted"),
            std::string::npos);
  EXPECT_NE(problem("- config: p.yml\n  ssh: {sudo: maybe}\n").find("true or false"),
            std::string::npos);
  EXPECT_NE(problem("- config: p.yml\n  members: a\n").find("`members` is a list"),
            std::string::npos);
  EXPECT_NE(problem("- config: p.yml\n  dcs: {etdc3: {}}\n").find("no DCS in it"),
            std::string::npos);
}

TEST(Inventory, NamesWhatIsMissing) {
  EXPECT_NE(problem("- members: [{name: a}]\n").find("needs a `scope`"), std::string::npos);
  EXPECT_NE(problem("- scope: d\n").find("members cannot be found"), std::string::npos);
  EXPECT_NE(problem("- scope: d\n  members: [{host: a}]\n").find("needs a `name`"),
            std::string::npos);
  EXPECT_NE(problem("- scope: d\n  members: [{name: a}, {name: a}]\n").find("listed twice"),
            std::string::npos);
  EXPECT_NE(problem("- config: nowhere.yml\n").find("no such file"), std::string::npos);
}

TEST(Inventory, SaysWhereItIsNoYaml) {
  EXPECT_TRUE(problem("- scope: [\n").starts_with("/etc/audit/inventory.yml:"));
  EXPECT_NE(problem(""), "");
  EXPECT_NE(problem("just text\n"), "");
}

}  // namespace
}  // namespace patrol
