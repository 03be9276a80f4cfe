#include "linter/analysis/observed_parameters.h"

#include <stdexcept>

#include <gtest/gtest.h>

#include "linter/analysis/observed_rows.h"
#include "linter/base/text.h"
#include "linter/model/live_documents.h"
#include "linter/model/snapshot_json.h"

namespace patrol {
namespace {

/// One cluster of the JSON, observed.
class Seen {
 public:
  explicit Seen(std::string_view members, std::string_view dcs = "") {
    const std::string config =
        dcs.empty() ? "" : cat(R"("dcs":{"kind":"etcd3","leader":"n1","config":")", dcs, "\"},");
    auto read = read_snapshot(cat(R"({"scope":"main",)", config, R"("members":[)", members, "]}"));
    if (!read) throw std::runtime_error(read.error().detail);
    collect_observed(std::move(read->front()), {}, collection_);
  }
  [[nodiscard]] const ObservedParameters& parameters() const {
    return observed_parameters(collection_.clusters.front());
  }
  [[nodiscard]] std::string drifts() const {
    std::string out;
    for (const ParameterDrift& drift : parameters().drifts)
      out += cat(drift.member->name, " ", static_cast<int>(drift.kind), " ", drift.name, " ",
                 drift.value, " ", drift.promise ? drift.promise->value : "-", "\n");
    return out;
  }

 private:
  Collection collection_;
};

std::string row(std::string_view name, std::string_view value, std::string_view more) {
  return cat(R"({"name":")", name, R"(","setting":")", value, "\"", more, "}");
}
std::string member(std::string_view name, std::string_view settings, std::string_view more = "") {
  return cat(R"({"name":")", name, R"(","settings":[)", settings, "]", more, "}");
}

constexpr std::string_view from_file = R"(,"context":"user","source":"configuration file")";
constexpr std::string_view from_default = R"(,"context":"user","source":"default")";
constexpr std::string_view command_line = R"(,"context":"postmaster","source":"command line")";

TEST(ObservedParameters, AgreeByMeaning) {
  const Seen seen(member(
      "n1", row("shared_buffers", "16384", command_line) + "," + row("fsync", "on", from_file),
      R"(,"file_settings":[{"sourcefile":"/d/postgresql.conf","sourceline":1,"seqno":1,"name":"shared_buffers","setting":"128MB"},{"sourcefile":"/d/postgresql.conf","sourceline":2,"seqno":2,"name":"fsync","setting":"true"}])"));
  EXPECT_EQ(seen.drifts(), "");
}

TEST(ObservedParameters, KnowWhatTheDcsControlsWithoutAnyFile) {
  const Seen seen(
      member("n1", row("max_connections", "100", command_line) + "," +
                       row("work_mem", "4096", from_file)),
      R"({\"postgresql\":{\"parameters\":{\"max_connections\":200,\"work_mem\":\"8MB\"}}})");
  EXPECT_EQ(seen.drifts(),
            cat("n1 ", static_cast<int>(Drift::not_dynamic), " max_connections 100 200\n"))
      << "work_mem may stand in the member's own file, which nobody read";
}

TEST(ObservedParameters, LetTheMostSpecificReasonWin) {
  const Seen seen(
      member("n1",
             row("max_connections", "100",
                 R"(,"context":"postmaster","source":"command line","is_pending_restart":true)")),
      R"({\"postgresql\":{\"parameters\":{\"max_connections\":200}}})");
  EXPECT_EQ(seen.drifts(),
            cat("n1 ", static_cast<int>(Drift::pending_restart), " max_connections 100 200\n"));
  EXPECT_EQ(seen.parameters().drifts[0].raised_by, 100);
}

TEST(ObservedParameters, PassOverWhatTheConnectionDecides) {
  const Seen seen(member("n1", row("application_name", "patrol", R"(,"source":"client")") + "," +
                                   row("client_encoding", "UTF8", from_default)) +
                  "," +
                  member("n2", row("application_name", "psql", R"(,"source":"client")") + "," +
                                   row("client_encoding", "LATIN1", from_default)));
  EXPECT_TRUE(seen.parameters().splits.empty());
}

TEST(ObservedParameters, CompareMembersByMeaning) {
  const Seen seen(member("n1", row("work_mem", "4096", from_file)) + "," +
                  member("n2", row("work_mem", "8192", from_file)) + "," +
                  member("n3", row("work_mem", "4096", from_default)));
  ASSERT_EQ(seen.parameters().splits.size(), 1U);
  const ParameterSplit& split = seen.parameters().splits[0];
  EXPECT_EQ(split.sides[0].members.size(), 2U);
  EXPECT_EQ(split.sides[1].value, "8MB");
  EXPECT_FALSE(split.is_floor);
}

TEST(ObservedParameters, AreEmptyForDocumentsAlone) {
  Collection collection;
  collect({{"p.yml", "scope: a\nname: b\npostgresql: {listen: '1.1.1.1:5432'}\n"}}, {}, collection);
  EXPECT_TRUE(observed_parameters(collection.clusters.front()).drifts.empty());
}

TEST(ObservedRows, TellsARefusedLineFromOneThatWaits) {
  MemberObservation member;
  SecretNumbers numbers;
  PgSetting setting;
  setting.name = "shared_buffers";
  setting.context = "postmaster";
  member.settings = std::vector{setting};
  PgFileSetting line;
  line.name = "shared_buffers";
  line.error = "setting could not be applied";
  line.setting = MaskedText("256MB", numbers);
  EXPECT_FALSE(is_refused(line, member, 15));
  line.setting = MaskedText("lots", numbers);
  EXPECT_TRUE(is_refused(line, member, 15));
  line.error = "syntax error";
  EXPECT_TRUE(is_refused(line, member, 15));
  line.error = "";
  EXPECT_FALSE(is_refused(line, member, 15));
}

}  // namespace
}  // namespace patrol
