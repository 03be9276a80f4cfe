#!/usr/bin/env python3
"""Real logins against PostgreSQL 15: for generated policies, does `patrol hba who` name the method
that the server asks for, or its refusal?

    hba_logins.py PATROL [LOGINS]

Starts a server of its own in a temporary folder, on loopback and a socket. Exit 77: not possible here.
"""
import json
import os
import pathlib
import pwd
import random
import re
import shutil
import socket
import ssl
import struct
import subprocess
import sys
import tempfile
import time

BIN = pathlib.Path("/usr/lib/postgresql/15/bin")
USERS = ["ann", "bob", "grp", "zed"]
DATABASES = ["postgres", "app", "ann", "grp"]
ROLES = {"ann": ["grp"], "zed": ["grp"]}
ADDRESSES = ["127.0.0.1", "127.0.0.2", "127.0.1.1", "127.1.2.3", "127.9.9.9", "127.200.0.77", "::1"]
TYPES = ["local", "host", "host", "hostssl", "hostnossl", "hostnogssenc"]
NETWORKS = ["all", "127.0.0.0/8", "127.0.0.1/32", "127.0.0.0 255.255.255.0", "127.0.0.1 255.0.255.255",
            "::1/128", "0.0.0.0/0", "::/0", "samehost", "samenet", "127.1/16", "127.128.0.0/9", "0.0.0.1 0.0.0.1"]
NAMES = {"database": ["all", "all", "replication", "sameuser", "samerole", "app", '"all"', "app,replication", "ann,grp", "@dbs"],
         "user": ["all", "all", "ann", "ann,bob", "+grp", '"+grp"', "zed,+nosuch", "ANN", "@users"]}
METHODS = ["trust", "reject", "md5", "password", "scram-sha-256"]
HOST_NAME = re.compile(r"localhost|\.invalid", re.IGNORECASE)


def policy(rng):
    lines = []
    for _ in range(rng.randint(2, 14)):
        kind = rng.choice(TYPES)
        words = [kind, rng.choice(NAMES["database"]), rng.choice(NAMES["user"])]
        if kind != "local":
            words.append(rng.choice(NETWORKS))
        lines.append(" ".join(words + [rng.choice(METHODS)]))
    if rng.random() < 0.5:  # else most logins would end without an entry
        lines.append(f"{rng.choice(['host', 'local', 'hostssl'])} all,replication all all {rng.choice(METHODS)}".replace(
            "local all,replication all all", "local all,replication all"))
    return "\n".join(lines) + "\n"


def has_name_service():
    """Whether every address has a name or surely none; then records with host names are tried too."""
    for address in ADDRESSES:
        try:
            socket.getnameinfo((address, 0), socket.NI_NAMEREQD)
        except socket.gaierror as error:
            if error.errno in (socket.EAI_AGAIN, socket.EAI_SYSTEM):
                return False
    return True


def read_message(stream):
    head = b""
    while len(head) < 5:
        part = stream.recv(5 - len(head))
        if not part:
            return b"", b""
        head += part
    size, body = struct.unpack("!I", head[1:])[0] - 4, b""
    while len(body) < size:
        part = stream.recv(size - len(body))
        if not part:
            return b"", b""
        body += part
    return head[:1], body


def answer_of(stream):
    kind, body = read_message(stream)
    if kind == b"R":
        code = struct.unpack("!I", body[:4])[0]
        return {0: "trust", 3: "password", 5: "md5", 10: "scram-sha-256"}.get(code, f"auth {code}")
    text = body.decode(errors="replace")
    if kind == b"E" and "rejects" in text:
        return "reject"
    return "no-entry" if kind == b"E" and "no pg_hba.conf entry" in text else f"?{kind} {text[:200]}"


def login(server, one):
    if one["local"]:
        stream = socket.socket(socket.AF_UNIX)
        stream.connect(str(server["folder"] / f".s.PGSQL.{server['port']}"))
    else:
        family = socket.AF_INET6 if ":" in one["from"] else socket.AF_INET
        stream = socket.socket(family)
        stream.bind((one["from"], 0))
        stream.connect(("::1" if family == socket.AF_INET6 else "127.0.0.1", server["port"]))
    stream.settimeout(10)
    if one["tls"]:
        stream.sendall(struct.pack("!II", 8, 80877103))
        assert stream.recv(1) == b"S"
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
        stream = context.wrap_socket(stream)
    words = ["user", one["user"], "database", one["database"]]
    if one["replication"]:
        words += ["replication", "true"]
    body = struct.pack("!I", 196608) + b"".join(w.encode() + b"\0" for w in words) + b"\0"
    stream.sendall(struct.pack("!I", len(body) + 4) + body)
    with stream:
        return answer_of(stream)


def asked(patrol, path, one):
    command = [patrol, "hba", "who", str(path), "--user", one["user"], "--format", "json",
               "--postgres-version", "15", "--interfaces", "127.0.0.1/8,::1/128", "--resolve"]
    for user, groups in ROLES.items():
        command += ["--role-of", f"{user}={','.join(groups)}"]
    command += ["--replication"] if one["replication"] else ["--database", one["database"]]
    command += ["--local"] if one["local"] else ["--from", one["from"]] + (["--tls"] if one["tls"] else [])
    run = subprocess.run(command, capture_output=True, timeout=30, check=False)
    found = json.loads(run.stdout)
    return found["method"] if found["decision"] == "method" else found["decision"]


def as_postgres(command):
    prefix = ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups"] if os.geteuid() == 0 else []
    return subprocess.run(prefix + [str(word) for word in command], check=True, capture_output=True, text=True)


def start(folder):
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    data = folder / "data"
    as_postgres([BIN / "initdb", "-D", data, "-A", "trust", "-U", "postgres"])
    as_postgres(["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "9", "-subj", "/CN=localhost",
                 "-keyout", data / "server.key", "-out", data / "server.crt"])
    with open(data / "postgresql.conf", "a", encoding="utf-8") as conf:
        conf.write(f"listen_addresses='127.0.0.1,::1'\nport={port}\nunix_socket_directories='{folder}'\nssl=on\n"
                   "fsync=off\npassword_encryption=md5\nmax_connections=30\nlog_min_messages=panic\n")
    as_postgres([BIN / "pg_ctl", "-D", data, "-l", folder / "log", "-w", "start"])
    return {"folder": folder, "data": data, "port": port}


def psql(server, *statements):
    words = [word for statement in statements for word in ("-c", statement)]
    return as_postgres([BIN / "psql", "-XAtq", "-h", server["folder"], "-p", server["port"], "-U", "postgres", "-d", "postgres"] + words).stdout


def load(server, text):
    """A way in for ourselves stands in front; it matches none of the logins tried."""
    (server["data"] / "pg_hba.conf").write_text("local postgres postgres trust\n" + text, encoding="utf-8")
    before = psql(server, "select pg_conf_load_time()")
    psql(server, "select pg_reload_conf()")
    for _ in range(500):
        time.sleep(0.01)
        if psql(server, "select pg_conf_load_time()") != before:
            break
    time.sleep(0.05)
    errors = psql(server, "select count(*) from pg_hba_file_rules where error is not null").strip()
    assert errors == "0", text


def main():
    patrol, wanted = sys.argv[1], int(sys.argv[2]) if len(sys.argv) > 2 else 5000
    if not BIN.is_dir() or not shutil.which("openssl"):
        print("SKIPPED: PostgreSQL 15 or openssl is not installed")
        return 77
    rng, done, wrong, unresolved = random.Random(11), 0, 0, 0
    if has_name_service():
        NETWORKS.extend(["localhost", "LocalHost", "no-such-host.invalid", ".invalid"])
    else:
        print("SKIPPED: records with host names: the name service is out of order")
    seen = {}
    folder = pathlib.Path(tempfile.mkdtemp(prefix="hba-logins-"))
    if os.geteuid() == 0:
        owner = pwd.getpwnam("postgres")
        os.chown(folder, owner.pw_uid, owner.pw_gid)
    server = start(folder)
    try:
        psql(server, *[f"create role {user} login password 'x'" for user in USERS],
             *[f"grant {group} to {user}" for user, groups in ROLES.items() for group in groups],
             *[f"create database {name}" for name in DATABASES if name != "postgres"])
        for name, words in (("dbs", "app\ngrp # two\n"), ("users", "ann, zed\n")):
            (server["data"] / name).write_text(words, encoding="utf-8")
        while done < wanted:
            text = policy(rng)
            load(server, text)
            for _ in range(50):
                local = rng.random() < 0.15
                one = {"local": local, "tls": not local and rng.random() < 0.4, "from": rng.choice(ADDRESSES),
                       "user": rng.choice(USERS), "database": rng.choice(DATABASES), "replication": rng.random() < 0.25}
                real, mine = login(server, one), asked(patrol, server["data"] / "pg_hba.conf", one)
                # A name service that is slow for once leaves patrol without an answer: ask again.
                if mine == "undecided" and HOST_NAME.search(text):
                    mine = asked(patrol, server["data"] / "pg_hba.conf", one)
                    if mine == "undecided":
                        unresolved += 1
                        continue
                seen[real] = seen.get(real, 0) + 1
                done += 1
                if real != mine:
                    wrong += 1
                    print(f"server {real}, patrol {mine}: {one}\n{text}")
    finally:
        as_postgres([BIN / "pg_ctl", "-D", server["data"], "-m", "immediate", "stop"])
        shutil.rmtree(folder, ignore_errors=True)
    print(f"{done} logins, {wrong} differences; the server answered {seen}")
    print(f"{unresolved} more left out: the name service gave patrol no answer in time")
    return 1 if wrong or len(seen) < 5 or unresolved > wanted // 100 else 0


if __name__ == "__main__":
    sys.exit(main())
