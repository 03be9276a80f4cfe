// Raft counts a member and its partners; the list must hold the others only, each once.
#include <set>

#include "linter/engine/rule.h"
#include "rules/dcs/shared_endpoint.h"

namespace patrol::rules {
namespace {

void check_count(const Value& partners, std::size_t members, Report& report) {
  if (members % 2 == 1) return;
  report
      .add(at(partners),
           cat("the Raft cluster has ", members, " members; a quorum is ", members / 2 + 1))
      .severity(Severity::warning)
      .note(members == 2 ? "the loss of either member leaves the other without a leader lock"
                         : "an even number survives no more failures than one member fewer")
      .fix("run an odd number; a host without PostgreSQL can run patroni_raft_controller");
}

void report_repeated(const Piece& piece, const Value& own, Report& report) {
  const bool is_own = own.is_string() && piece.text == trim(own.text());
  auto finding =
      report.add(piece.spot, cat(shown(piece.text), is_own ? " is this member itself, not a partner"
                                                           : " is in the list of partners twice"));
  if (is_own)
    finding.label(at(own), "itself");
  else
    finding.severity(Severity::warning);
  finding.note("the number of members, and so the quorum, is counted from this list")
      .fix("remove it from the list");
}

void check_section(const Value& raft, Report& report) {
  const Value own = raft["self_addr"];
  const Value partners = raft["partner_addrs"];
  if (!partners || partners.is_opaque()) return;
  std::set<std::string> known;
  if (own.is_string()) known.insert(std::string(trim(own.text())));
  const std::size_t has_own = known.size();
  for (const Piece& piece : list_pieces(partners))
    if (!piece.text.empty() && !known.insert(piece.text).second)
      report_repeated(piece, own, report);
  if (has_own == 1 && known.size() > 1) check_count(partners, known.size(), report);
}

void check(const Snapshot& cluster, Report& report) {
  for (const MemberDcs& dcs : member_dcs(cluster))
    if (dcs.kind == DcsKind::raft) check_section(dcs.section, report);
}

}  // namespace

extern constinit const Rule raft_partners{
    .id = "DCS008",
    .name = "raft-partners",
    .severity = Severity::error,
    .summary = "the list of Raft partners miscounts the cluster",
    .why =
        "Patroni's Raft takes the number of votes from the lists. A member that names itself "
        "waits for a vote that never comes.",
    .bad = R"(scope: shop
name: n1
raft:
  self_addr: 10.0.0.1:2222
  partner_addrs:
    - 10.0.0.1:2222  # finding: DCS008
    - 10.0.0.2:2222
    - 10.0.0.3:2222
)",
    .good = R"(scope: shop
name: n1
raft:
  self_addr: 10.0.0.1:2222
  partner_addrs:
    - 10.0.0.2:2222
    - 10.0.0.3:2222
)",
    .sources = {"patroni 4.1.4 patroni/dcs/raft.py", "patroni 4.1.4 docs/yaml_configuration.rst"},
    .check = check,
};

}  // namespace patrol::rules
