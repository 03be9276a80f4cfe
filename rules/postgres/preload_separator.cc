// Libraries that are not separated by commas.
#include "rules/postgres/shared_parameters.h"

namespace patrol::rules {
namespace {

bool is_library_list(std::string_view name) {
  return equal_ignoring_case(name, "shared_preload_libraries") ||
         equal_ignoring_case(name, "session_preload_libraries") ||
         equal_ignoring_case(name, "local_preload_libraries");
}

// An element with something in it that no library's name has; quoted ones are meant so.
std::string_view odd_element(std::string_view list) {
  for (const auto item : split(list, ',')) {
    const auto name = trim(item);
    if (!contains(name, "\"") && name.find_first_of(" ;[]'") != std::string_view::npos) return name;
  }
  return {};
}

void check(const Snapshot& cluster, Report& report) {
  for (const ParameterUse& use : parameter_uses(cluster)) {
    if (!use.is_judgeable() || !is_library_list(use.name)) continue;
    const auto odd = odd_element(use.text);
    if (odd.empty()) continue;
    report.add(use.at(), cat("`", lower(use.name), "` names the library `", shown(odd, 30), "`"))
        .note("PostgreSQL refuses to start when it cannot find a library")
        .fix("separate libraries by commas only");
  }
}

}  // namespace

extern constinit const Rule preload_separator{
    .id = "PGS035",
    .name = "preload-separator",
    .severity = Severity::error,
    .summary = "libraries to load are separated by something else than commas",
    .why =
        "The list knows commas only. With blanks, semicolons or brackets between the names the "
        "server looks for one library with that long name and does not start.",
    .bad = R"(scope: main
postgresql:
  parameters:
    shared_preload_libraries: pg_stat_statements auto_explain  # finding: PGS035
)",
    .good = R"(scope: main
postgresql:
  parameters:
    shared_preload_libraries: pg_stat_statements, auto_explain
)",
    .sources = {"PostgreSQL 18 documentation, Shared Library Preloading"},
    .check = check,
};

}  // namespace patrol::rules
