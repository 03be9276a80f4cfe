// Every Raft member lists all the others.
#include <set>

#include "linter/engine/rule.h"
#include "linter/model/endpoints.h"
#include "rules/cluster/shared_member.h"

namespace patrol::rules {
namespace {

struct Votes {
  const PatroniDocument* member = nullptr;
  std::string own;
  Value partners;
  std::set<std::string> all;
};

std::vector<Votes> raft_votes(const Snapshot& cluster) {
  std::vector<Votes> out;
  for (const PatroniDocument* member : cluster.patroni) {
    const Value raft = member->root()["raft"];
    const Value own = raft["self_addr"];
    if (!raft["partner_addrs"] || !own.is_string() || own.is_opaque()) continue;
    Votes votes{
        .member = member, .own = std::string(trim(own.text())), .partners = raft["partner_addrs"]};
    votes.all.insert(votes.own);
    for (const Piece& piece : list_pieces(votes.partners)) votes.all.insert(piece.text);
    out.push_back(std::move(votes));
  }
  return out;
}

void check(const Snapshot& cluster, Report& report) {
  const auto all = raft_votes(cluster);
  for (const Votes& votes : all)
    for (const Votes& other : all) {
      if (votes.all.contains(other.own)) continue;
      report
          .add(at_key(votes.partners), cat("partner ", shown(other.own), " (",
                                           called(cluster, *other.member), ") is missing here"))
          .label(at(other.member->root()["raft"]["self_addr"]), "a member of this cluster")
          .note("each side counts its quorum over its own list")
          .fix("list all other members on each of them");
    }
}

}  // namespace

extern constinit const Rule raft_members{
    .id = "CLU022",
    .name = "raft-members",
    .severity = Severity::error,
    .summary = "the Raft members do not list each other",
    .why =
        "Each member counts votes over its own list. Lists that differ give each side another "
        "quorum.",
    .bad = R"(--- n1.yml
scope: shop
name: n1
raft:
  self_addr: 10.0.0.1:2222
  partner_addrs: ["10.0.0.2:2222", "10.0.0.3:2222"]
--- n2.yml
scope: shop
name: n2
raft:
  self_addr: 10.0.0.2:2222
  partner_addrs: ["10.0.0.3:2222", "10.0.0.4:2222"]  # finding: CLU022
)",
    .good = R"(--- n1.yml
scope: shop
name: n1
raft:
  self_addr: 10.0.0.1:2222
  partner_addrs: ["10.0.0.2:2222", "10.0.0.3:2222"]
--- n2.yml
scope: shop
name: n2
raft:
  self_addr: 10.0.0.2:2222
  partner_addrs: ["10.0.0.1:2222", "10.0.0.3:2222"]
)",
    .sources = {"patroni 4.1.4 patroni/dcs/raft.py"},
    .check = check,
};

}  // namespace patrol::rules
