// A file that was given by name must not pass for checked when nobody could tell what it is.
#include "linter/engine/rule.h"

namespace patrol::rules {
namespace {

void check(const Snapshot& cluster, Report& report) {
  for (const UnknownDocument* document : cluster.unknown) {
    report
        .add({Span{document->file, 0, 0}, ""},
             "nothing in this file was checked; it is none of the kinds that patrol knows")
        .note(
            "known are patroni.yml, show-config output, PATRONI_ and ETCD_ environment files, etcd "
            "YAML, "
            "pg_hba.conf, pg_ident.conf and postgresql*.conf; they are told by their content")
        .fix("leave the file out, or give the file that it is generated into");
  }
}

}  // namespace

extern constinit const Rule unrecognised_file{
    .id = "FIL001",
    .name = "unrecognised-file",
    .severity = Severity::warning,
    .summary = "a file given by name is none of the kinds that can be checked",
    .why =
        "A run that skips a file silently looks like a run that found it right. In folders such "
        "files are passed "
        "over, because a folder holds many things; a file that somebody named is meant to be "
        "checked.",
    .bad = R"(--- compose.yml
services:  # finding: FIL001
  db: {image: "postgres:15"}
)",
    .good = R"(--- node1.yml
scope: orders
name: node1
)",
    .sources = {"patrol 0.1 linter/model/recognise.h"},
    .check = check,
};

}  // namespace patrol::rules
