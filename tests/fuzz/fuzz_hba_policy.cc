// Two policies from any bytes: every witness is real, equal policies decide alike, and a record
// that is said never to decide does not.
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include "linter/analysis/hba_alignment.h"
#include "linter/analysis/hba_diff.h"
#include "linter/analysis/hba_reach.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

namespace {

using patrol::FileId;
using patrol::HbaChannel;
using patrol::HbaComparison;
using patrol::HbaConnection;
using patrol::HbaDecision;
using patrol::HbaDifference;
using patrol::HbaFile;
using patrol::HbaPolicy;
using patrol::HbaReach;
using patrol::HbaRecord;
using patrol::HbaVerdict;
using patrol::IpBytes;

void demand(bool truth) {
  if (!truth) __builtin_trap();
}

// A connection that the bytes choose, with a name of the policy where there is one.
HbaConnection chosen(const HbaFile& file, std::uint8_t choice) {
  HbaConnection connection;
  connection.channel = static_cast<HbaChannel>(choice % 4);
  connection.roles.emplace();
  connection.address = IpBytes(choice % 8 < 6 ? 4 : 16);
  connection.user = "other";
  connection.database = "other";
  if (file.records.empty()) return connection;
  const HbaRecord& record = file.records[choice % file.records.size()];
  if (!record.address.ip.empty()) connection.address = record.address.ip;
  connection.user = record.users.front().text;
  connection.database = record.databases.front().text;
  connection.is_replication = choice > 200;
  return connection;
}

void check_reach(const HbaPolicy& policy, const HbaConnection& connection) {
  const auto reach = hba_reach(policy);
  demand(reach.size() == policy.file->records.size());
  const HbaDecision decision = decide(policy, connection);
  if (decision.record == nullptr || decision.verdict == HbaVerdict::undecided) return;
  demand(reach[static_cast<std::size_t>(decision.record - policy.file->records.data())].kind !=
         HbaReach::Kind::hidden);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size < 2 || size > 1500) return 0;
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const HbaFile left = read_hba(FileId{0}, text.substr(0, size / 2), 16);
  const HbaFile right = read_hba(FileId{0}, text.substr(size / 2), 16);
  const std::vector<HbaPolicy> policies{hba_policy(left, 16), hba_policy(right, 16)};
  const HbaComparison result = compare(policies);
  for (const HbaDifference& difference : result.differences) {
    demand(hba_outcome(difference.sides[0]) != hba_outcome(difference.sides[1]));
    for (std::size_t side = 0; side < 2; ++side)
      demand(decide(policies[side], difference.witness).record == difference.sides[side]);
  }
  const HbaConnection connection = chosen(left, data[0]);
  const HbaDecision by_left = decide(policies[0], connection);
  const HbaDecision by_right = decide(policies[1], connection);
  const bool is_known =
      by_left.verdict != HbaVerdict::undecided && by_right.verdict != HbaVerdict::undecided;
  if (is_known && result.is_equal() == true)
    demand(hba_outcome(by_left.record) == hba_outcome(by_right.record));
  check_reach(policies[0], connection);
  return 0;
}
