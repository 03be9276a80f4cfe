// A tag with a nearly right name is accepted as a free tag and does nothing.
#include <vector>

#include "linter/engine/rule.h"
#include "linter/facts/facts.h"

namespace patrol::rules {
namespace {

constexpr std::string_view section = "tags.";

std::vector<std::string_view> known_tags() {
  std::vector<std::string_view> names;
  for (const facts::PatroniSetting& setting : facts::patroni_settings()) {
    if (!setting.path.starts_with(section)) continue;
    const std::string_view name = setting.path.substr(section.size());
    if (name != "*") names.push_back(name);
  }
  return names;
}

// Written differently, but the same letters: "no-failover", "NoFailover".
std::string letters_of(std::string_view name) {
  std::string out;
  for (const char letter : lower(name))
    if (letter != '_' && letter != '-') out.push_back(letter);
  return out;
}

std::optional<std::string_view> meant(std::string_view name,
                                      const std::vector<std::string_view>& known) {
  for (const std::string_view candidate : known)
    if (letters_of(candidate) == letters_of(name)) return candidate;
  constexpr std::size_t shortest = 5;  // a short name is near to too many words
  return name.size() < shortest ? std::nullopt : nearest_name(name, known);
}

void check(const Snapshot& cluster, Report& report) {
  const std::vector<std::string_view> known = known_tags();
  for (const PatroniDocument* member : cluster.patroni) {
    for (const auto& tag : member->root()["tags"].members()) {
      if (!tag.key.is_string()) continue;
      const std::string_view name = tag.key.text();
      if (std::find(known.begin(), known.end(), name) != known.end()) continue;
      const auto near = meant(name, known);
      if (!near) continue;
      report
          .add(at_key(tag.value),
               cat("tag `", shown(name), "` is a free tag without effect, not `", *near, '`'))
          .note("Patroni accepts any tag and shows it in patronictl list; only known names act")
          .fix(cat("write `", *near, '`'), Safety::needs_review,
               {{.at = tag.key.span(), .replacement = std::string(*near)}});
    }
  }
}

}  // namespace

extern constinit const Rule tag_name_typo{
    .id = "TAG004",
    .name = "tag-name-typo",
    .severity = Severity::warning,
    .summary = "a tag is nearly, but not exactly, one that Patroni knows",
    .why =
        "Unknown tags are free labels. A misspelt `nofailover` is stored and shown, and the member "
        "is promoted all the same.",
    .bad = R"(tags:
  nofailvoer: true  # finding: TAG004
)",
    .good = R"(tags:
  nofailover: true
  datacenter: east
)",
    .sources = {"patroni 4.1.4 patroni/tags.py _filter_tags"},
    .check = check,
};

}  // namespace patrol::rules
