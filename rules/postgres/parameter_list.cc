// YAML lists and maps where one text is wanted.
#include "rules/postgres/shared_parameters.h"

namespace patrol::rules {
namespace {

// The elements as one text; nothing when one of them is no plain text.
std::optional<std::string> joined(const Value& list) {
  std::vector<std::string> items;
  for (const Value& item : list.items()) {
    if (!item.is_scalar() || item.is_null() || item.is_opaque()) return std::nullopt;
    items.push_back(item.python_str());
  }
  if (items.empty()) return std::nullopt;
  return join(items, ",");
}

bool is_flat(const Value& list) {
  return list.is_sequence() && list.span().begin < list.span().end;
}

void check(const Snapshot& cluster, Report& report) {
  for (const ParameterUse& use : parameter_uses(cluster)) {
    const bool is_list = use.value.is_sequence();
    if (use.is_in_file() || (!is_list && !use.value.is_mapping())) continue;
    auto finding =
        report.add(use.at(), cat("`", shown(use.name), "` is a YAML ", is_list ? "list" : "mapping",
                                 "; a parameter is one text"));
    finding.note("Patroni writes Python's form of it, and PostgreSQL fails to start with that");
    const auto text = is_flat(use.value) ? joined(use.value) : std::nullopt;
    if (text) finding.fix(cat("write one text: `'", shown(*text), "'`"));
  }
}

}  // namespace

extern constinit const Rule parameter_list{
    .id = "PGS013",
    .name = "parameter-list",
    .severity = Severity::error,
    .summary = "a parameter holds a YAML list or mapping",
    .why =
        "PostgreSQL's lists are one text with commas. A YAML list is written as Python prints it, "
        "`['a', 'b']`, and the server does not start: it looks for a library of that name.",
    .bad = R"(scope: main
postgresql:
  parameters:
    shared_preload_libraries:
      - pg_stat_statements  # finding: PGS013
      - auto_explain
)",
    .good = R"(scope: main
postgresql:
  parameters:
    shared_preload_libraries: pg_stat_statements,auto_explain
)",
    .sources = {"patroni 4.1.4 patroni/postgresql/config.py write_postgresql_conf",
                "PostgreSQL 18 documentation, Setting Parameters"},
    .check = check,
};

}  // namespace patrol::rules
