// A replica method without a section is run as a program of that name.
#include "rules/methods/shared_methods.h"

namespace patrol::rules {
namespace {

constexpr std::string_view built_in = "basebackup";

// A method with a command in the same section, whose name was probably meant.
std::string near_method(const Value& item) {
  std::vector<std::string_view> names;
  const Value section = item.parent().parent();
  if (is_too_long(section)) return {};
  for (const auto& member : section.members())
    if (member.value["command"]) names.push_back(member.key.text());
  return std::string(nearest_name(item.text(), names).value_or(""));
}

void tell(const Value& item, const Value& section, Report& report) {
  const std::string name = shown(item.text());
  auto finding = report.add(
      at(item), section
                    ? cat("`postgresql.", name, "` has no `command`; a program `", name, "` is run")
                    : cat("there is no `postgresql.", name, "`; a program `", name, "` is run"));
  if (section) finding.label(at_key(section), "needs a `command`");
  finding.note("the next method in the list is tried when that fails");
  if (const std::string near = section ? "" : near_method(item); !near.empty())
    finding.fix(cat("write `", near, "`, which has a command"));
  else
    finding.fix(cat("add `postgresql.", name, ".command`, or remove the method"));
}

void check_member(const Snapshot& cluster, const PatroniDocument& member, Report& report) {
  for (const Value& item : replica_method_list(cluster, member).items()) {
    if (!item.is_string() || item.text() == built_in) continue;
    const Value section = replica_method_section(cluster, member, item.text());
    const bool is_complete = section && (!section.is_mapping() || section["command"]);
    // Such a name is the command itself, on purpose.
    const bool is_program = item.text().find_first_of("/ ") != std::string_view::npos;
    if (!is_complete && (section || !is_program)) tell(item, section, report);
  }
}

void check(const Snapshot& cluster, Report& report) {
  for (const PatroniDocument* member : cluster.patroni)
    if (!member->is_environment) check_member(cluster, *member, report);
}

}  // namespace

extern constinit const Rule replica_method_undefined{
    .id = "MTH003",
    .name = "replica-method-undefined",
    .severity = Severity::warning,
    .summary = "`create_replica_methods` names a method without a command",
    .why =
        "Patroni takes the name of such a method for the program to run. There is rarely one, "
        "so replicas are made by the next method, usually a full base backup.",
    .bad = R"(scope: main
postgresql:
  create_replica_methods:
    - wal_g  # finding: MTH003
    - basebackup
)",
    .good = R"(scope: main
postgresql:
  create_replica_methods:
    - wal_g
    - basebackup
  wal_g: {command: /usr/local/bin/restore, no_params: true}
)",
    .sources = {"patroni 4.1.4 patroni/postgresql/bootstrap.py create_replica",
                "patroni 4.1.4 docs/replica_bootstrap.rst"},
    .check = check,
};

}  // namespace patrol::rules
