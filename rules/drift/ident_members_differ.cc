// The user maps of all members are the same, and those that Patroni's list promises.
#include "linter/doc/ident.h"
#include "linter/model/python.h"
#include "rules/drift/shared_hba.h"

namespace patrol::rules {
namespace {

struct LiveIdent {
  const MemberObservation* member = nullptr;
  std::string text;  // every mapping as a line
  Place first;
  bool has_first = false;
};

std::string mapping(std::string_view map, std::string_view system, std::string_view database) {
  return cat(map, ' ', system, ' ', database, '\n');
}

const IdentDocument* document_of(const Snapshot& cluster, const MemberObservation& member) {
  const auto found =
      std::find_if(cluster.ident.begin(), cluster.ident.end(), [&](const IdentDocument* document) {
        return cluster.owner_of(document->file) == member.name;
      });
  return found == cluster.ident.end() ? nullptr : *found;
}

std::string text_of(const IdentFile& file) {
  std::string text;
  for (const IdentRecord& record : file.records)
    text += mapping(record.map.text, record.system_user.text, record.database_user.text);
  return text;
}

// Only where the file is in force.
std::optional<LiveIdent> live_ident(const Snapshot& cluster, const MemberObservation& member) {
  if (load_state(member, FileKind::ident) == Loaded::no) return std::nullopt;
  LiveIdent out{.member = &member, .text = {}, .first = {}, .has_first = false};
  if (member.ident_rules) {
    for (const PgIdentRule& row : *member.ident_rules) {
      if (!row.error.empty()) return std::nullopt;
      out.text += mapping(row.map_name, row.sys_name, row.pg_username);
    }
    return out;
  }
  const IdentDocument* document = document_of(cluster, member);
  if (document == nullptr || !document->ident.errors.empty()) return std::nullopt;
  out.text = text_of(document->ident);
  return out;
}

// The list that Patroni writes into the file: the member's own beats the DCS's.
Value promised_list(const Snapshot& cluster, const MemberObservation& member) {
  const PatroniDocument* settings = file_of(cluster, member);
  if (settings == nullptr) return {};
  const Value local = settings->root().at("postgresql.pg_ident");
  return local ? local : dynamic_config(cluster).at("postgresql.pg_ident");
}

std::string text_of(const Value& list, int major) {
  std::vector<HbaLineSource> items;
  for (const Value& item : list.items())
    items.push_back({.text = item.text(), .whole = item.span(), .is_exact = false});
  return text_of(read_ident_items(list.span().file, items, major));
}

bool is_promise_broken(const Snapshot& cluster, const LiveIdent& ident, Report& report) {
  const Value list = promised_list(cluster, *ident.member);
  if (!list.is_sequence() || list.items().empty()) return false;
  if (text_of(list, cluster.postgres_version.version.major) == ident.text) return false;
  report
      .add(said_by(*ident.member, Surface::ident_rules, "pg_ident.conf"),
           cat("pg_ident.conf of ", shown(ident.member->name),
               " is not what Patroni's `pg_ident` says"))
      .label(at_key(list), "promised here")
      .note(
          "Patroni writes the list over the file when it or PostgreSQL starts and when the list "
          "changes; a reload alone leaves the edit")
      .fix("write the edit into the list, or take it out of the file and reload PostgreSQL")
      .member(ident.member->name);
  return true;
}

void compare_members(const ClusterObservation& live, const std::vector<LiveIdent>& all,
                     Report& report) {
  if (all.empty()) return;
  const auto count = [&](const LiveIdent& one) {
    return std::count_if(all.begin(), all.end(),
                         [&](const LiveIdent& other) { return other.text == one.text; });
  };
  const auto usual =
      std::max_element(all.begin(), all.end(), [&](const LiveIdent& left, const LiveIdent& right) {
        return std::pair(count(left), left.member == live.leader()) <
               std::pair(count(right), right.member == live.leader());
      });
  for (const LiveIdent& odd : all)
    if (odd.text != usual->text)
      report
          .add(said_by(*odd.member, Surface::ident_rules, "pg_ident.conf"),
               cat("pg_ident.conf of ", shown(odd.member->name, 20), " differs from that of ",
                   shown(usual->member->name, 20)))
          .note(
              "after a failover `peer`, `cert` and `ident` logins map to other users: `no match "
              "in usermap`")
          .fix(cat("keep one list for all members in the DCS: patronictl edit-config ",
                   shown(live.scope), ", `postgresql.pg_ident`"))
          .member(odd.member->name)
          .member(usual->member->name);
}

void check(const Snapshot& cluster, Report& report) {
  std::vector<LiveIdent> all;
  for (const MemberObservation& member : cluster.live->members)
    if (const auto ident = live_ident(cluster, member))
      if (!is_promise_broken(cluster, *ident, report)) all.push_back(*ident);
  compare_members(*cluster.live, all, report);
}

}  // namespace

extern constinit const Rule ident_members_differ{
    .id = "DRF034",
    .name = "ident-members-differ",
    .severity = Severity::warning,
    .summary = "pg_ident.conf differs between members, or from Patroni's list",
    .why =
        "The maps decide as whom a system user or a certificate logs in. Every member has a file "
        "of its own.",
    .bad = R"(# finding: DRF034 n1 n2
--- snapshot.json
{"scope": "shop", "dcs": {"leader": "n1", "members": [{"name": "n1"}, {"name": "n2"}]},
 "members": [
  {"name": "n1", "ident_rules": [{"line_number": 1, "map_name": "ops", "sys_name": "ann", "pg_username": "admin"}]},
  {"name": "n2", "ident_rules": [{"line_number": 1, "map_name": "ops", "sys_name": "bob", "pg_username": "admin"}]}]}
)",
    .good = R"(--- snapshot.json
{"scope": "shop", "dcs": {"leader": "n1", "members": [{"name": "n1"}, {"name": "n2"}]},
 "members": [
  {"name": "n1", "ident_rules": [{"line_number": 1, "map_name": "ops", "sys_name": "ann", "pg_username": "admin"}]},
  {"name": "n2", "ident_rules": [{"line_number": 8, "map_name": "ops", "sys_name": "ann", "pg_username": "admin"}]}]}
)",
    .sources = {"postgresql 15 auth-username-maps.html",
                "patroni 4.1.4 patroni/postgresql/config.py replace_pg_ident"},
    .needs = {Surface::ident_rules},
    .check = check,
};

}  // namespace patrol::rules
