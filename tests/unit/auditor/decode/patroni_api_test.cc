// Patroni's status page, as several versions write it.
#include "auditor/decode/patroni_api.h"

#include <gtest/gtest.h>

#include "tests/support/payload.h"

namespace patrol {
namespace {

TEST(PatroniStatus, ReadsALeaderOfVersion3) {
  const auto status = decode_patroni_status({200, payload("patroni/3.0.2/leader.json")});
  ASSERT_TRUE(status);
  EXPECT_EQ(status->state, "running");
  EXPECT_EQ(status->role, ObservedRole::leader);
  EXPECT_EQ(status->patroni_version, "3.0.2");
  EXPECT_EQ(status->scope, "demo");
  EXPECT_EQ(status->server_version, 150020);
  EXPECT_EQ(status->timeline, 2);
  EXPECT_TRUE(status->dcs_last_seen);
  EXPECT_FALSE(status->is_paused);
}

TEST(PatroniStatus, ReadsAReplicaOfAnyHttpStatus) {
  const auto status = decode_patroni_status({503, payload("patroni/3.0.2/replica.json")});
  ASSERT_TRUE(status);
  EXPECT_EQ(status->http_status, 503);
  EXPECT_EQ(status->role, ObservedRole::replica);
  ASSERT_EQ(status->tags.size(), 1U);
  EXPECT_EQ(status->tags.front().first, "clonefrom");
  EXPECT_EQ(status->tags.front().second, "true");
}

TEST(PatroniStatus, KnowsTheWordsOfVersion4) {
  const auto status = decode_patroni_status(
      {200, R"({"state":"running","role":"primary","replication_state":"streaming","pause":true,
                "pending_restart":true,"failsafe_mode_is_active":true,"cluster_unlocked":true,
                "patroni":{"version":"4.0.7","scope":"demo","name":"pg-1"}})"});
  ASSERT_TRUE(status);
  EXPECT_EQ(status->role, ObservedRole::leader);
  EXPECT_EQ(status->name, "pg-1");
  EXPECT_EQ(status->replication_state, "streaming");
  EXPECT_TRUE(status->is_paused && status->is_pending_restart && status->is_failsafe_active &&
              status->is_cluster_unlocked);
}

TEST(PatroniStatus, IsNothingWhenTheReplyIsCutOff) {
  const std::string whole = payload("patroni/3.0.2/leader.json");
  for (std::size_t length = 0; length < whole.size(); ++length) {
    const auto status = decode_patroni_status({200, whole.substr(0, length)});
    ASSERT_FALSE(status) << length;
    EXPECT_EQ(status.error().cause, Cause::malformed);
  }
}

TEST(PatroniStatus, IsNothingWhenAnotherServerAnswers) {
  for (const char* body : {"<html>", "{}", "[1]", "\"state\"", R"({"error":"no such page"})"})
    EXPECT_FALSE(decode_patroni_status({404, body})) << body;
}

TEST(PatroniStatus, DefaultsFieldsOfWrongTypes) {
  const auto status = decode_patroni_status(
      {200, R"({"state":7,"role":["x"],"timeline":"no","server_version":99999999999,"tags":[1],
                "patroni":"x","dcs_last_seen":"soon","pause":"yes"})"});
  ASSERT_TRUE(status);
  EXPECT_EQ(status->state, "");
  EXPECT_EQ(status->role, ObservedRole::unknown);
  EXPECT_EQ(status->timeline, 0);
  EXPECT_EQ(status->server_version, 0);
  EXPECT_TRUE(status->tags.empty());
  EXPECT_FALSE(status->dcs_last_seen);
  EXPECT_FALSE(status->is_paused);
}

TEST(PatroniStatus, SurvivesDeepNesting) {
  std::string body = R"({"state":"running","tags":)";
  body += std::string(100000, '[') + std::string(100000, ']') + "}";
  EXPECT_FALSE(decode_patroni_status({200, body}));
}

TEST(PatroniConfig, IsTheBodyWithoutSecrets) {
  SecretNumbers numbers;
  const auto config = decode_patroni_config(
      {200, R"({"ttl": 30, "postgresql": {"parameters": {"ssl_passphrase_command": "echo x"},
                "recovery_conf": {"primary_conninfo": "host=a password=hunter22"}}})"},
      numbers);
  EXPECT_NE(config.text().find("\"ttl\": 30"), std::string::npos);
  EXPECT_EQ(config.text().find("hunter22"), std::string::npos);
}

TEST(PatroniConfig, IsEmptyWhenThereIsNone) {
  SecretNumbers numbers;
  EXPECT_EQ(decode_patroni_config({502, "{}"}, numbers).text(), "");
  EXPECT_EQ(decode_patroni_config({200, "{\"ttl\": 3"}, numbers).text(), "");
}

}  // namespace
}  // namespace patrol
