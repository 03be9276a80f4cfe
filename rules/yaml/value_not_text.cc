// Names, passwords and other texts that YAML turns into numbers, switches or dates.
#include "rules/yaml/shared_trees.h"

namespace patrol::rules {
namespace {

using facts::PatroniType;

bool wants_text(const facts::PatroniSetting& row) {
  return std::all_of(row.types.begin(), row.types.end(), [](PatroniType type) {
    return type == PatroniType::string || type == PatroniType::host_port ||
           type == PatroniType::path || type == PatroniType::url || type == PatroniType::command ||
           type == PatroniType::host_port_list;
  });
}

// Rules about addresses say what is missing beside the port.
bool is_lone_port(const PlacedKey& key) {
  return key.path == "restapi.listen" && key.value.kind() == NodeKind::integer;
}

// Options of methods become --key=value whatever they are.
bool is_free_option(const PlacedKey& key) {
  return key.path == "bootstrap.*.*" || key.path == "postgresql.*.*";
}

std::string_view read_as(const Value& value) {
  switch (value.kind()) {
    case NodeKind::integer:
    case NodeKind::floating:
      return "a number";
    case NodeKind::boolean:
      return "a switch";
    case NodeKind::date:
      return "a date";
    default:
      return {};
  }
}

// Whether Python's text of the value differs from what is written: then the name or password is
// another one, not only of another type.
bool is_changed(const Value& value) {
  return value.python_str() != value.text();
}

bool is_superuser_password(const PlacedKey& key) {
  return key.path == "postgresql.authentication.superuser.password";
}

std::string effect(const PlacedKey& key) {
  if (is_superuser_password(key))
    return "initdb gets no password from a number, and creating the cluster fails later";
  if (is_secret(key))
    return is_changed(key.value) ? "the text in use is not the one that is written"
                                 : "Patroni expects text, and --validate-config prints the value";
  if (key.holder.empty()) return "Patroni joins it to paths as text and may stop with a TypeError";
  return "Patroni takes it for text, and --validate-config refuses it";
}

void check(const Snapshot& cluster, Report& report) {
  for (const PlacedKey& key : cluster.keys) {
    const std::string_view kind = read_as(key.value);
    if (kind.empty() || !key.is_read() || !wants_text(*key.fact) || is_free_option(key) ||
        is_lone_port(key))
      continue;
    const bool has_secret = is_secret(key);
    auto finding = report.add(
        at(key.value), has_secret ? cat("`", shown(key.name()), "` is not in quotes; YAML reads ",
                                        kind, is_changed(key.value) ? " and changes the text" : "")
                                  : cat("`", shown(key.name()), "` is `", shown(key.value.text()),
                                        "`, which YAML reads as ", kind));
    const bool is_mild =
        !is_changed(key.value) && !key.holder.empty() && !is_superuser_password(key);
    if (is_mild) finding.severity(Severity::warning);
    finding.note(effect(key));
    add_quotes(finding, key.value);
  }
}

}  // namespace

extern constinit const Rule value_not_text{
    .id = "YML009",
    .name = "value-not-text",
    .severity = Severity::error,
    .summary = "a name, a password or another text is read as a number, a switch or a date",
    .why =
        "Unquoted 012345 is an octal number, 1e3 may be text or not, no is a switch, 2024-01-01 "
        "a date. The password or name in use is then another one, or Patroni stops.",
    .bad = R"(scope: main
postgresql:
  authentication:
    replication:
      username: replicator
      password: 0123456  # finding: YML009
)",
    .good = R"(scope: main
postgresql:
  authentication:
    replication:
      username: replicator
      password: '0123456'
)",
    .sources = {"YAML 1.1 types (yaml.org/type)", "patroni 4.1.4 patroni/postgresql/bootstrap.py"},
    .check = check,
};

}  // namespace patrol::rules
