// Answers for people and programs.
#include "linter/render/hba_report.h"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "linter/doc/hba_address.h"

namespace patrol {
namespace {

struct Asked {
  explicit Asked(std::string_view text)
      : file(read_hba(FileId{0}, text, 16)), policy(hba_policy(file, 16)) {
    answer.connection.channel = HbaChannel::plain;
    answer.connection.address = *read_ip("10.0.0.7");
    answer.connection.database = "app";
    answer.connection.user = "bob";
    answer.decision = decide(policy, answer.connection);
    answer.passed = passed_records(policy, answer.connection);
  }
  [[nodiscard]] NamedHbaPolicy named() const { return {"pg_hba.conf", &policy}; }
  HbaFile file;
  HbaPolicy policy;
  HbaAnswer answer;
};

TEST(HbaReport, SaysWhoDecidesAndWhy) {
  const Asked asked(
      "local all all md5\nhost all all 10.0.0.0/8 ldap ldapbasedn=x ldapbindpasswd=s3cret");
  EXPECT_EQ(hba_who_text(asked.named(), asked.answer),
            "user bob, database app, from 10.0.0.7, without TLS\n"
            "decided: ldap\n"
            "  pg_hba.conf:2: host all all 10.0.0.0/8 ldap ldapbasedn=x ldapbindpasswd=***\n"
            "stepped over:\n"
            "  pg_hba.conf:1: is for local sockets only\n");
}

TEST(HbaReport, WritesTheDecisionAsJson) {
  const Asked asked("host all all all reject");
  const auto json = nlohmann::json::parse(hba_who_json(asked.named(), asked.answer));
  EXPECT_EQ(json.at("decision"), "reject");
  EXPECT_EQ(json.at("line"), 1);
  EXPECT_EQ(json.at("file"), "pg_hba.conf");
  const Asked none("local all all trust");
  const auto empty = nlohmann::json::parse(hba_who_json(none.named(), none.answer));
  EXPECT_EQ(empty.at("decision"), "no-entry");
  EXPECT_TRUE(empty.at("line").is_null());
}

TEST(HbaReport, WritesDifferencesAsJson) {
  const Asked left("host all all 10.0.0.0/8 md5");
  const Asked right("hostssl all all 10.0.0.0/8 md5");
  const std::vector<HbaPolicy> policies{left.policy, right.policy};
  const std::vector<NamedHbaPolicy> named{{"a", &policies[0]}, {"b", &policies[1]}};
  const auto json = nlohmann::json::parse(hba_diff_json(named, compare(policies)));
  EXPECT_EQ(json.at("equal"), false);
  const auto& difference = json.at("differences").at(0);
  EXPECT_EQ(difference.at("witness").at("type"), "host");
  EXPECT_EQ(difference.at("witness").at("tls"), false);
  EXPECT_EQ(difference.at("sides").at(0).at("method"), "md5");
  EXPECT_TRUE(difference.at("sides").at(1).at("line").is_null());
}

TEST(HbaReport, ListsWhatACheckFinds) {
  const Asked asked("host all all all md5\nhost all ALL all trust\n");
  const HbaChecked checked{hba_reach(asked.policy), hba_openings(asked.policy)};
  EXPECT_EQ(hba_check_text(asked.named(), checked),
            "pg_hba.conf:2: never decides anything: host all ALL all trust\n"
            "    taken by line 1: host all all all md5\n"
            "pg_hba.conf:2: user `ALL` is a plain name; keywords are lower case; the record "
            "matches nothing real\n"
            "pg_hba.conf: 2 records, 0 errors\n");
  EXPECT_TRUE(has_hba_findings(asked.policy, checked));
}

}  // namespace
}  // namespace patrol
