// What a patroni.yml tells an audit.
#include "auditor/collect/sources.h"

#include <gtest/gtest.h>

namespace patrol {
namespace {

ClusterSources read(const std::string& text, const Environment& environment = {}) {
  ReadSources found = sources_of_patroni("patroni.yml", text, environment);
  EXPECT_TRUE(found.problems.empty());
  EXPECT_EQ(found.clusters.size(), 1U);
  return found.clusters.empty() ? ClusterSources{} : std::move(found.clusters.front());
}

std::vector<std::string> servers(const std::string& section) {
  return read("scope: demo\n" + section).dcs.servers;
}

TEST(PatroniSources, NameTheCluster) {
  const auto sources = read("scope: demo\nnamespace: /db/\netcd3: {host: 'a:1'}\n");
  EXPECT_EQ(sources.scope, "demo");
  EXPECT_EQ(sources.space, "/db/");
  EXPECT_EQ(read("scope: demo\netcd3: {host: a}\n").space, "/service/");
}

TEST(PatroniSources, KnowEveryWayToNameEtcd) {
  using Urls = std::vector<std::string>;
  EXPECT_EQ(servers("etcd3: {host: a}"), Urls{"http://a:2379"});
  EXPECT_EQ(servers("etcd3: {hosts: 'a:1, b'}"), (Urls{"http://a:1", "http://b:2379"}));
  EXPECT_EQ(servers("etcd: {hosts: [a, 'b:7'], protocol: https, port: 5}"),
            (Urls{"https://a:5", "https://b:7"}));
  EXPECT_EQ(servers("etcd3: {url: 'https://c'}"), Urls{"https://c:2379"});
  EXPECT_EQ(servers("etcd3: {hosts: ['[fd00::1]:2379']}"), Urls{"http://[fd00::1]:2379"});
}

TEST(PatroniSources, TakeLoginsOutOfUrls) {
  const auto dcs = read("scope: demo\netcd3: {url: 'http://me:p%40ss@c:9'}").dcs;
  EXPECT_EQ(dcs.servers, std::vector<std::string>{"http://c:9"});
  EXPECT_EQ(dcs.access.user, "me");
  EXPECT_EQ(reveal_to_library(dcs.access.password), "p@ss");
}

TEST(PatroniSources, KnowAProxyOfEtcd) {
  const auto dcs = read("scope: demo\netcd3: {proxy: 'http://lb:2379', hosts: a}").dcs;
  EXPECT_EQ(dcs.servers, std::vector<std::string>{"http://lb:2379"});
  EXPECT_TRUE(dcs.is_proxied);
}

TEST(PatroniSources, KnowConsulAndZooKeeper) {
  const auto consul =
      read("scope: d\nconsul: {host: c, scheme: https, token: t, dc: dc1, verify: false}").dcs;
  EXPECT_EQ(consul.servers, std::vector<std::string>{"https://c:8500"});
  EXPECT_EQ(consul.datacenter, "dc1");
  EXPECT_FALSE(consul.access.tls.is_verified);
  const auto zoo = read("scope: d\nzookeeper: {hosts: 'a:1,b'}").dcs;
  EXPECT_EQ(zoo.servers, (std::vector<std::string>{"a:1", "b:2181"}));
}

TEST(PatroniSources, SayWhatCannotBeAsked) {
  for (const char* section :
       {"kubernetes: {labels: {a: b}}", "raft: {self_addr: 'a:1'}", "etcd3: {srv: example.org}",
        "etcd3: {cacert: x}", "zookeeper: {hosts: a, use_ssl: true}", "etcd3: {url: nonsense}"}) {
    const auto sources = read(std::string("scope: demo\n") + section);
    EXPECT_TRUE(sources.dcs.refusal) << section;
  }
}

TEST(PatroniSources, TakeTheFirstSectionAsPatroniDoes) {
  EXPECT_EQ(read("scope: d\nzookeeper: {hosts: a}\netcd3: {host: b}").dcs.kind, "etcd3");
}

TEST(PatroniSources, TakeTheSuperusersLogin) {
  const auto sql = read(R"(scope: d
etcd3: {host: a}
postgresql:
  authentication:
    superuser: {username: boss, password: 12345, sslmode: verify-full, sslrootcert: ca.pem}
)")
                       .sql;
  EXPECT_EQ(sql.user, "boss");
  EXPECT_EQ(reveal_to_library(sql.password), "12345");
  ASSERT_EQ(sql.options.size(), 2U);
  EXPECT_EQ(sql.options[0].second, "verify-full");
}

TEST(PatroniSources, AreOverriddenByTheEnvironment) {
  const auto sources =
      read("scope: d\netcd3: {host: a}\n", {{"PATRONI_SCOPE", "other"},
                                            {"PATRONI_ETCD3_HOSTS", "'x:1','y:2'"},
                                            {"PATRONI_SUPERUSER_PASSWORD", "a\"$b\\c"},
                                            {"HOME", "/root"}});
  EXPECT_EQ(sources.scope, "other");
  EXPECT_EQ(sources.dcs.servers, (std::vector<std::string>{"http://x:1", "http://y:2"}));
  EXPECT_EQ(reveal_to_library(sources.sql.password), "a\"$b\\c");
}

TEST(PatroniSources, TrustWhatPatronictlTrusts) {
  const auto rest = read(
                        "scope: d\netcd3: {host: a}\nrestapi: {cafile: r.pem}\n"
                        "ctl: {certfile: c.pem, keyfile: k.pem, insecure: true}")
                        .rest;
  EXPECT_EQ(rest.ca_file, "r.pem");
  EXPECT_EQ(rest.cert_file, "c.pem");
  EXPECT_EQ(rest.key_file, "k.pem");
  EXPECT_FALSE(rest.is_verified);
}

TEST(PatroniSources, SayWhereAFileIsBroken) {
  const auto broken = sources_of_patroni("p.yml", "scope: d\n  bad: [\n", {});
  ASSERT_FALSE(broken.problems.empty());
  EXPECT_TRUE(broken.problems.front().starts_with("p.yml:2:"));
  EXPECT_FALSE(sources_of_patroni("p.yml", "- a\n", {}).problems.empty());
  EXPECT_FALSE(sources_of_patroni("p.yml", "etcd3: {host: a}\n", {}).problems.empty());
}

TEST(SourceOptions, ForgetTheFilesPasswordForAnotherUser) {
  ClusterSources sources;
  sources.sql = {.user = "postgres",
                 .password = Credential("x"),
                 .options = {{"sslmode", "require"}, {"sslcert", "c"}, {"sslkey", "k"}}};
  apply_options({.sql_user = "auditor", .is_sudo = true, .has_no_ssh = true}, sources);
  EXPECT_EQ(sources.sql.user, "auditor");
  EXPECT_TRUE(sources.sql.password.is_empty());
  EXPECT_EQ(sources.sql.options.size(), 1U);
  EXPECT_TRUE(sources.ssh.is_sudo);
  EXPECT_FALSE(sources.ssh.is_wanted);
}

TEST(SourceOptions, KeepTheFilesPasswordForTheSameUser) {
  ClusterSources sources;
  sources.sql = {.user = "postgres", .password = Credential("x")};
  apply_options({.sql_user = "postgres"}, sources);
  EXPECT_FALSE(sources.sql.password.is_empty());
}

}  // namespace
}  // namespace patrol
