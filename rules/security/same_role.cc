// Superuser, replication and rewind should be different roles.
#include <array>

#include "linter/engine/rule.h"
#include "rules/security/shared_secrets.h"

namespace patrol::rules {
namespace {

void compare(const Value& authentication, std::string_view one, std::string_view other,
             Report& report) {
  const Value first = authentication[one];
  const Value second = authentication[other];
  const Value name = second["username"];
  if (!name.is_string() || !first["username"].is_string()) return;
  if (name.text() != first["username"].text()) return;
  const Value password = second["password"];
  // A password that is not in the file may be the same.
  const bool is_known = first["password"].is_string() && password.is_string();
  if (!is_known || first["password"].text() == password.text()) {
    report.add(at(name), cat(other, " and ", one, " are the same role, `", shown(name.text()), '`'))
        .label(at(first["username"]), std::string(one))
        .note(one == "superuser" ? "every standby then logs in with all rights"
                                 : "what one of them may do, the other may do too")
        .fix(cat("create a role of its own for ", other))
        .severity(Severity::info);
    return;
  }
  auto finding = report.add(at(name), cat(other, " and ", one, " name one role, `",
                                          shown(name.text()), "`, with different passwords"));
  finding.label(at(first["username"]), std::string(one));
  finding.note(cat("the bootstrap sets the ", one, " password first and then the ", other,
                   " password on the same role: the first no longer works"));
  finding.fix(cat("give ", other, " its own role"));
}

void check(const Snapshot& cluster, Report& report) {
  for (const PatroniDocument* member : cluster.patroni) {
    const Value authentication = member->root().at("postgresql.authentication");
    compare(authentication, "superuser", "replication", report);
    const bool is_one_role = authentication["superuser"]["username"].text() ==
                             authentication["replication"]["username"].text();
    // Where those two are one already, the third adds nothing new.
    compare(authentication, is_one_role ? "superuser" : "replication", "rewind", report);
    if (!is_one_role) compare(authentication, "superuser", "rewind", report);
  }
}

}  // namespace

extern constinit const Rule same_role{
    .id = "SEC002",
    .name = "same-role",
    .severity = Severity::error,
    .summary = "two of superuser, replication and rewind are the same role",
    .why =
        "During the bootstrap Patroni creates or alters one role after the other. With one name "
        "and "
        "two passwords the last one wins, and Patroni locks itself out.",
    .bad = R"(postgresql:
  authentication:
    superuser: {username: postgres, password: eiX6phai}
    replication: {username: postgres, password: Ohw3ohch}  # finding: SEC002
)",
    .good = R"(postgresql:
  authentication:
    superuser: {username: postgres, password: eiX6phai}
    replication: {username: replicator, password: Ohw3ohch}
)",
    .sources = {"patroni 4.1.4 patroni/postgresql/bootstrap.py post_bootstrap"},
    .check = check,
};

}  // namespace patrol::rules
