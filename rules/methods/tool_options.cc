// Options that Patroni hands to initdb and pg_basebackup: what it refuses, and in which form.
#include <array>

#include "linter/engine/rule.h"

namespace patrol::rules {
namespace {

struct Tool {
  std::string_view path;
  std::string_view program;
  std::span<const std::string_view> refused;
  bool is_fatal;  // a bad option stops the bootstrap; else it is skipped with a line in the log
};

// Source: patroni 4.1.4 patroni/postgresql/bootstrap.py _initdb, basebackup.
constexpr auto refused_by_initdb =
    std::to_array<std::string_view>({"pgdata", "nosync", "pwfile", "sync-only", "version"});
constexpr auto refused_by_basebackup =
    std::to_array<std::string_view>({"pgdata", "format", "wal-method", "xlog-method", "gzip",
                                     "version", "dbname", "host", "port", "username", "password"});
constexpr std::array<Tool, 2> tools{
    {{"bootstrap.initdb", "initdb", refused_by_initdb, true},
     {"postgresql.basebackup", "pg_basebackup", refused_by_basebackup, false}}};

std::string effect(const Tool& tool) {
  return tool.is_fatal ? "Patroni raises an exception and the bootstrap fails"
                       : "Patroni logs an error and leaves the option out";
}

void tell(const Tool& tool, Spot spot, std::string message, std::string fix, Report& report) {
  report.add(std::move(spot), std::move(message))
      .severity(tool.is_fatal ? Severity::error : Severity::warning)
      .note(effect(tool))
      .fix(std::move(fix));
}

bool is_refused(const Tool& tool, std::string_view option) {
  return std::find(tool.refused.begin(), tool.refused.end(), option) != tool.refused.end();
}

void check_option(const Tool& tool, const Value& key, const Value& value, Report& report) {
  const std::string name = shown(key.text());
  if (is_refused(tool, key.text())) {
    tell(tool, at_key(value),
         cat("the option `", name, "` of ", tool.program, " belongs to Patroni, which refuses it"),
         "remove it", report);
  } else if (!value.is_string() && !value.is_opaque()) {
    std::vector<Edit> edits;
    if (value.is_scalar() && value.is_plain() && !value.text().empty())
      edits.push_back({.at = value.span(), .replacement = cat('\'', value.text(), '\'')});
    report.add(at(value), cat("the value of `", name, "` is no text; Patroni hands on text only"))
        .severity(tool.is_fatal ? Severity::error : Severity::warning)
        .note(effect(tool))
        .fix(value.is_null() ? cat("write `- ", name, "` for an option without a value")
                             : "put the value in quotes",
             Safety::needs_review, std::move(edits));
  }
}

void check_item(const Tool& tool, const Value& item, Report& report) {
  if (item.is_opaque()) return;
  if (item.is_string()) {
    if (is_refused(tool, item.text()))
      tell(tool, at(item),
           cat("the option `", shown(item.text()), "` of ", tool.program,
               " belongs to Patroni, which refuses it"),
           "remove it", report);
    return;
  }
  const auto members = item.members();
  if (!item.is_mapping() || members.size() != 1) {
    tell(tool, at(item),
         cat("an item of the options of ", tool.program,
             item.is_mapping() ? " holds several options" : " is no text"),
         "write one option per item", report);
    return;
  }
  check_option(tool, members.front().key, members.front().value, report);
}

void check(const Snapshot& cluster, Report& report) {
  for (const PlacedKey& key : cluster.keys)
    for (const Tool& tool : tools) {
      if (key.path != tool.path || key.fate != KeyFate::known) continue;
      for (const Value& item : key.value.items()) check_item(tool, item, report);
    }
}

}  // namespace

extern constinit const Rule tool_options{
    .id = "MTH006",
    .name = "tool-options",
    .severity = Severity::error,
    .summary = "an option of initdb or pg_basebackup that Patroni refuses",
    .why =
        "Patroni keeps some options for itself and takes values as text only. One bad item in "
        "`bootstrap.initdb` fails the bootstrap; one in `basebackup` is left out.",
    .bad = R"(scope: main
bootstrap:
  dcs: {ttl: 30}
  initdb:
    - wal-segsize: 64  # finding: MTH006
)",
    .good = R"(scope: main
bootstrap:
  dcs: {ttl: 30}
  initdb:
    - wal-segsize: '64'
    - data-checksums
)",
    .sources = {"patroni 4.1.4 patroni/postgresql/misc.py process_user_options",
                "patroni 4.1.4 docs/yaml_configuration.rst"},
    .check = check,
};

}  // namespace patrol::rules
