"""The files of a careful operator's cluster: settings in every layer, passwords of their own in every place."""
import dataclasses

NETWORK = "10.77.0"
AUDITOR, FAR, BALANCER, STORE = f"{NETWORK}.1", f"{NETWORK}.2", f"{NETWORK}.20", f"{NETWORK}.30"
SCOPE, SPACE = "patroni_cluster", "/patroni/"
PATRONI_YML, PATRONI_ENV, ETCD_ENV = "/etc/patroni/patroni.yml", "/etc/patroni/patroni.env", "/etc/default/etcd"

# Every one is found nowhere else, so that a test can look for it in everything that is printed.
SECRETS = {
    "superuser": "su-Kanarie4417", "replication": "re-Kanarie2093", "rewind": "rw-Kanarie8851", "restapi": "api-Kanarie6120",
    "auditor": "au-Kanarie7734", "etcd": "et-Kanarie5518", "environment": "en-Kanarie3306",
}

PATRONI = """\
scope: {scope}
namespace: {space}
name: {name}

log:
  level: INFO

restapi:
  listen: {address}:8008
  connect_address: {address}:8008
  authentication:
    username: patroni
    password: {restapi}

{store}
bootstrap:
  dcs:
    ttl: 20
    loop_wait: 2
    retry_timeout: 5
    maximum_lag_on_failover: 1048576
    postgresql:
      use_pg_rewind: true
      use_slots: true
      parameters:
        wal_level: replica
        max_connections: 60
        max_wal_senders: 10
        max_replication_slots: 10
        max_worker_processes: 8
        wal_keep_size: 64MB
        wal_log_hints: "on"
        hot_standby: "on"
        checkpoint_timeout: 10min
        random_page_cost: 1.5
  initdb:
    - encoding: UTF8
    - locale: C.UTF-8
    - auth-host: scram-sha-256
    - auth-local: peer
    - data-checksums

postgresql:
  listen: {address}:5432
  connect_address: {address}:5432
  data_dir: {data}
  bin_dir: {bin}
  pgpass: /var/lib/postgresql/.pgpass-patroni
  basebackup:
    - checkpoint: fast
  authentication:
    superuser:
      username: postgres
      password: {superuser}
      sslmode: require
    replication:
      username: replicator
      password: {replication}
      sslmode: require
    rewind:
      username: rewinder
      password: {rewind}
      sslmode: require
  parameters:
    unix_socket_directories: /var/run/postgresql
    shared_buffers: 32MB
    work_mem: 6MB
    ssl: "on"
    ssl_cert_file: /etc/patroni/tls/server.crt
    ssl_key_file: /etc/patroni/tls/server.key
    log_connections: "on"
    password_encryption: scram-sha-256
  pg_hba:
    - local all all peer
    - hostssl replication replicator {network}.0/24 scram-sha-256
    - hostssl all postgres {network}.0/24 scram-sha-256
    - hostssl postgres rewinder {network}.0/24 scram-sha-256
    - hostssl postgres patrol {place}/32 scram-sha-256
    - hostssl orders app {network}.0/24 scram-sha-256

tags:
  nofailover: false
  noloadbalance: false
  clonefrom: false
  nosync: false
"""

ETCD = """\
ETCD_NAME={name}
ETCD_DATA_DIR=/var/lib/etcd/{name}
ETCD_LISTEN_PEER_URLS=http://{address}:2380
ETCD_LISTEN_CLIENT_URLS=http://{address}:2379,http://127.0.0.1:2379
ETCD_INITIAL_ADVERTISE_PEER_URLS=http://{address}:2380
ETCD_ADVERTISE_CLIENT_URLS=http://{address}:2379
ETCD_INITIAL_CLUSTER={peers}
ETCD_INITIAL_CLUSTER_STATE=new
ETCD_INITIAL_CLUSTER_TOKEN=patroni-etcd
ETCD_HEARTBEAT_INTERVAL=100
ETCD_ELECTION_TIMEOUT=1000
ETCD_AUTO_COMPACTION_RETENTION=1
ETCD_QUOTA_BACKEND_BYTES=268435456
"""

BASE_CONF = """
log_min_duration_statement = 500ms
track_io_timing = on
"""

UNIT = """\
[Unit]
Description=Patroni
After=network.target

[Service]
Type=simple
User=postgres
Group=postgres
EnvironmentFile=-/etc/patroni/patroni.env
ExecStart=/usr/bin/patroni /etc/patroni/patroni.yml
KillMode=process
TimeoutSec=30
Restart=no

[Install]
WantedBy=multi-user.target
"""

SSHD = """\
Port 22
HostKey /etc/ssh/lab_host_key
AuthorizedKeysFile /etc/ssh/lab_authorized
UsePAM no
PasswordAuthentication no
PermitRootLogin no
MaxStartups 200:30:400
LogLevel VERBOSE
PidFile none
"""

HAPROXY = """\
global
    maxconn 200

defaults
    mode tcp
    retries 2
    timeout client 30m
    timeout connect 4s
    timeout server 30m
    timeout check 5s

listen primary
    bind *:5000
    option httpchk OPTIONS /primary
    http-check expect status 200
    default-server inter 2s fall 3 rise 2 on-marked-down shutdown-sessions
{servers}

listen replicas
    bind *:5001
    option httpchk OPTIONS /replica
    http-check expect status 200
    default-server inter 2s fall 3 rise 2 on-marked-down shutdown-sessions
{servers}
"""

# In place of what `patrol grants` prints, for a lab without patrol.
GRANTS = """\
CREATE ROLE patrol LOGIN;
GRANT pg_read_all_settings, pg_read_all_stats TO patrol;
GRANT SELECT ON pg_hba_file_rules, pg_file_settings TO patrol;
GRANT EXECUTE ON FUNCTION pg_hba_file_rules(), pg_show_all_file_settings() TO patrol;
"""

# Port and command of a store that has a machine of its own.
STORES = {
    "zookeeper": (2181, "exec /usr/share/zookeeper/bin/zkServer.sh start-foreground"),
    "consul": (8500, f"exec consul agent -server -bootstrap-expect=1 -data-dir=/var/lib/lab-consul -client=0.0.0.0 -bind={STORE}"),
}

ROLES = """\
CREATE ROLE app LOGIN PASSWORD 'app-Kanarie1007';
CREATE DATABASE orders OWNER app;
"""


@dataclasses.dataclass(frozen=True)
class Member:
    """What the texts of one member are made of. `number` counts from 1."""
    number: int

    @property
    def name(self):
        return f"server-{self.number}"

    @property
    def address(self):
        return f"{NETWORK}.{10 + self.number}"

    @property
    def etcd_name(self):
        return f"etcd{self.number}"


def store(kind, members, auth):
    """The section that names the DCS."""
    if kind in ("etcd", "etcd3"):
        lines = "".join(f"    - {one.address}:2379\n" for one in members)
        login = f"  username: patroni\n  password: {SECRETS['etcd']}\n" if auth else ""
        return f"{kind}:\n  hosts:\n{lines}{login}"
    if kind == "zookeeper":
        return f"zookeeper:\n  hosts: ['{STORE}:2181']\n"
    return f"consul:\n  host: {STORE}:8500\n"


def patroni_yml(member, members, programs):
    return PATRONI.format(scope=SCOPE, space=SPACE, name=member.name, address=member.address, network=NETWORK, place=AUDITOR,
                          store=store(programs.store, members, programs.etcd_auth), data=programs.data, bin=programs.bin, **SECRETS)


def etcd_env(member, members, v2):
    peers = ",".join(f"{one.etcd_name}=http://{one.address}:2380" for one in members)
    more = "ETCD_ENABLE_V2=true\n" if v2 else ""
    return ETCD.format(name=member.etcd_name, address=member.address, peers=peers) + more


def haproxy_cfg(members):
    servers = "\n".join(f"    server {one.name} {one.address}:5432 maxconn 50 check port 8008" for one in members)
    return HAPROXY.format(servers=servers)


def hosts_file(members):
    return "127.0.0.1 localhost\n" + "".join(f"{one.address} {one.name} {one.etcd_name}\n" for one in members)


def pgpass(members):
    return "".join(f"{one.address}:5432:*:patrol:{SECRETS['auditor']}\n" for one in members)
