// initial-cluster is name=url, name=url.
#include <algorithm>

#include "linter/engine/rule.h"
#include "rules/etcd/shared_etcd.h"

namespace patrol::rules {
namespace {

std::string fault(const EtcdPiece& piece) {
  const auto equals = piece.text.find('=');
  const auto scheme = piece.text.find("://");
  if (contains(piece.text, ";")) return "holds a semicolon; commas separate the members";
  if (equals == std::string::npos || equals > scheme)
    return scheme == std::string::npos ? "is not name=url" : "has no name in front of its URL";
  if (equals == 0) return "has an empty name";
  if (scheme != std::string::npos &&
      piece.text.substr(equals + 1, scheme - equals).find('=') != std::string::npos)
    return "has a name with `=` in it";
  if (piece.text.find("://", scheme + 3) != std::string::npos && scheme != std::string::npos)
    return "holds two URLs; a comma is missing";
  return {};
}

struct Blank {
  std::string_view name;
  Span at;
};

// Names with a blank beside them, which becomes part of the name.
std::vector<Blank> blanks(const EtcdValue& value) {
  std::vector<Blank> out;
  const std::string_view text = value.value;
  for (const std::string_view piece : split(text, ',')) {
    const auto equals = piece.find('=');
    const std::string_view name = piece.substr(0, equals);
    if (equals == std::string_view::npos || name == trim(name)) continue;
    const auto begin = static_cast<std::size_t>(piece.data() - text.data());
    out.push_back({trim(name), value.part(begin, begin + name.size())});
  }
  return out;
}

// Only the member of that name stumbles over it; the same list usually stands in its file too.
void check_blanks(const EtcdDocument& member, const EtcdValue& value, Report& report) {
  const auto all = blanks(value);
  if (all.empty()) return;
  const std::string_view own = etcd_text(member, "name");
  const bool is_own =
      std::any_of(all.begin(), all.end(), [&](const Blank& blank) { return blank.name == own; });
  auto finding =
      report.add({all.front().at, value.setting},
                 cat("a blank stands beside the name ", shown(all.front().name), " in the list"));
  if (!is_own) finding.severity(Severity::warning);
  for (std::size_t index = 1; index < all.size(); ++index)
    finding.label(Place{all[index].at}, "here too");
  finding
      .note("etcd keeps the blank; the member of that name ends at start: couldn't find local name")
      .fix("remove the blank");
}

void check_value(const EtcdDocument& member, const EtcdValue& value, Report& report) {
  const auto all = pieces(value);
  check_blanks(member, value, report);
  for (const EtcdPiece& piece : all) {
    const std::string what = piece.text.empty() ? std::string{} : fault(piece);
    if (what.empty()) continue;
    report.add({piece.at, value.setting}, cat("an entry of `", value.setting, "` ", what))
        .note("etcd ends at start: error setting up initial cluster")
        .fix("write name=scheme://host:port, separated by commas");
  }
  if (all.size() > 1 && all.back().text.empty())
    report.add(at(value), cat('`', value.setting, "` ends in a comma"))
        .severity(Severity::warning)
        .note("etcd steps over it; usually a member was removed, or one is missing")
        .fix("remove the comma, or add the missing member");
}

void check(const Snapshot& cluster, Report& report) {
  for (const EtcdDocument* member : active_members(cluster))
    if (const EtcdValue* value = setting(*member, "initial-cluster"))
      check_value(*member, *value, report);
}

}  // namespace

extern constinit const Rule cluster_form{
    .id = "ETC009",
    .name = "cluster-form",
    .severity = Severity::error,
    .summary = "the initial cluster is not a list of name=url",
    .why =
        "etcd splits the value at commas and each entry at its first `=`. What does not fit "
        "stops it at start.",
    .bad = R"(--- etcd.env
ETCD_NAME=e1
ETCD_DATA_DIR=/var/lib/etcd/main
ETCD_INITIAL_ADVERTISE_PEER_URLS=http://10.0.0.11:2380
ETCD_INITIAL_CLUSTER=e1=http://10.0.0.11:2380,http://10.0.0.12:2380,e3=http://10.0.0.13:2380  # finding: ETC009
)",
    .good = R"(--- etcd.env
ETCD_NAME=e1
ETCD_DATA_DIR=/var/lib/etcd/main
ETCD_INITIAL_ADVERTISE_PEER_URLS=http://10.0.0.11:2380
ETCD_INITIAL_CLUSTER=e1=http://10.0.0.11:2380,e2=http://10.0.0.12:2380,e3=http://10.0.0.13:2380
)",
    .sources = {"etcd 3.5.16 client/pkg/types/urlsmap.go", "tried on 3.3.25 to 3.5.30"},
    .check = check,
};

}  // namespace patrol::rules
