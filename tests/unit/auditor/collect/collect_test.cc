// A whole collection over HTTP from servers that behave, hang or lie. SQL and SSH are left out.
#include "auditor/collect/collect.h"

#include <atomic>
#include <chrono>

#include <gtest/gtest.h>

#include "linter/base/base64.h"
#include "tests/support/test_server.h"

namespace patrol {
namespace {

using namespace std::chrono_literals;

std::string entry(const std::string& name, const std::string& value) {
  return R"({"key":")" + to_base64("/service/demo/" + name) + R"(","value":")" + to_base64(value) +
         R"("})";
}

std::string member(const std::string& name, const TestServer& api) {
  return entry("members/" + name, R"({"conn_url":"postgres://127.0.0.1:1/postgres","api_url":")" +
                                      api.url() + R"(/patroni","state":"running"})");
}

std::string range(const std::string& entries) {
  return R"({"header":{"revision":"1"},"kvs":[)" + entries + "]}";
}

ClusterSources sources_with(const std::vector<std::string>& servers) {
  ClusterSources sources;
  sources.name = sources.scope = "demo";
  sources.dcs = {.kind = "etcd3", .servers = servers};
  sources.sql.is_wanted = false;
  return sources;
}

Collected collect(const ClusterSources& sources, std::chrono::milliseconds deadline = 5s) {
  return collect_cluster(sources, {.deadline = deadline});
}

TestServer::Reply healthy(const std::string&) {
  return TestServer::old_page(200, R"({"state":"running","role":"replica"})");
}

TestServer::Reply silent(const std::string&) {
  return {.is_hanging = true};
}

// Answers a range with all keys, a question for one key with the leader.
TestServer::Behaviour etcd_with(std::string entries, std::string later_leader = "a") {
  return [=](const std::string& request) {
    if (request.find("range_end") != std::string::npos)
      return TestServer::page(200, range(entries));
    if (request.find("kv/range") != std::string::npos)
      return TestServer::page(200, range(entry("leader", later_leader)));
    return TestServer::page(404, "404 page not found\n");
  };
}

TEST(CollectCluster, FindsMembersAndAsksThem) {
  TestServer api(healthy);
  TestServer etcd(
      etcd_with(member("b", api) + "," + member("a", api) + "," + entry("leader", "a")));
  const auto out = collect(sources_with({etcd.url()}));
  ASSERT_TRUE(out.cluster.dcs);
  EXPECT_EQ(out.cluster.dcs->answered, etcd.url());
  ASSERT_EQ(out.cluster.members.size(), 2U);
  EXPECT_EQ(out.cluster.members[0].name, "a");
  ASSERT_TRUE(out.cluster.members[0].rest);
  EXPECT_EQ(out.cluster.members[0].rest->state, "running");
  EXPECT_EQ(out.cluster.leader_at_end, "a");
  EXPECT_FALSE(out.cluster.is_leader_changed);
  EXPECT_EQ(out.cluster.members[0].settings.error().cause, Cause::not_asked);
  EXPECT_EQ(out.cluster.members[0].files.error().cause, Cause::not_asked);
}

TEST(CollectCluster, NoticesAChangeOfTheLeader) {
  TestServer api(healthy);
  TestServer etcd(etcd_with(member("a", api) + "," + entry("leader", "a"), "b"));
  const auto out = collect(sources_with({etcd.url()}));
  EXPECT_TRUE(out.cluster.is_leader_changed);
  EXPECT_EQ(out.cluster.leader_at_begin, "a");
  EXPECT_EQ(out.cluster.leader_at_end, "b");
}

TEST(CollectCluster, TakesTheServerThatAnswers) {
  TestServer api(healthy);
  TestServer hung(silent);
  TestServer cut([](const std::string&) { return TestServer::Reply{.is_reset = true}; });
  TestServer etcd(etcd_with(member("a", api)));
  const auto out = collect(sources_with({hung.url(), cut.url(), etcd.url()}), 1500ms);
  ASSERT_TRUE(out.cluster.dcs);
  EXPECT_EQ(out.cluster.dcs->answered, etcd.url());
}

TEST(CollectCluster, LetsASilentMemberCostItsOwnSlotOnly) {
  TestServer good(healthy);
  TestServer hung(silent);
  TestServer etcd(etcd_with(member("a", hung) + "," + member("b", good)));
  const auto begin = std::chrono::steady_clock::now();
  const auto out = collect(sources_with({etcd.url()}), 1s);
  EXPECT_LT(std::chrono::steady_clock::now() - begin, 4s);
  ASSERT_EQ(out.cluster.members.size(), 2U);
  EXPECT_EQ(out.cluster.members[0].rest.error().cause, Cause::timed_out);
  EXPECT_TRUE(out.cluster.members[1].rest);
}

TEST(CollectCluster, TakesNoCutOffReplyForAnEmptyCluster) {
  TestServer etcd([](const std::string&) {
    return TestServer::old_page(200, R"({"header":{"revision":"1"},"kvs":[{"key")");
  });
  const auto out = collect(sources_with({etcd.url()}), 1s);
  ASSERT_FALSE(out.cluster.dcs);
  EXPECT_EQ(out.cluster.dcs.error().cause, Cause::malformed);
}

TEST(CollectCluster, SaysThatTheStoreHasNoSuchCluster) {
  TestServer etcd(etcd_with(""));
  const auto out = collect(sources_with({etcd.url()}));
  ASSERT_FALSE(out.cluster.dcs);
  EXPECT_EQ(out.cluster.dcs.error().cause, Cause::missing);
  EXPECT_NE(out.cluster.dcs.error().detail.find("/service/demo/"), std::string::npos);
}

TEST(CollectCluster, FindsTheGatewayOfOlderServers) {
  TestServer api(healthy);
  const auto newer = etcd_with(member("a", api));
  TestServer etcd([&](const std::string& request) {
    return request.find("/v3beta/") == std::string::npos
               ? TestServer::page(404, "404 page not found\n")
               : newer(request);
  });
  EXPECT_TRUE(collect(sources_with({etcd.url()})).cluster.dcs);
}

TEST(CollectCluster, NeedsNoStoreWhenMembersAreGiven) {
  TestServer api(healthy);
  ClusterSources sources = sources_with({});
  sources.dcs = {.refusal = Unavailable{Cause::not_asked, "no DCS is named", ""}};
  sources.members = {{.name = "z", .host = "127.0.0.1", .port = 1, .api = api.url()}};
  const auto out = collect(sources);
  EXPECT_EQ(out.cluster.dcs.error().cause, Cause::not_asked);
  ASSERT_EQ(out.cluster.members.size(), 1U);
  EXPECT_TRUE(out.cluster.members[0].rest);
}

TEST(CollectCluster, AsksAMemberFourPagesAtOnceAtMost) {
  std::atomic<int> now = 0;
  std::atomic<int> most = 0;
  TestServer api([&](const std::string& request) {
    most = std::max(most.load(), ++now);
    std::this_thread::sleep_for(50ms);
    --now;
    return healthy(request);
  });
  TestServer etcd(etcd_with(member("a", api)));
  const auto out = collect(sources_with({etcd.url()}));
  EXPECT_LE(most, 4);
  for (const std::string& request : api.requests())
    EXPECT_TRUE(request.starts_with("GET /") || request.starts_with("OPTIONS /")) << request;
}

TEST(CollectCluster, GivesTheSameForTheSameAnswers) {
  TestServer api(healthy);
  TestServer etcd(etcd_with(member("b", api) + "," + member("a", api)));
  const auto first = collect(sources_with({etcd.url()}));
  const auto second = collect(sources_with({etcd.url()}));
  ASSERT_EQ(first.cluster.members.size(), second.cluster.members.size());
  for (std::size_t at = 0; at < first.cluster.members.size(); ++at)
    EXPECT_EQ(first.cluster.members[at].name, second.cluster.members[at].name);
}

TEST(CollectClusters, KeepsTheirOrder) {
  TestServer api(healthy);
  TestServer etcd(etcd_with(member("a", api)));
  std::vector<ClusterSources> sources(5, sources_with({etcd.url()}));
  for (std::size_t at = 0; at < sources.size(); ++at)
    sources[at].name = std::string(1, static_cast<char>('a' + at));
  const auto all = collect_clusters(sources, {.deadline = 5s});
  for (std::size_t at = 0; at < sources.size(); ++at)
    EXPECT_EQ(all[at].timings.front().cluster, sources[at].name);
}

}  // namespace
}  // namespace patrol
