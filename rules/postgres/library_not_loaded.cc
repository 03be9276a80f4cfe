// Parameters of a module that no layer loads.
#include <algorithm>
#include <array>

#include "rules/postgres/shared_parameters.h"

namespace patrol::rules {
namespace {

// Modules that do nothing unless they are loaded at start.
constexpr auto preloaded = std::to_array<std::string_view>(
    {"auth_delay", "basic_archive", "pg_prewarm", "pg_stat_statements"});

bool names_library(std::string_view list, std::string_view module) {
  for (const auto item : split(list, ',')) {
    auto name = trim(item);
    name = name.substr(std::min(name.find_last_of('/') + 1, name.size()));
    if (equal_ignoring_case(trim(name), module) || contains(name, module)) return true;
  }
  return false;
}

std::string_view module_of(const ParameterUse& use) {
  const std::string_view name = use.guc == nullptr ? "" : use.guc->name;
  const auto module = name.substr(0, name.find('.'));
  const bool is_one = std::find(preloaded.begin(), preloaded.end(), module) != preloaded.end();
  return contains(name, ".") && is_one ? module : std::string_view{};
}

void check_view(const ParameterView& view, Report& report) {
  const ParameterUse* libraries = view.find("shared_preload_libraries");
  if (libraries == nullptr || !libraries->is_judgeable()) return;
  std::string told;
  for (const auto& [name, use] : view.uses) {
    const auto module = module_of(use);
    if (module.empty() || module == told || names_library(libraries->text, module)) continue;
    told = module;
    report.add(use.at_name(), cat("`", use.guc->name, "` is set, but ", module, " is not loaded"))
        .label(libraries->at(), "does not name it")
        .note("without the library the parameter is kept and does nothing")
        .fix(cat("add ", module, " to `shared_preload_libraries`"));
  }
}

void check(const Snapshot& cluster, Report& report) {
  for (const ParameterView& view : parameter_views(cluster)) check_view(view, report);
}

}  // namespace

extern constinit const Rule library_not_loaded{
    .id = "PGS034",
    .name = "library-not-loaded",
    .severity = Severity::warning,
    .summary = "a parameter belongs to a module that `shared_preload_libraries` does not load",
    .why =
        "Parameters with a point are accepted for modules that are not there. Modules such as "
        "pg_stat_statements work only when they are loaded at start. Layers do not add up: a "
        "member's `shared_preload_libraries` replaces the one of the DCS.",
    .bad = R"(scope: main
postgresql:
  parameters:
    shared_preload_libraries: auto_explain
    pg_stat_statements.max: 10000  # finding: PGS034
)",
    .good = R"(scope: main
postgresql:
  parameters:
    shared_preload_libraries: auto_explain,pg_stat_statements
    pg_stat_statements.max: 10000
)",
    .sources = {"PostgreSQL 18 documentation, pg_stat_statements"},
    .check = check,
};

}  // namespace patrol::rules
