// Patroni writes only the texts of a pg_hba list.
#include "linter/engine/rule.h"
#include "rules/hba/shared_policy.h"

namespace patrol::rules {
namespace {

void check_list(const Value& list, std::string_view file, Report& report) {
  for (const Value& item : list.items()) {
    if (item.is_string() || item.is_opaque()) continue;
    auto finding =
        report.add(at(item), cat(file, " item is ", item.is_null() ? "empty" : "no text but a ",
                                 item.is_null() ? std::string_view() : item.python_type()));
    finding.note("Patroni leaves it out without a message, so the rule does not exist");
    finding.fix(item.is_mapping()
                    ? "quote the line: a colon followed by a blank makes a mapping of it"
                    : "write the record as one text");
  }
}

void check(const Snapshot& cluster, Report& report) {
  for (const HbaList* list : cluster.hba_lists) check_list(list->list, "pg_hba", report);
  for (const PatroniDocument* member : cluster.patroni)
    check_list(member->root().at("postgresql.pg_ident"), "pg_ident", report);
}

}  // namespace

extern constinit const Rule hba_item_type{
    .id = "HBA002",
    .name = "hba-item-type",
    .severity = Severity::error,
    .summary = "an item of a `pg_hba` list is not a text",
    .why =
        "An item that YAML reads as a mapping, a list or nothing is skipped when Patroni writes "
        "the "
        "file. The rule is missing, and no log line says so.",
    .bad = R"(postgresql:
  pg_hba:
    - local: all all peer  # finding: HBA002
)",
    .good = R"(postgresql:
  pg_hba:
    - local all all peer
)",
    .sources = {"patroni 4.1.4 patroni/postgresql/config.py ConfigWriter.writelines"},
    .check = check,
};

}  // namespace patrol::rules
