// `ttl:30`, `-item` and `name = value`: text where a mapping or a list was meant.
#include "linter/model/slip.h"
#include "rules/yaml/shared_trees.h"

namespace patrol::rules {
namespace {

bool wants_collection(const PlacedKey& key) {
  if (key.fact == nullptr) return false;
  const auto& types = key.fact->types;
  return std::all_of(types.begin(), types.end(), [](facts::PatroniType type) {
    return type == facts::PatroniType::mapping || type == facts::PatroniType::list;
  });
}

void tell_glued_key(const Value& value, Report& report) {
  const std::string_view name = value.key().text();
  const std::string_view before = name.substr(0, name.find(':'));
  report.add(at_key(value), cat("the key `", shown(before), ":…` has no value; a blank is missing"))
      .note("without a blank behind the colon YAML reads key and value as one word")
      .fix("put a blank behind the colon");
}

void tell_slip(const PlacedKey& key, Slip slip, Report& report) {
  const std::string name = shown(key.name());
  if (slip == Slip::equals) {
    report.add(at(key.value), cat("`", name, "` is one text with `=` in it, not a mapping"))
        .note("`name = value` is the language of postgresql.conf; YAML wants `name: value`")
        .note("Patroni drops the section or refuses the whole dynamic configuration")
        .fix("write `name: value`");
    return;
  }
  const bool is_dash = slip == Slip::dash_glued;
  report
      .add(at(key.value), cat("`", name, "` is one text, for a blank is missing behind the ",
                              is_dash ? "dash" : "colon"))
      .note(is_dash ? "a list item starts with a dash and a blank"
                    : "a key ends with a colon and a blank")
      .fix(is_dash ? "write `- item`" : "write `name: value`");
}

void check(const Snapshot& cluster, Report& report) {
  for (const PlacedKey& key : cluster.keys) {
    if (is_glued_key(key.value)) tell_glued_key(key.value, report);
    const Slip slip = slip_of(key.value);
    if (slip != Slip::none && key.is_read() && wants_collection(key)) tell_slip(key, slip, report);
  }
}

}  // namespace

extern constinit const Rule missing_blank{
    .id = "YML003",
    .name = "missing-blank",
    .severity = Severity::error,
    .summary = "a missing blank or an equals sign turns a section into text",
    .why =
        "YAML needs a blank behind a colon and behind a list's dash. Without it the lines "
        "become one text; Patroni then loses the section, or all of `bootstrap.dcs`.",
    .bad = R"(scope: main
bootstrap:
  dcs:
    ttl: 30
    postgresql:
      parameters:
        max_connections = 200  # finding: YML003
)",
    .good = R"(scope: main
bootstrap:
  dcs:
    ttl: 30
    postgresql:
      parameters:
        max_connections: 200
)",
    .sources = {"YAML 1.1 section 9.1.3 (plain scalars)", "PyYAML 6.0 scanner.py"},
    .check = check,
};

}  // namespace patrol::rules
