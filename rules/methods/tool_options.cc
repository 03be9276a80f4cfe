// Options that Patroni hands to initdb and pg_basebackup: what it refuses, and in which form.
#include <algorithm>

#include "linter/engine/rule.h"
#include "linter/facts/tools.h"

namespace patrol::rules {
namespace {

using facts::Tool;

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

// The program itself ends at an option that it does not know.
void check_known(const Tool& tool, const Value& option, Spot spot, Report& report) {
  const std::string_view text = option.text();
  const std::string_view name = text.substr(0, text.find('='));
  if (option.is_opaque() || name.starts_with('-') || facts::takes_option(tool, name)) return;
  const std::string_view word = name.substr(0, name.find_first_of(": "));
  const auto near = nearest_name(word, tool.options);
  auto finding =
      report.add(std::move(spot), cat(tool.program, " has no option `", shown(name), '`',
                                      near ? cat("; `", *near, "` is one") : std::string{}));
  finding.severity(tool.is_fatal ? Severity::error : Severity::warning)
      .note(cat(tool.program, " ends with `unrecognized option`",
                tool.is_fatal ? ", and the bootstrap fails" : ", and no replica is made with it"))
      .fix(near ? cat("write `", *near, '`') : "remove it");
}

void check_option(const Tool& tool, const Value& key, const Value& value, Report& report) {
  const std::string name = shown(key.text());
  if (is_refused(tool, key.text())) {
    tell(tool, at_key(value),
         cat("the option `", name, "` of ", tool.program, " belongs to Patroni, which refuses it"),
         "remove it", report);
  } else if (key.is_string() && !facts::takes_option(tool, key.text())) {
    check_known(tool, key, at_key(value), report);
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
    else
      check_known(tool, item, at(item), report);
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
    for (const Tool& tool : facts::option_tools()) {
      if (key.path != tool.setting || key.fate != KeyFate::known) continue;
      for (const Value& item : key.value.items()) check_item(tool, item, report);
      for (const auto& option : key.value.members())
        check_known(tool, option.key, at_key(option.value), report);
    }
}

}  // namespace

extern constinit const Rule tool_options{
    .id = "MTH006",
    .name = "tool-options",
    .severity = Severity::error,
    .summary = "an option of initdb or pg_basebackup that it does not have, or Patroni refuses",
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
