// One parameter under two spellings of its name.
#include <map>

#include "rules/postgres/shared_parameters.h"

namespace patrol::rules {
namespace {

void check_mapping(const Value& parameters, Report& report) {
  std::map<std::string, Value> seen;
  for (const auto& entry : parameters.members()) {
    if (!entry.key.is_string()) continue;
    const auto [first, is_new] = seen.try_emplace(lower(entry.key.text()), entry.value);
    if (is_new) continue;
    report.add(at_key(entry.value), cat("`", shown(entry.key.text()), "` stands here twice"))
        .label(at_key(first->second), "the same parameter")
        .note("names compare without case; one of the two values is lost")
        .fix("keep one");
  }
}

void check(const Snapshot& cluster, Report& report) {
  for (const DynamicSection& dcs : cluster.dynamic_sections())
    check_mapping(dcs.root.at("postgresql.parameters"), report);
  for (const PatroniDocument* member : cluster.patroni)
    check_mapping(member->root().at("postgresql.parameters"), report);
}

}  // namespace

extern constinit const Rule parameter_twice{
    .id = "PGS016",
    .name = "parameter-twice",
    .severity = Severity::warning,
    .summary = "one parameter is set under two spellings of its name",
    .why =
        "Parameter names compare without case, in PostgreSQL and in Patroni. Two keys that differ "
        "in case only are one parameter with two values, and one of them is lost without a "
        "message.",
    .bad = R"(scope: main
postgresql:
  parameters:
    timezone: UTC
    TimeZone: Europe/Berlin  # finding: PGS016
)",
    .good = R"(scope: main
postgresql:
  parameters:
    TimeZone: Europe/Berlin
)",
    .sources = {"patroni 4.1.4 patroni/postgresql/config.py CaseInsensitiveDict"},
    .check = check,
};

}  // namespace patrol::rules
