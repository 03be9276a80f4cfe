// The tags that Patroni runs with are those of its file and those in the DCS.
#include <array>
#include <set>

#include "rules/drift/shared_state.h"

namespace patrol::rules {
namespace {

// Patroni leaves these out where they are false.
constexpr auto switches = std::to_array<std::string_view>(
    {"clonefrom", "nofailover", "noloadbalance", "nosync", "nostream"});

std::string meaning(const Tags& tags, std::string_view name) {
  const bool is_switch = std::find(switches.begin(), switches.end(), name) != switches.end();
  if (is_switch) return has_tag(tags, name) ? "true" : "false";
  return tag_text(tags, name);
}

std::string json_of(const Value& value) {
  if (value.is_boolean()) return *value.boolean() ? "true" : "false";
  if (value.is_null()) return "null";
  return value.is_string() ? cat('"', value.text(), '"') : value.python_str();
}

Tags tags_in(const PatroniDocument& file) {
  Tags tags;
  for (const auto& [key, value, merged, overridden] : file.root()["tags"].members())
    if (value.is_scalar() && !value.is_opaque()) tags.emplace_back(key.text(), json_of(value));
  return tags;
}

// The tags that two sides do not agree on.
std::vector<std::string> different(const Tags& left, const Tags& right) {
  std::set<std::string> names;
  for (const Tags* tags : {&left, &right})
    for (const auto& [name, json] : *tags) names.insert(name);
  std::vector<std::string> out;
  for (const std::string& name : names)
    if (meaning(left, name) != meaning(right, name)) out.push_back(name);
  return out;
}

std::string in_words(const Tags& tags, std::string_view name) {
  const std::string value = meaning(tags, name);
  return value.empty() ? std::string("not set") : shown(value, 20);
}

void compare_file(const Snapshot& cluster, const MemberObservation& member,
                  const PatroniDocument& file, Report& report) {
  const Tags promised = tags_in(file);
  for (const std::string& name : different(promised, member.rest->tags)) {
    const Value tags = file.root()["tags"];
    const Value line = tags[name];
    report
        .add(said_by(member, Surface::rest, cat("tags.", name)),
             cat("tag `", shown(name, 20), "` is ", in_words(member.rest->tags, name),
                 " in the running Patroni and ", in_words(promised, name), " in its file"))
        .label(line ? at(line) : missing_in(tags ? tags : file.root(), tags ? name : "tags"),
               line ? "what the file says" : "the file does not set it")
        .note(
            "Patroni reads tags when it starts and when it is told to reload; until then the "
            "file has no effect")
        .fix(cat("take the file's tags: patronictl reload ", shown(cluster.live->scope), ' ',
                 shown(member.name)))
        .member(member.name);
  }
}

void compare_key(const MemberObservation& member, const DcsMember& key, Report& report) {
  for (const std::string& name : different(member.rest->tags, key.tags))
    report
        .add(said_by(Surface::dcs, cat("members/", member.name, " tags.", name)),
             cat("tag `", shown(name, 20), "` of ", shown(member.name, 20), " is ",
                 in_words(key.tags, name), " in the DCS and ", in_words(member.rest->tags, name),
                 " in Patroni"))
        .note(
            "the other members decide by the DCS who may take over; Patroni writes its key in "
            "every loop")
        .fix("look whether Patroni can write to the DCS: its log says so in every loop")
        .member(member.name);
}

void check(const Snapshot& cluster, Report& report) {
  for (const MemberObservation& member : cluster.live->members) {
    if (!member.rest) continue;
    const PatroniDocument* file = file_of(cluster, member);
    if (file != nullptr) compare_file(cluster, member, *file, report);
    const DcsMember* key = key_of(*cluster.live, member.name);
    if (key != nullptr) compare_key(member, *key, report);
  }
}

}  // namespace

extern constinit const Rule running_tags{
    .id = "DRF050",
    .name = "running-tags",
    .severity = Severity::warning,
    .summary = "a member runs with other tags than its file or the DCS says",
    .why =
        "Tags decide who may become leader or synchronous standby, and who serves reads. A file "
        "that was edited and not reloaded promises what nobody does.",
    .bad = R"(# finding: DRF050 n2
--- snapshot.json
{"scope": "shop",
 "dcs": {"leader": "n1", "members": [{"name": "n1"}, {"name": "n2"}]},
 "members": [{"name": "n2", "rest": {"state": "running"}}]}
--- n2:/etc/patroni.yml
scope: shop
name: n2
tags:
  nofailover: true
)",
    .good = R"(--- snapshot.json
{"scope": "shop",
 "dcs": {"leader": "n1", "members": [{"name": "n1"}, {"name": "n2", "tags": {"nofailover": "true"}}]},
 "members": [{"name": "n2", "rest": {"state": "running", "tags": {"nofailover": "true"}}}]}
--- n2:/etc/patroni.yml
scope: shop
name: n2
tags:
  nofailover: yes
  nosync: false
)",
    .sources = {"patroni 3.0.2 patroni/__main__.py get_tags", "patroni 4.1.4 patroni/tags.py"},
    .needs = {Surface::rest, Surface::files, Surface::dcs},
    .check = check,
};

}  // namespace patrol::rules
