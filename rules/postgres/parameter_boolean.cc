// Texts where a switch is wanted.
#include "linter/model/python.h"
#include "rules/postgres/shared_parameters.h"

namespace patrol::rules {
namespace {

// PostgreSQL takes beginnings of the words, Patroni whole words only.
bool is_word_too_short(const ParameterUse& use) {
  if (use.is_in_file() || use.guc == nullptr || !use.is_judgeable() || use.is_left_out())
    return false;
  const auto* span = use.guc->in(use.postgres.version.major);
  return span != nullptr && span->type == facts::GucType::boolean && use.guc->module.empty() &&
         parse_boolean(use.text) && !patroni_bool(use.value) && use.controlled() == nullptr;
}

void check(const Snapshot& cluster, Report& report) {
  report_faults(cluster, {ParameterFault::not_boolean}, report);
  for (const ParameterUse& use : parameter_uses(cluster)) {
    if (!is_word_too_short(use)) continue;
    const std::string_view whole = *parse_boolean(use.text) ? "on" : "off";
    report
        .add(use.at(), cat("`", use.guc->name, "` is `", shown(use.text, 20),
                           "`, which Patroni does not read as a boolean"))
        .note("PostgreSQL would; Patroni logs a warning and leaves the parameter out")
        .fix(cat("write `", whole, "`"), Safety::needs_review, replace_value(use, whole));
  }
}

}  // namespace

extern constinit const Rule parameter_boolean{
    .id = "PGS008",
    .name = "parameter-boolean",
    .severity = Severity::error,
    .summary = "a switch holds neither on nor off",
    .why =
        "PostgreSQL reads on, off, true, false, yes, no, 1, 0 and clear beginnings of the words; "
        "Patroni reads the whole words only. `enabled` and `2` are none: Patroni leaves the "
        "parameter out, a file stops the server.",
    .bad = R"(scope: main
postgresql:
  parameters:
    log_checkpoints: enabled  # finding: PGS008
)",
    .good = R"(scope: main
postgresql:
  parameters:
    log_checkpoints: on
)",
    .sources = {"postgres -C with 293 lines on PostgreSQL 10 to 18",
                "patroni 4.1.4 patroni/utils.py parse_bool"},
    .check = check,
};

}  // namespace patrol::rules
