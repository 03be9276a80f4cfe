// All pg_hba texts of a cluster: lists inside Patroni's documents and files of their own.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "linter/analysis/hba_policy.h"
#include "linter/analysis/hba_reach.h"
#include "linter/analysis/served_hba.h"
#include "linter/diag/finding.h"
#include "linter/diag/report.h"
#include "linter/model/snapshot.h"

namespace patrol::rules {

struct Policy {
  const HbaFile* file = nullptr;
  const HbaList* list = nullptr;  // null for a file of its own
  KnownVersion postgres;

  /// A place in the policy; `line` is the record's or the error's.
  [[nodiscard]] Spot spot(Span at, int line) const;
  /// The record as a whole.
  [[nodiscard]] Spot spot(const HbaRecord& record) const { return spot(record.at, record.line); }
  /// The records as the matcher reads them; borrows the file.
  [[nodiscard]] HbaPolicy meaning() const { return hba_policy(*file, postgres.version.major); }
};
[[nodiscard]] std::vector<Policy> policies(const Snapshot& cluster);
/// Without the records of initdb.
[[nodiscard]] Policy policy_of(const ServedHba& served);
/// Where something is missing: the key of the list, or the end of the file.
[[nodiscard]] Spot end_of(const ServedHba& served);
/// The list or file becomes the only pg_hba.conf of members that are reached by themselves only.
[[nodiscard]] bool is_one_machine(const ServedHba& served);

/// The token is a keyword of pg_hba.conf: quotes would make it a name.
[[nodiscard]] bool is_keyword(const HbaToken& token, std::string_view word);
[[nodiscard]] bool has_keyword(const std::vector<HbaToken>& tokens, std::string_view word);

/// The address is a range that lies in 127.0.0.0/8 or is ::1.
[[nodiscard]] bool is_loopback_range(const HbaAddress& address);
/// "10.0.0.0/8", or address and mask where the mask is no prefix; a keyword or name as it is.
[[nodiscard]] std::string shown_range(const HbaRecord& record);
/// Every address of IPv4 or of IPv6, or `all`.
[[nodiscard]] bool is_everybody(const HbaAddress& address);

/// Says what earlier records leave of the record's addresses, where they take some.
void note_rest(const HbaOpening& opening, FindingBuilder& finding);

}  // namespace patrol::rules
