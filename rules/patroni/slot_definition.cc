// Permanent slots that Patroni skips, or creates as something else than was meant.
#include <cctype>

#include "rules/patroni/shared_settings.h"

namespace patrol::rules {
namespace {

constexpr std::size_t longest_name = 63;  // PostgreSQL's NAMEDATALEN - 1

bool is_slot_name(std::string_view name) {
  if (name.empty() || name.size() > longest_name) return false;
  return std::all_of(name.begin(), name.end(), [](char letter) {
    const auto byte = static_cast<unsigned char>(letter);
    return letter == '_' || std::isdigit(byte) != 0 || std::islower(byte) != 0;
  });
}

std::string repaired(std::string_view name) {
  std::string out = lower(name.substr(0, longest_name));
  for (char& letter : out)
    if (std::isalnum(static_cast<unsigned char>(letter)) == 0) letter = '_';
  return out;
}

void check_name(const PlacedKey& key, Report& report) {
  if (is_slot_name(key.name()) || key.value.key().is_opaque()) return;
  report.add(at_key(key.value), cat("`", shown(key.name()), "` is no name for a slot"))
      .note("a slot's name has a-z, 0-9 and _ only, at most 63 of them")
      .note("Patroni logs \"Invalid permanent replication slot name\" in each loop and skips it")
      .fix(cat("name it `", shown(repaired(key.name())), "`"));
}

// Logical slots need a database and a plugin; one of the two alone makes no slot at all.
void check_kind(const PlacedKey& key, Report& report) {
  if (!key.value.is_mapping()) return;
  const Value type = key.value["type"];
  const bool is_logical = type.text() == "logical";
  std::vector<std::string> missing;
  for (const std::string_view needed : {"database", "plugin"})
    if (!key.value[needed]) missing.push_back(cat('`', needed, '`'));
  const bool is_half = !type && missing.size() == 1;
  if (!missing.empty() && (is_logical || is_half))
    report
        .add(at_key(key.value),
             cat("the logical slot `", shown(key.name()), "` has no ", join(missing, " and no ")))
        .note("a logical slot needs type, database and plugin; Patroni skips it otherwise")
        .fix(cat("add ", join(missing, " and ")));
  if (type.text() != "physical") return;
  for (const std::string_view idle : {"database", "plugin"})
    if (const Value extra = key.value[idle])
      report.add(at_key(extra), cat("`", idle, "` belongs to a logical slot, and this is physical"))
          .severity(Severity::warning)
          .fix(cat("remove it, or write `type: logical`"));
}

// The standby leader asks the other cluster for this slot.
void check_primary_slot(const PlacedKey& key, Report& report) {
  if (!key.value.is_string() || key.value.is_opaque() || is_slot_name(key.value.text())) return;
  report.add(at(key.value), cat("`", shown(key.value.text()), "` is no name for a slot"))
      .note("a slot's name has a-z, 0-9 and _ only, at most 63 of them")
      .note("the standby leader never streams: `replication slot name ... contains invalid`")
      .fix(cat("name it `", shown(repaired(key.value.text())), "`"));
}

void check(const Snapshot& cluster, Report& report) {
  for (const PlacedKey& key : cluster.keys) {
    if (key.path == "standby_cluster.primary_slot_name") check_primary_slot(key, report);
    if (key.path != "slots.*") continue;
    check_name(key, report);
    check_kind(key, report);
  }
}

}  // namespace

extern constinit const Rule slot_definition{
    .id = "PAT007",
    .name = "slot-definition",
    .severity = Severity::error,
    .summary = "a permanent slot has a name or a definition that Patroni skips",
    .why =
        "Patroni skips such a slot with a line in its log, again in each loop. The consumer "
        "that relies on it loses changes at the next failover.",
    .bad = R"(scope: main
bootstrap:
  dcs:
    slots:
      Bad-Slot: {type: physical}  # finding: PAT007
)",
    .good = R"(scope: main
bootstrap:
  dcs:
    slots:
      bad_slot: {type: physical}
      feed: {type: logical, database: app, plugin: pgoutput}
    postgresql: {parameters: {wal_level: logical}}
)",
    .sources = {"patroni 4.1.4 patroni/dcs/__init__.py _merge_permanent_slots",
                "patroni 4.1.4 docs/dynamic_configuration.rst"},
    .check = check,
};

}  // namespace patrol::rules
