// Quotes that become part of the value.
#include "rules/postgres/shared_parameters.h"

namespace patrol::rules {
namespace {

bool is_wrapped(std::string_view text, char quote) {
  return text.size() >= 2 && text.front() == quote && text.back() == quote &&
         text.substr(1, text.size() - 2).find(quote) == std::string_view::npos;
}

// Double quotes mean something inside lists of names.
bool is_quoted_twice(const ParameterUse& use) {
  const auto* span = use.guc == nullptr ? nullptr : use.guc->in(use.postgres.version.major);
  if (span == nullptr || span->type != facts::GucType::string) return false;
  if (is_wrapped(use.text, '\'')) return true;
  return is_wrapped(use.text, '"') && !use.guc->is_list && contains(use.name, "_command");
}

void check(const Snapshot& cluster, Report& report) {
  for (const ParameterUse& use : parameter_uses(cluster)) {
    if (!use.is_judgeable() || !is_quoted_twice(use)) continue;
    report.add(use.at(), cat("`", use.guc->name, "` is quoted twice; the inner quotes are kept"))
        .note("the server gets the quotes as a part of the value")
        .fix("keep one pair of quotes", Safety::needs_review,
             replace_value(use, use.text.substr(1, use.text.size() - 2)));
  }
}

}  // namespace

extern constinit const Rule parameter_quoted_twice{
    .id = "PGS017",
    .name = "parameter-quoted-twice",
    .severity = Severity::warning,
    .summary = "a value in quotes has quotes inside as well",
    .why =
        "YAML takes one pair of quotes away and Patroni adds those that postgresql.conf needs. A "
        "second pair arrives in the server: `listen_addresses` then names a host with quotes, and "
        "a command in quotes is not found.",
    .bad = R"(scope: main
postgresql:
  parameters:
    log_line_prefix: "'%m [%p] '"  # finding: PGS017
)",
    .good = R"(scope: main
postgresql:
  parameters:
    log_line_prefix: '%m [%p] '
)",
    .sources = {"patroni 4.1.4 patroni/postgresql/config.py write_postgresql_conf"},
    .check = check,
};

}  // namespace patrol::rules
