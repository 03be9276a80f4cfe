// Lines of postgresql.conf that the server cannot read.
#include "rules/postgres/shared_parameters.h"

namespace patrol::rules {
namespace {

// An audit reads some files of a machine; whether another one is there only the server can tell.
bool is_unknown(const Snapshot& cluster, const ConfError& error) {
  return cluster.live != nullptr &&
         (error.is_missing_file || contains(error.message, "cannot be opened"));
}

void check(const Snapshot& cluster, Report& report) {
  for (const ConfDocument* document : cluster.conf) {
    for (const ConfError& error : document->conf.errors) {
      if (is_unknown(cluster, error)) continue;
      auto finding = report.add({error.at, {}}, error.message);
      if (error.is_missing_file)
        finding.severity(Severity::info).note("PostgreSQL refuses to start without it");
      else
        finding.note("PostgreSQL refuses to start; a reload then changes nothing at all");
    }
  }
}

}  // namespace

extern constinit const Rule conf_syntax{
    .id = "PGS039",
    .name = "conf-syntax",
    .severity = Severity::error,
    .summary = "a line of postgresql.conf cannot be read, or an included file is missing",
    .why =
        "One such line is enough: the server does not start, and at a reload nothing of the file "
        "is applied. Values with blanks, slashes, commas or percent signs stand in single quotes; "
        "only `#` begins a comment.",
    .bad = R"(--- postgresql.conf
shared_buffers = "4GB"  # finding: PGS039
)",
    .good = R"(--- postgresql.conf
shared_buffers = '4GB'
)",
    .sources = {"PostgreSQL 15: 3,000 lines held against postgres -C"},
    .yields_to = {Surface::file_settings},
    .check = check,
};

}  // namespace patrol::rules
