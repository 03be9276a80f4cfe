// The HTTP client against servers that answer well, badly or never.
#include "auditor/transport/http.h"

#include <chrono>

#include <gtest/gtest.h>

#include "tests/support/test_server.h"

namespace patrol {
namespace {

using namespace std::chrono_literals;

HttpAnswers ask(const std::vector<HttpRequest>& requests, std::chrono::milliseconds time = 5s,
                const HttpPlan& plan = {}) {
  HttpClient client{HttpAccess{}};
  return client.ask(requests, Deadline::in(time), plan);
}

HttpAnswer ask_one(const std::string& url, std::chrono::milliseconds time = 5s) {
  return ask({HttpRequest::get(url)}, time).answers.front();
}

TestServer::Reply hang(const std::string&) {
  return {.is_hanging = true};
}

TEST(Http, TakesAnyStatusWithItsBody) {
  TestServer server([](const std::string&) { return TestServer::old_page(503, "{\"a\": 1}"); });
  const auto answer = ask_one(server.url() + "/replica");
  ASSERT_TRUE(answer.reply);
  EXPECT_EQ(answer.reply->status, 503);
  EXPECT_EQ(answer.reply->body, "{\"a\": 1}");
  EXPECT_EQ(answer.traffic.round_trips, 2);
  EXPECT_TRUE(server.requests().front().starts_with("GET /replica HTTP/1.1"));
}

TEST(Http, SendsOptionsWithoutABody) {
  TestServer server([](const std::string&) { return TestServer::page(200, ""); });
  const auto answers = ask({HttpRequest::options(server.url() + "/primary")});
  ASSERT_TRUE(answers.answers.front().reply);
  EXPECT_TRUE(server.requests().front().starts_with("OPTIONS /primary HTTP/1.1"));
}

TEST(Http, EndsAtTheDeadlineWhenTheServerIsSilent) {
  TestServer server(hang);
  const auto begin = std::chrono::steady_clock::now();
  const auto answer = ask_one(server.url() + "/", 300ms);
  EXPECT_LT(std::chrono::steady_clock::now() - begin, 2s);
  ASSERT_FALSE(answer.reply);
  EXPECT_EQ(answer.reply.error().cause, Cause::timed_out);
}

TEST(Http, EndsAtTheDeadlineWhenABodyDripsOn) {
  TestServer server([](const std::string&) {
    return TestServer::Reply{.bytes = "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{",
                             .is_hanging = true};
  });
  EXPECT_EQ(ask_one(server.url() + "/", 300ms).reply.error().cause, Cause::timed_out);
}

TEST(Http, NoticesABodyThatIsShorterThanItsLength) {
  TestServer server([](const std::string&) {
    return TestServer::Reply{.bytes = "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{}"};
  });
  EXPECT_EQ(ask_one(server.url() + "/").reply.error().cause, Cause::unreachable);
}

TEST(Http, SaysThatAConnectionWasCut) {
  TestServer server([](const std::string&) { return TestServer::Reply{.is_reset = true}; });
  EXPECT_EQ(ask_one(server.url() + "/").reply.error().cause, Cause::unreachable);
}

TEST(Http, SaysThatNobodyListens) {
  int port = 0;
  {
    TestServer server(hang);
    port = server.port();
  }
  const auto answer = ask_one("http://127.0.0.1:" + std::to_string(port) + "/");
  EXPECT_EQ(answer.reply.error().cause, Cause::unreachable);
}

TEST(Http, RefusesWhatIsNoHttp) {
  TestServer server([](const std::string&) { return TestServer::Reply{.bytes = "SSH-2.0-x\r\n"}; });
  EXPECT_FALSE(ask_one(server.url() + "/").reply);
}

TEST(Http, TakesNoMoreThanFourMegabytes) {
  TestServer server([](const std::string&) {
    return TestServer::old_page(200, std::string(largest_reply + 1, 'x'));
  });
  const auto answer = ask_one(server.url() + "/");
  ASSERT_FALSE(answer.reply);
  EXPECT_EQ(answer.reply.error().cause, Cause::malformed);
}

TEST(Http, TakesNoEndlessHeaders) {
  TestServer server([](const std::string&) {
    std::string head = "HTTP/1.1 200 OK\r\n";
    while (head.size() < 400000) head += "X-Filler: 0123456789012345678901234567890123456789\r\n";
    return TestServer::Reply{.bytes = head, .is_hanging = true};
  });
  EXPECT_FALSE(ask_one(server.url() + "/", 3s).reply);
}

TEST(Http, FollowsNoRedirect) {
  TestServer other([](const std::string&) { return TestServer::page(200, "other"); });
  TestServer server([&](const std::string&) {
    return TestServer::Reply{.bytes = "HTTP/1.1 302 Found\r\nLocation: " + other.url() +
                                      "/\r\nContent-Length: 0\r\n\r\n"};
  });
  EXPECT_EQ(ask_one(server.url() + "/").reply->status, 302);
  EXPECT_TRUE(other.requests().empty());
}

TEST(Http, SpeaksNothingButHttp) {
  for (const char* url : {"file:///etc/passwd", "ftp://127.0.0.1/", "gopher://127.0.0.1/", ""})
    EXPECT_FALSE(ask_one(url).reply) << url;
}

TEST(Http, AsksManyAtOnceAndKeepsTheirOrder) {
  TestServer server(
      [](const std::string& request) { return TestServer::page(200, request.substr(5, 2)); });
  std::vector<HttpRequest> requests;
  for (int at = 10; at < 50; ++at)
    requests.push_back(HttpRequest::get(server.url() + "/" + std::to_string(at)));
  const auto answers = ask(requests, 5s, {.most_at_once = 4});
  for (std::size_t at = 0; at < requests.size(); ++at)
    EXPECT_EQ(answers.answers[at].reply->body, std::to_string(at + 10));
}

TEST(Http, GivesUpTheOthersOnceOneIsEnough) {
  TestServer good([](const std::string&) { return TestServer::page(200, "yes"); });
  TestServer silent(hang);
  const HttpPlan plan{
      .is_enough = [](std::size_t, const HttpAnswer& answer) { return answer.reply.has_value(); }};
  const auto begin = std::chrono::steady_clock::now();
  const auto answers =
      ask({HttpRequest::get(silent.url() + "/"), HttpRequest::get(good.url() + "/")}, 5s, plan);
  EXPECT_LT(std::chrono::steady_clock::now() - begin, 2s);
  EXPECT_EQ(answers.answers[0].reply.error().cause, Cause::not_asked);
  EXPECT_EQ(answers.answers[1].reply->body, "yes");
}

TEST(Http, KeepsAConnectionForTheNextQuestion) {
  TestServer server([](const std::string&) { return TestServer::page(200, "{}"); });
  HttpClient client{HttpAccess{}};
  const std::vector<HttpRequest> request{HttpRequest::get(server.url() + "/")};
  EXPECT_EQ(client.ask(request, Deadline::in(5s)).traffic.round_trips, 2);
  EXPECT_EQ(client.ask(request, Deadline::in(5s)).traffic.round_trips, 1);
}

TEST(Http, LogsInByPasswordAndByToken) {
  TestServer server([](const std::string&) { return TestServer::page(200, ""); });
  HttpClient client{HttpAccess{.user = "auditor",
                               .password = Credential("pw"),
                               .token_header = "X-Consul-Token",
                               .token = Credential("tok")}};
  const std::vector<HttpRequest> request{HttpRequest::get(server.url() + "/")};
  ASSERT_TRUE(client.ask(request, Deadline::in(5s)).answers.front().reply);
  const std::string sent = server.requests().front();
  EXPECT_NE(sent.find("Authorization: Basic YXVkaXRvcjpwdw=="), std::string::npos);
  EXPECT_NE(sent.find("X-Consul-Token: tok"), std::string::npos);
}

TEST(Http, SendsNoTokenThatBreaksTheHeader) {
  TestServer server([](const std::string&) { return TestServer::page(200, ""); });
  HttpClient client{HttpAccess{.token_header = "X-T", .token = Credential("a\r\nX-Evil: 1")}};
  const std::vector<HttpRequest> request{HttpRequest::get(server.url() + "/")};
  static_cast<void>(client.ask(request, Deadline::in(5s)));
  EXPECT_EQ(server.requests().front().find("Evil"), std::string::npos);
}

TEST(Http, PostsOnlyWhatTheListAllows) {
  TestServer server([](const std::string&) { return TestServer::page(200, "{}"); });
  const auto post = [&](const EtcdPost& what) {
    return HttpRequest::post(server.url(), EtcdGateway::v3, what);
  };
  static_cast<void>(ask({post(EtcdPost::range("/service/demo/", false)), post(EtcdPost::alarms()),
                         post(EtcdPost::authenticate("a\"b", Credential("p\\w\n")))},
                        5s, {.most_at_once = 1}));
  const auto sent = server.requests();
  ASSERT_EQ(sent.size(), 3U);
  EXPECT_TRUE(sent[0].starts_with("POST /v3/kv/range HTTP/1.1"));
  EXPECT_TRUE(
      sent[0].ends_with(R"({"key":"L3NlcnZpY2UvZGVtby8=","range_end":"L3NlcnZpY2UvZGVtbzA="})"));
  EXPECT_TRUE(sent[1].ends_with(R"({"action":"GET"})"));
  EXPECT_TRUE(sent[2].ends_with(R"({"name":"a\"b","password":"p\\w\u000a"})"));
}

}  // namespace
}  // namespace patrol
