// Lines that the server's parser of pg_ident.conf refuses.
#include "linter/engine/rule.h"
#include "rules/hba/shared_ident.h"

namespace patrol::rules {
namespace {

void report_error(const HbaError& error, std::string path, Report& report) {
  constexpr std::size_t longest = 70;
  report
      .add({error.at, std::move(path)},
           cat("pg_ident line is refused: ",
               printable(std::string_view(error.message).substr(0, longest))))
      .note("the old maps stay at a reload, and a server that starts has none")
      .fix("write MAP SYSTEM-USER DATABASE-USER, one user each");
}

void check(const Snapshot& cluster, Report& report) {
  for (const IdentList& list : ident_lists(cluster))
    for (const HbaError& error : list.ident.errors)
      report_error(error, cat(list.list.path(), '[', error.line - 1, ']'), report);
  for (const IdentDocument* document : cluster.ident)
    for (const HbaError& error : document->ident.errors) report_error(error, {}, report);
}

}  // namespace

extern constinit const Rule ident_syntax{
    .id = "HBA021",
    .name = "ident-syntax",
    .severity = Severity::error,
    .summary = "PostgreSQL refuses a line of pg_ident",
    .why =
        "A line needs three fields: the map, the name that the client proves, and the role. The "
        "server logs a line that it cannot read and keeps the old maps, or has none after a start.",
    .bad = R"(postgresql:
  pg_ident:
    - admins root  # finding: HBA021
)",
    .good = R"(postgresql:
  pg_ident:
    - admins root postgres
)",
    .sources = {"postgresql 18 auth-username-maps.html"},
    .check = check,
};

}  // namespace patrol::rules
