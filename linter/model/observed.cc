// Names of causes and surfaces, as reports and snapshots spell them.
#include "linter/model/observed.h"

namespace patrol {

std::string_view to_string(Cause cause) {
  switch (cause) {
    case Cause::not_asked:
      return "not asked";
    case Cause::unreachable:
      return "unreachable";
    case Cause::denied:
      return "denied";
    case Cause::timed_out:
      return "timed out";
    case Cause::malformed:
      return "malformed";
    case Cause::missing:
      return "missing";
  }
  return "";
}

std::string_view to_string(Surface surface) {
  switch (surface) {
    case Surface::server:
      return "server";
    case Surface::settings:
      return "pg_settings";
    case Surface::file_settings:
      return "pg_file_settings";
    case Surface::hba_rules:
      return "pg_hba_file_rules";
    case Surface::ident_rules:
      return "pg_ident_file_mappings";
    case Surface::replication:
      return "pg_stat_replication";
    case Surface::receiver:
      return "pg_stat_wal_receiver";
    case Surface::slots:
      return "pg_replication_slots";
    case Surface::roles:
      return "pg_roles";
    case Surface::rest:
      return "rest";
    case Surface::host:
      return "host";
    case Surface::files:
      return "files";
    case Surface::dcs:
      return "dcs";
    case Surface::etcd:
      return "etcd";
  }
  return "";
}

}  // namespace patrol
