// Passwords in a file that every user of the machine may read.
#include "linter/base/masked_text.h"
#include "rules/drift/shared_state.h"

namespace patrol::rules {
namespace {

constexpr int others_read = 0004;

bool holds_secret(const ObservedFile& file) {
  return file.text.has_value() && contains(file.text->text(), "masked-secret-");
}

void check(const Snapshot& cluster, Report& report) {
  for (const MemberObservation& member : cluster.live->members) {
    if (!member.files) continue;
    for (const ObservedFile& file : *member.files) {
      const bool is_settings = file.kind == FileKind::patroni ||
                               file.kind == FileKind::patroni_env ||
                               file.kind == FileKind::etcd_env;
      if (!is_settings || (file.mode & others_read) == 0 || !holds_secret(file)) continue;
      report
          .add(said_by(member, Surface::files, file.path),
               cat(shown(file.path, 50), " of ", shown(member.name, 20),
                   " holds passwords and everybody may read it"))
          .note("every account of that machine can log in as superuser of the database")
          .fix(cat("chmod 0640 ", shown(file.path, 60), ", with a group that Patroni's user is in"))
          .member(member.name);
    }
  }
}

}  // namespace

extern constinit const Rule settings_readable{
    .id = "DRF085",
    .name = "settings-readable",
    .severity = Severity::warning,
    .summary = "a file with passwords can be read by every user of the machine",
    .why =
        "patroni.yml holds the passwords of the superuser and of replication in clear. Copies and "
        "deployments often leave it with mode 0644.",
    .bad = R"(# finding: DRF085 n1
--- snapshot.json
{"scope": "shop", "members": [{"name": "n1", "files": [
  {"path": "/etc/patroni.yml", "kind": "patroni", "owner": "root", "mode": 420}]}]}
--- n1:/etc/patroni.yml
scope: shop
name: n1
postgresql:
  authentication: {superuser: {username: postgres, password: eiX6phai}}
)",
    .good = R"(--- snapshot.json
{"scope": "shop", "members": [{"name": "n1", "files": [
  {"path": "/etc/patroni.yml", "kind": "patroni", "owner": "root", "mode": 416}]}]}
--- n1:/etc/patroni.yml
scope: shop
name: n1
postgresql:
  authentication: {superuser: {username: postgres, password: eiX6phai}}
)",
    .sources = {"patroni 4.1.4 docs/security.rst"},
    .needs = {Surface::files},
    .check = check,
};

}  // namespace patrol::rules
