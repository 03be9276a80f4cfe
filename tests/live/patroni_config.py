#!/usr/bin/env python3
"""Holds `patrol why --all` against the code of an installed Patroni, on random configurations.

    patroni_config.py PROGRAM ROUNDS [FOLDER-WITH-PATRONI]

Each round writes a member's file and a dynamic configuration, gives them to Patroni's own Config class and
table of parameters, and to patrol. They must agree on ttl, loop_wait and retry_timeout, on what becomes of
controlled parameters, and on which parameters go into postgresql.conf. Exit 77: Patroni or the server of
its version is not installed. Wants the Python that Debian's packages belong to, /usr/bin/python3.
"""
import json
import logging
import pathlib
import random
import subprocess
import sys
import tempfile
import types

SERVER = "/usr/lib/postgresql/15/bin/postgres"
MAJOR = 15
VALUES = [0, 1, -1, -2, 2, 10, 64, 100, 150, 1000, 99999, 2**31, 2**40, 1.5, 0.5, 150.7, True, False, None, "on", "off", "yes", "no",
          "t", "y", "ON", "True", "1", "0", "100", "0100", "0x96", "150.0", "1e3", "8MB", "64kB", "64mb", "1GB", "5min", "30s", "5m",
          "100ms", "1d", "abc", "", "  7 ", "replica", "logical", "minimal", "all", "none", "ddl", "terse", "auto", "try", "md5",
          "pglz", "regress", "debug", "debug2", "immediate", "1TB", "10TB", "0.1ms", "63.6kB", "29.6s", "hot_standby", "REPLICA",
          "08", "1_000", "4 GB", [1, 2], {"a": 1}]
TIMING = ("ttl", "loop_wait", "retry_timeout")
# Computed from other settings, or made into other ones.
ELSEWHERE = {"wal_keep_segments", "wal_keep_size", "hba_file", "ident_file", "synchronous_standby_names", "wal_level", "wal_buffers",
             "hot_standby_feedback", "listen_addresses", "port", "cluster_name", "data_directory", "config_file"}


def load_patroni(folder):
    if folder:
        sys.path.insert(0, folder)
    else:
        sys.path.append("/usr/lib/python3/dist-packages")  # where Debian's package puts it
    logging.disable(logging.CRITICAL)
    try:
        import yaml
        from patroni import config, version
        from patroni.postgresql import config as handler, validator
    except ImportError as failure:
        print(f"SKIPPED: {failure}")
        sys.exit(77)
    return types.SimpleNamespace(Config=config.Config, controlled={n.lower() for n in handler.ConfigHandler.CMDLINE_OPTIONS.keys()},
                                 recovery={n.lower() for n in validator.recovery_parameters.keys()}, validator=validator,
                                 version=version.__version__, dump=yaml.safe_dump)


def described():
    out = subprocess.run([SERVER, "--describe-config"], capture_output=True, text=True, errors="replace", check=True).stdout
    return [line.split("\t")[0] for line in out.splitlines()]


def written(patroni, available, name, value):
    transform = patroni.validator.transform_postgresql_parameter_value
    if "available_gucs" not in transform.__code__.co_varnames:
        return transform(MAJOR * 10000, name, value)
    from patroni.collections import CaseInsensitiveSet
    return transform(MAJOR * 10000, name, value, CaseInsensitiveSet(available))


def ask(program, patroni, local, dynamic):
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        (folder / "patroni.yml").write_text(patroni.dump(local))
        (folder / "dynamic.json").write_text(json.dumps(dynamic))
        held = patroni.Config(str(folder / "patroni.yml"))
        held.set_dynamic_configuration(json.loads(json.dumps(dynamic)))
        run = subprocess.run([program, "why", "--all", "--format", "json", "--patroni-version", patroni.version, "--postgres-version",
                              str(MAJOR), "--dynamic", "dynamic.json", "patroni.yml"], cwd=folder, capture_output=True, text=True)
        return held.copy(), {setting["name"].lower(): setting for setting in json.loads(run.stdout)["settings"]}


def same_text(left, right):
    words = {"true": "on", "yes": "on", "1": "on", "false": "off", "no": "off", "0": "off"}
    left, right = str(left).strip().lower(), str(right).strip().lower()
    if words.get(left, left) == words.get(right, right):
        return True
    try:
        return round(float(int(left, 0) if not left.startswith("0") else int(left, 8))) == int(right)
    except ValueError:
        try:
            return round(float(left)) == int(right)
        except ValueError:
            return False


def differences(patroni, available, held, got, names):
    for name in TIMING:
        if str(held[name]) != got[name]["value"]:
            yield f"{name}: Patroni {held[name]}, patrol {got[name]['value']}"
    parameters = held["postgresql"]["parameters"]
    for name in sorted(set(names)):
        low = name.lower()
        if low in patroni.recovery or low in ELSEWHERE or name not in parameters:
            continue
        mine = got[low]
        is_refused = any(ignored["rule"] == "server_refused" for ignored in mine["ignored"])
        if low in patroni.controlled:
            if not is_refused and not same_text(parameters[name], mine["value"]):
                yield f"{name}: Patroni {parameters[name]!r}, patrol {mine['value']!r}"
            continue
        is_kept = written(patroni, available, name, parameters[name]) is not None
        if is_kept != (mine["layer"] in ("local", "dynamic") or is_refused):
            yield f"{name}={parameters[name]!r}: Patroni {'writes' if is_kept else 'drops'} it, patrol says {mine['layer']}"


def main():
    program, rounds = str(pathlib.Path(sys.argv[1]).resolve()), int(sys.argv[2])
    if not pathlib.Path(SERVER).exists():
        print(f"SKIPPED: there is no {SERVER}")
        sys.exit(77)
    patroni = load_patroni(sys.argv[3] if len(sys.argv) > 3 else "")
    available = described()
    names = sorted(set(available) - ELSEWHERE) + ["wrk_mem", "my.own", "checkpoint_segments", "default_with_oids", "Work_Mem"]
    pick, checked, bad = random.Random(1), 0, 0
    for _ in range(rounds):
        in_dcs = {pick.choice(names): pick.choice(VALUES) for _ in range(6)}
        in_dcs.update({pick.choice(sorted(patroni.controlled)): pick.choice(VALUES) for _ in range(pick.randint(0, 3))})
        in_file = {pick.choice(names): pick.choice(VALUES) for _ in range(12)}
        dynamic = {"postgresql": {"parameters": in_dcs}}
        dynamic.update({name: pick.choice(VALUES) for name in TIMING if pick.random() < 0.3})
        local = {"scope": "demo", "name": "n1", "restapi": {"listen": "a:1", "connect_address": "a:1"},
                 "postgresql": {"listen": "a:1", "connect_address": "a:1", "data_dir": "/none", "parameters": in_file,
                                "authentication": {"superuser": {}, "replication": {}}}}
        held, got = ask(program, patroni, local, dynamic)
        checked += len(TIMING) + len(in_dcs) + len(in_file)
        for text in differences(patroni, available, held, got, [*in_dcs, *in_file]):
            bad += 1
            print(text)
    print(f"Patroni {patroni.version}: {checked} values, {bad} differences")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
