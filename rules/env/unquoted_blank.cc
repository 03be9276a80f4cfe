// A value with blanks and no quotes.
#include <map>

#include "linter/engine/rule.h"
#include "linter/model/env_value.h"
#include "rules/env/shared_env.h"

namespace patrol::rules {
namespace {

void check(const Snapshot& cluster, Report& report) {
  std::map<FileId, SpoiltVariables> spoilt;  // a comment or a stray quote explains the blank
  for (const EnvFile* file : env_files(cluster)) spoilt.emplace(file->file, *file);
  each_problem(cluster, EnvProblem::Kind::unquoted_blank,
               [&](const EnvProblem& problem, const Spot& spot) {
                 if (spoilt.at(problem.at.file).has(problem.name)) return;
                 report.add(spot, cat(subject(problem), " has blanks in its value and no quotes"))
                     .note(
                         "one value for systemd; a shell that sources the file runs the second "
                         "word as a command")
                     .fix("quote the value");
               });
}

}  // namespace

extern constinit const Rule unquoted_blank{
    .id = "ENV012",
    .name = "unquoted-blank",
    .severity = Severity::info,
    .summary = "a value with blanks has no quotes",
    .why = "systemd takes the whole line for the value; a shell runs the second word as a command.",
    .bad = R"(--- etcd.env
ETCD_NAME=etcd1
ETCD_DATA_DIR=/var/lib/etcd/my data  # finding: ENV012
)",
    .good = R"(--- etcd.env
ETCD_NAME=etcd1
ETCD_DATA_DIR=/var/lib/etcd/main
)",
    .sources = {"systemd 252 man systemd.exec, EnvironmentFile=",
                "systemd 252 src/basic/env-file.c"},
    .check = check,
};

}  // namespace patrol::rules
