// Reads, places and compares the members' pg_hba.conf.
#include "rules/drift/shared_hba.h"

#include <algorithm>
#include <array>
#include <map>

#include "linter/analysis/hba_alignment.h"
#include "linter/analysis/hba_diff.h"
#include "linter/analysis/hba_words.h"
#include "linter/analysis/served_hba.h"
#include "linter/doc/hba_address.h"
#include "linter/model/endpoints.h"
#include "linter/model/live_documents.h"
#include "linter/model/python.h"

namespace patrol::rules {
namespace {

constexpr int numbers_per_major = 10000;

bool is_plain(char letter) {
  const bool is_word = (letter >= 'a' && letter <= 'z') || (letter >= 'A' && letter <= 'Z') ||
                       (letter >= '0' && letter <= '9');
  return is_word || letter == '_' || letter == '-' || letter == '+' || letter == '.' ||
         letter == '/' || letter == ':' || letter == '$' || letter == '^';
}

// As it must be written to be read as the same; a view shows words without their quotes.
std::string token(std::string_view word) {
  if (!word.empty() && std::all_of(word.begin(), word.end(), is_plain)) return std::string(word);
  std::string out = "\"";
  for (const char letter : word) {
    if (letter == '"') out += '"';
    if (letter != '\n' && letter != '\r') out += letter;
  }
  return out + "\"";
}

std::string token_list(const std::vector<std::string>& words) {
  std::string out;
  for (const std::string& word : words) out += cat(out.empty() ? "" : ",", token(word));
  return out;
}

std::string line_of(const PgHbaRule& row) {
  std::string out = cat(row.type, ' ', token_list(row.database), ' ', token_list(row.user_name));
  if (!row.address.empty()) out += cat(' ', token(row.address));
  if (!row.netmask.empty()) out += cat(' ', row.netmask);
  out += cat(' ', row.auth_method);
  for (const MaskedText& option : row.options) out += cat(' ', token(option.text()));
  return out;
}

// Notes that the server makes about records it loads all the same.
bool is_harmless(const PgHbaRule& row) {
  return contains(row.error, "record cannot match because");
}

void read_rows(const MemberObservation& member, LiveHba& out) {
  std::string text;
  for (const PgHbaRule& row : *member.hba_rules) {
    if (row.type.empty()) continue;
    text += cat(line_of(row), '\n');
    out.lines.push_back(row.line_number);
  }
  out.file = read_hba(FileId{}, text, out.major);
}

const HbaDocument* document_of(const Snapshot& cluster, const MemberObservation& member) {
  const HbaDocument* first = nullptr;
  for (const HbaDocument* document : cluster.hba) {
    if (cluster.owner_of(document->file) != member.name) continue;
    const std::string_view path = path_on_machine(cluster.sources->name(document->file));
    if (member.server && member.server->hba_file == path) return document;
    if (first == nullptr) first = document;
  }
  const bool is_elsewhere = member.server && !member.server->hba_file.empty() && first != nullptr;
  // A file of the name that the server does not read.
  return is_elsewhere ? nullptr : first;
}

// What our own reader refuses, where the server was not asked. Files that it includes may be there
// and only unknown to us.
void refuse_by_text(LiveHba& out) {
  for (const HbaError& error : out.file.errors)
    if (!contains(error.message, "could not open"))
      out.refused.push_back({error.line, error.file, error.message, error.at, error.file.empty()});
}

void place_refused(LiveHba& out) {
  for (RefusedLine& refused : out.refused)
    for (const HbaError& error : out.document->hba.errors)
      if (error.line == refused.line && error.file.empty() && refused.file.empty()) {
        refused.at = error.at;
        refused.has_place = true;
      }
}

LiveHba live_of(const Snapshot& cluster, const MemberObservation& member) {
  LiveHba out{.member = &member,
              .document = document_of(cluster, member),
              .file = {},
              .lines = {},
              .major = cluster.postgres_version.version.major,
              .refused = {},
              .loaded = load_state(member, FileKind::hba),
              .promised = {}};
  if (member.server && member.server->version_num > 0)
    out.major = member.server->version_num / numbers_per_major;
  if (out.document != nullptr)
    out.file = out.document->hba;
  else if (member.hba_rules)
    read_rows(member, out);
  if (member.hba_rules) out.refused = refused_rows(*member.hba_rules);
  if (!member.hba_rules) refuse_by_text(out);
  if (out.document != nullptr) place_refused(out);
  const PatroniDocument* settings = file_of(cluster, member);
  if (settings == nullptr) return out;
  const EffectiveHba hba = effective_hba(cluster, *settings);
  const bool is_dynamic = hba.list != nullptr && hba.list->dynamic != nullptr;
  if (hba.is_whole && (is_dynamic || hba.layer == EffectiveHba::Layer::local)) out.promised = hba;
  return out;
}

IpBytes own_address(const MemberObservation& member) {
  const std::string host = split_host_port(member.address, std::nullopt).host;
  return is_ip_address(host) ? read_ip(host).value_or(IpBytes()) : IpBytes();
}

// The same file, with one address in the place of the member's own.
HbaFile without_own_address(const LiveHba& hba) {
  HbaFile file = hba.file;
  const IpBytes own = own_address(*hba.member);
  for (HbaRecord& record : file.records) {
    const bool is_single = std::all_of(record.address.mask.begin(), record.address.mask.end(),
                                       [](unsigned char byte) { return byte == 0xFF; });
    if (own.empty() || record.address.kind != HbaAddress::Kind::ip || !is_single) continue;
    if (record.address.ip == own) record.address.ip.fill(0xC0);
  }
  return file;
}

bool is_equal(const HbaFile& here, const HbaFile& there, int major) {
  const std::array<HbaPolicy, 2> both{hba_policy(here, major), hba_policy(there, major)};
  return compare(both).is_equal() == true;
}

std::string outcome_of(const HbaRecord* record) {
  return record == nullptr || record->method == "reject" ? std::string("refused")
                                                         : shown(record->method);
}

struct Sides {
  const HbaRecord* here = nullptr;
  const HbaRecord* there = nullptr;
};

HbaContrast contrast_of(const HbaComparison& comparison, Sides& sides) {
  HbaContrast out{.is_equal = comparison.is_equal() != false,
                  .witness = {},
                  .here = {},
                  .there = {},
                  .has_here = false,
                  .has_there = false};
  if (out.is_equal) return out;
  const HbaDifference& first = comparison.differences.front();
  sides = {first.sides[0], first.sides[1]};
  out.witness = cat(shown_connection(first.witness), ": ", outcome_of(sides.here), " here, ",
                    outcome_of(sides.there), " there");
  return out;
}

std::string text_of(const HbaFile& file) {
  std::string out;
  for (const HbaRecord& record : file.records) {
    out += to_string(record.type);
    for (const auto* tokens : {&record.databases, &record.users})
      for (const HbaToken& word : *tokens)
        out += cat(word.is_quoted ? "\"" : " ", word.text, tokens == &record.users ? "@" : ",");
    out += cat(record.address_text, ' ', record.netmask_text, ' ', hba_outcome(&record), '\n');
  }
  return out;
}

std::vector<std::string> memberships(const ClusterObservation& live, const std::string& user) {
  const MemberObservation* leader = live.leader();
  std::vector<std::string> all;
  if (leader == nullptr || !leader->roles) return all;
  std::vector<std::string> ahead{user};
  for (std::size_t at = 0; at < ahead.size(); ++at)
    for (const PgRole& role : *leader->roles) {
      if (role.name != ahead[at]) continue;
      for (const std::string& parent : role.member_of)
        if (std::find(ahead.begin(), ahead.end(), parent) == ahead.end()) ahead.push_back(parent);
    }
  all.assign(ahead.begin() + 1, ahead.end());
  return all;
}

std::optional<bool> speaks_tls(const MemberObservation& member) {
  const PgSetting* ssl = member.setting("ssl");
  if (ssl == nullptr) return std::nullopt;
  return ssl->setting.text() == "on";
}

// The file of the member, or of any other: users and databases are the same in a cluster.
const PatroniDocument* settings_of(const Snapshot& cluster, const MemberObservation& member) {
  if (const PatroniDocument* own = file_of(cluster, member)) return own;
  const auto found =
      std::find_if(cluster.patroni.begin(), cluster.patroni.end(),
                   [](const PatroniDocument* document) { return !document->is_environment; });
  return found == cluster.patroni.end() ? nullptr : *found;
}

// No member any more, as far as the DCS says.
bool has_left(const ClusterObservation& live, const MemberObservation& member) {
  return live.dcs && key_of(live, member.name) == nullptr;
}

// Who logs in from member to member: replicas always, pg_rewind where it is used.
std::vector<std::string_view> needed_roles(const Snapshot& cluster,
                                           const PatroniDocument& settings) {
  const Value local = settings.root().at("postgresql.use_pg_rewind");
  const Value rewind = local ? local : dynamic_config(cluster).at("postgresql.use_pg_rewind");
  if (!python_truth(rewind).value_or(false)) return {"replication"};
  return {"replication", rewind_role(settings)};
}

}  // namespace

Spot LiveHba::spot() const {
  return said_by(*member, member->hba_rules ? Surface::hba_rules : Surface::files, "pg_hba.conf");
}

Place LiveHba::place(const HbaRecord& record) const {
  if (document != nullptr) return record.at;
  const auto index = static_cast<std::size_t>(record.line) - 1;
  const int line = index < lines.size() ? lines[index] : 0;
  return said_by(*member, Surface::hba_rules, cat("line ", line)).at;
}

std::deque<LiveHba> live_hba(const Snapshot& cluster) {
  std::deque<LiveHba> all;
  for (const MemberObservation& member : cluster.live->members) {
    LiveHba one = live_of(cluster, member);
    if (one.document != nullptr || member.hba_rules) all.push_back(std::move(one));
  }
  return all;
}

std::vector<RefusedLine> refused_rows(const std::vector<PgHbaRule>& rows) {
  std::vector<RefusedLine> out;
  for (const PgHbaRule& row : rows) {
    const bool is_silent = row.type.empty() && row.error.empty();
    if ((row.error.empty() && !is_silent) || is_harmless(row)) continue;
    const bool is_included = !row.file_name.empty() && !row.file_name.ends_with("pg_hba.conf");
    out.push_back({row.line_number, is_included ? row.file_name : std::string(),
                   is_silent ? "the server does not say why" : row.error, Span{}, false});
  }
  return out;
}

Loaded load_state(const MemberObservation& member, FileKind kind) {
  if (!member.files || !member.server || member.server->loaded <= 0) return Loaded::unknown;
  Loaded state = Loaded::unknown;
  for (const ObservedFile& file : *member.files) {
    if (file.kind != kind || !file.modified) continue;
    if (*file.modified > member.server->loaded + 1) return Loaded::no;
    state = Loaded::yes;
  }
  return state;
}

std::string load_times(const MemberObservation& member, FileKind kind) {
  UnixTime changed = 0;
  for (const ObservedFile& file : *member.files)
    if (file.kind == kind && file.modified) changed = std::max(changed, *file.modified);
  return cat("changed ", shown_time(changed), ", last load ", shown_time(member.server->loaded));
}

HbaContrast contrast(const LiveHba& here, const LiveHba& there) {
  const std::array<HbaPolicy, 2> both{here.meaning(), there.meaning()};
  const HbaComparison comparison = compare(both);
  Sides sides;
  HbaContrast out = contrast_of(comparison, sides);
  if (out.is_equal) return out;
  if (is_equal(without_own_address(here), without_own_address(there), here.major)) return {};
  out.has_here = sides.here != nullptr;
  out.has_there = sides.there != nullptr;
  if (out.has_here) out.here = here.place(*sides.here);
  if (out.has_there) out.there = there.place(*sides.there);
  return out;
}

HbaContrast contrast_with_promise(const LiveHba& here) {
  if (here.promised.list == nullptr) return {};
  const HbaFile& list = here.promised.list->hba;
  const std::array<HbaPolicy, 2> both{here.meaning(), hba_policy(list, here.major)};
  const HbaComparison comparison = compare(both);
  Sides sides;
  HbaContrast out = contrast_of(comparison, sides);
  if (out.is_equal) return out;
  out.has_here = sides.here != nullptr;
  out.has_there = sides.there != nullptr;
  if (out.has_here) out.here = here.place(*sides.here);
  if (out.has_there) out.there = sides.there->at;
  return out;
}

void show_contrast(const HbaContrast& contrast, std::string_view other, FindingBuilder& finding) {
  finding.note(contrast.witness);
  if (contrast.has_here) finding.label(contrast.here, "decides here");
  if (contrast.has_there) finding.label(contrast.there, cat("decides ", other));
}

const LiveHba* usual_hba(const ClusterObservation& live,
                         const std::vector<const LiveHba*>& members) {
  std::map<std::string, std::vector<const LiveHba*>> groups;
  for (const LiveHba* hba : members) groups[text_of(hba->file)].push_back(hba);
  const MemberObservation* leader = live.leader();
  const LiveHba* usual = nullptr;
  std::size_t most = 0;
  for (const auto& [text, group] : groups) {
    const bool has_leader = std::any_of(group.begin(), group.end(),
                                        [&](const LiveHba* hba) { return hba->member == leader; });
    if (group.size() < most || (group.size() == most && !has_leader)) continue;
    most = group.size();
    usual = group.front();
  }
  return usual;
}

std::vector<RefusedLogin> refused_logins(const Snapshot& cluster, const LiveHba& target) {
  std::vector<RefusedLogin> out;
  const HbaPolicy meaning = target.meaning();
  for (const MemberObservation& client : cluster.live->members) {
    const IpBytes ip = own_address(client);
    const PatroniDocument* settings = settings_of(cluster, client);
    if (&client == target.member || ip.empty() || settings == nullptr) continue;
    if (has_left(*cluster.live, client)) continue;
    for (const std::string_view role : needed_roles(cluster, *settings)) {
      HbaLoginUser user = login_user(*settings, role);
      if (user.name.empty()) continue;
      user.roles = memberships(*cluster.live, user.name);
      auto logins =
          hba_logins(meaning, std::span(&user, 1), std::span(&ip, 1), speaks_tls(*target.member));
      const auto state = logins.front().state();
      if (state == HbaLogin::State::admitted || state == HbaLogin::State::undecided) continue;
      out.push_back({role, &client, show_ip(ip), std::move(logins.front())});
    }
  }
  return out;
}

std::string shown_logins(const std::vector<RefusedLogin>& logins) {
  std::map<std::string, std::vector<std::string>> by_user;
  for (const RefusedLogin& refused : logins)
    by_user[cat(shown(refused.login.user.name),
                refused.role == "replication" ? " (replication)" : "")]
        .push_back(cat(refused.client->name, " (", refused.address, ")"));
  std::string text;
  for (const auto& [user, clients] : by_user)
    text += cat(text.empty() ? "" : "; ", user, " from ", listed(clients));
  return text;
}

}  // namespace patrol::rules
