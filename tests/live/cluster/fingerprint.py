"""What a cluster is like, by other means than patrol: to see that an injection has its effect, and its undo none."""
import hashlib
import json

import documents

QUERIES = {
    "setting": "SELECT name || '|' || setting || '|' || pending_restart FROM pg_settings "
               "WHERE name !~ '^(transaction_|in_hot_standby|primary_(conninfo|slot_name)|recovery_target|default_transaction)' AND source <> 'client'",
    "hba": "SELECT line_number || '|' || concat_ws(' ', type, database, user_name, address, netmask, auth_method, error) FROM pg_hba_file_rules",
    "ident": "SELECT line_number || '|' || concat_ws(' ', map_name, error) FROM pg_ident_file_mappings",
    "file": "SELECT sourcefile || ':' || name || '|' || setting || '|' || applied || coalesce(error, '') FROM pg_file_settings "
            "WHERE name !~ '^(primary_(conninfo|slot_name)|recovery_target)'",
    "slot": "SELECT slot_name || '|' || active FROM pg_replication_slots WHERE slot_name !~ '^server_'",
    "role": "SELECT rolname || '|' || concat_ws(' ', rolcanlogin, rolreplication, nullif(rolvaliduntil, 'infinity')) FROM pg_roles WHERE rolname !~ '^pg_'",
    "replay": "SELECT 'paused|' || CASE WHEN pg_is_in_recovery() THEN pg_is_wal_replay_paused()::text ELSE 'false' END",
}
FILES = (documents.PATRONI_YML, documents.PATRONI_ENV, documents.ETCD_ENV, "/etc/patroni/tls/server.crt")


def of_member(cluster, name):
    found, one = {}, cluster.hosts[name]
    for kind, query in QUERIES.items():
        if kind == "ident" and cluster.programs.postgres < 15:
            continue
        for row in cluster.sql(name, query).splitlines():
            key, _, value = row.partition("|")
            found[f"{name} {kind} {key}"] = value
    for path in (*FILES, *(cluster.data(file) for file in ("postgresql.conf", "postgresql.base.conf", "pg_hba.conf", "pg_ident.conf"))):
        if one.path(path).exists():
            found[f"{name} {path}"] = hashlib.sha256(plain(one.read(path)).encode()).hexdigest()[:8]
    found[f"{name} data mode"] = oct(one.path(cluster.data()).stat().st_mode)
    found[f"{name} tags"] = str((cluster.rest(name)[1] or {}).get("tags"))
    return found


def plain(text):
    """Without what differs by role."""
    return "\n".join(line for line in text.splitlines() if line and not line.startswith(("primary_conninfo", "primary_slot", "recovery_", "#")))


def of_cluster(cluster):
    found = {}
    for member in cluster.members:
        found.update(of_member(cluster, member.name))
    name = cluster.members[0].name
    found["config"] = json.dumps(cluster.rest(name, "/config")[1], sort_keys=True)
    if cluster.programs.store == "etcd3":
        found["etcd members"] = str(len((cluster.etcd(name, "/v3/cluster/member/list", {})[1] or {}).get("members", [])))
        found["etcd alarms"] = str(cluster.etcd(name, "/v3/maintenance/alarm", {"action": "GET"})[1].get("alarms"))
    found["balancer"] = (cluster.auditor.folder / "haproxy.cfg").read_text(encoding="utf-8")
    return found


def difference(before, after):
    return sorted(key for key in before.keys() | after.keys() if before.get(key) != after.get(key))
