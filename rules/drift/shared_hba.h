// The access rules that members really have: their files where they were read, else the rows of
// pg_hba_file_rules; and the list that should have become the file.
#pragma once

#include <deque>
#include <string>
#include <string_view>
#include <vector>

#include "linter/analysis/hba_logins.h"
#include "linter/analysis/hba_policy.h"
#include "linter/model/layers.h"
#include "rules/drift/shared_state.h"

namespace patrol::rules {

/// A line that the server does not accept.
struct RefusedLine {
  int line = 0;
  std::string file;  // where it is not the main one
  std::string message;
  Span at;  // where the text is known
  bool has_place = false;
};

/// Whether the server has read what is on the disk.
enum class Loaded : std::uint8_t { unknown, yes, no };

/// pg_hba.conf of one member.
struct LiveHba {
  const MemberObservation* member = nullptr;
  const HbaDocument* document = nullptr;  // null: only rows are known
  HbaFile file;
  std::vector<int> lines;  // of the records that were made of rows, by record
  int major = 0;
  std::vector<RefusedLine> refused;
  Loaded loaded = Loaded::unknown;
  EffectiveHba promised;  // the list that Patroni writes into the file; none where it writes none

  [[nodiscard]] HbaPolicy meaning() const { return hba_policy(file, major); }
  /// The file as a whole, or a record of it.
  [[nodiscard]] Spot spot() const;
  [[nodiscard]] Place place(const HbaRecord& record) const;
  [[nodiscard]] bool is_in_force() const { return refused.empty() && loaded != Loaded::no; }
};

/// One for each member whose rules are known at all; they borrow from the cluster.
[[nodiscard]] std::deque<LiveHba> live_hba(const Snapshot& cluster);

/// Rows that the server shows with an error and that keep it from loading the file.
[[nodiscard]] std::vector<RefusedLine> refused_rows(const std::vector<PgHbaRule>& rows);
/// Compares the file's time with the last load; within a second nobody can tell.
[[nodiscard]] Loaded load_state(const MemberObservation& member, FileKind kind);
/// "changed 2026-11-22 04:10 UTC, loaded 2026-11-22 03:00 UTC".
[[nodiscard]] std::string load_times(const MemberObservation& member, FileKind kind);

/// What decides differently, with the connection that shows it.
struct HbaContrast {
  bool is_equal = true;
  std::string witness;  // "user app, database shop, from 10.0.0.7: refused here, md5 there"
  Place here, there;
  bool has_here = false, has_there = false;
};
/// A record about the member's own address is the same on both.
[[nodiscard]] HbaContrast contrast(const LiveHba& here, const LiveHba& there);
/// Against the list that should have become the file.
[[nodiscard]] HbaContrast contrast_with_promise(const LiveHba& here);
/// Adds the witness as a note and both deciding records as labels.
void show_contrast(const HbaContrast& contrast, std::string_view other, FindingBuilder& finding);

/// What most members have, among those given; of equals what the leader has.
[[nodiscard]] const LiveHba* usual_hba(const ClusterObservation& live,
                                       const std::vector<const LiveHba*>& members);

/// A login from another member that this one refuses for sure.
struct RefusedLogin {
  std::string_view role;  // section of `authentication`
  const MemberObservation* client = nullptr;
  std::string address;
  HbaLogin login;
};
[[nodiscard]] std::vector<RefusedLogin> refused_logins(const Snapshot& cluster,
                                                       const LiveHba& target);
/// "replicator as replication from 10.0.0.2 and 10.0.0.3".
[[nodiscard]] std::string shown_logins(const std::vector<RefusedLogin>& logins);

}  // namespace patrol::rules
