"""Scenarios: data files in scenarios/*.yml, and the documents that a member gets of them.

Keys of a scenario: name, what; fragments of text that are set into patroni.yml as they stand (timing and dcs below
bootstrap.dcs, postgresql, parameters, pg_hba, root); files {name: text} beside it; directory {name: text} in place of one
file; environment {name: value}; configuration: variable (the whole file as PATRONI_CONFIGURATION); servers (default 1);
`second`: the same keys for server-2 where it differs; scopes (own: server-2 is a cluster of its own); steps; restart: never
(leave what waits for a restart waiting); patroni: the versions it is for (">=3.1 <4"); explained {row: sentence}.
{folder}, {port}, {peer_port} in texts are replaced.
"""
import pathlib
import textwrap

import yaml

HERE = pathlib.Path(__file__).resolve().parent
TIMING = "ttl: 20\nloop_wait: 1\nretry_timeout: 3\n"
PG_HBA = "- local all all trust\n- host all all 127.0.0.1/32 trust\n- host replication replicator 127.0.0.1/32 trust\n"
KEYS = {"name", "what", "timing", "dcs", "postgresql", "parameters", "pg_hba", "root", "files", "directory", "environment",
        "configuration", "servers", "second", "steps", "patroni", "explained", "scopes", "restart"}

TEMPLATE = """\
scope: {scope}
namespace: /patrol/
name: {name}
restapi:
  listen: 127.0.0.1:{rest_port}
  connect_address: 127.0.0.1:{rest_port}
etcd3:
  hosts: 127.0.0.1:{etcd_port}
bootstrap:
  dcs:
{dcs}
  initdb:
  - encoding: UTF8
  - locale: C.UTF-8
  - data-checksums
  - no-sync
postgresql:
  listen: 127.0.0.1:{port}
  connect_address: 127.0.0.1:{port}
  data_dir: {folder}/data
  bin_dir: {bin_dir}
  pgpass: {folder}/pgpass
  authentication:
    superuser:
      username: postgres
      password: su-secret
    replication:
      username: replicator
      password: repl-secret
{postgresql}
  parameters:
    unix_socket_directories: {folder}
{parameters}
{pg_hba}
{root}
"""


def load(pattern="*"):
    found = []
    for path in sorted((HERE / "scenarios").glob(f"{pattern}.yml")):
        for one in yaml.safe_load(path.read_text(encoding="utf-8")):
            unknown = set(one) - KEYS
            assert not unknown, f"{path.name}, {one.get('name')}: unknown keys {unknown}"
            found.append(one)
    names = [one["name"] for one in found]
    assert len(set(names)) == len(names), "two scenarios have the same name"
    return found


def numbers(version):
    return tuple(int(part) for part in version.split(".")[:3] if part.isdigit())


def is_for(scenario, version):
    for condition in scenario.get("patroni", "").split():
        bound = numbers(condition.lstrip("<>="))
        mine = numbers(version)[:len(bound)] if condition.startswith(("<=", ">")) else numbers(version)
        holds = {">=": mine >= bound, "<": mine < bound}["<" if condition.startswith("<") else ">="]
        if not holds:
            return False
    return True


def of_member(scenario, index):
    """The scenario's keys as they count for one server."""
    merged = dict(scenario)
    if index > 1:
        merged.update(scenario.get("second", {}))
    return merged


def filled(text, places):
    for key, value in places.items():
        text = text.replace("{" + key + "}", str(value))
    return text


def indented(text, by):
    return textwrap.indent(str(text).rstrip("\n"), " " * by) if text else ""


def main_file(keys, places):
    text = TEMPLATE
    parts = {"dcs": indented(keys.get("timing", TIMING) + keys.get("dcs", ""), 4) or "    {}",
             "postgresql": indented(keys.get("postgresql"), 2), "parameters": indented(keys.get("parameters"), 4),
             "pg_hba": "  pg_hba:\n" + indented(keys.get("pg_hba", PG_HBA), 2), "root": keys.get("root", "")}
    text = filled(filled(text, parts), places)
    return "\n".join(line for line in text.split("\n") if line.strip()) + "\n"


def environment_text(variables):
    def quoted(value):
        for char in "\\\"$`":
            value = value.replace(char, "\\" + char)
        return f'"{value}"'
    return "".join(f"{name}={quoted(value)}\n" for name, value in variables.items())


def documents(scenario, index, places):
    """{path below the member's folder: text}, its environment, and Patroni's argument."""
    keys = of_member(scenario, index)
    text = main_file(keys, places)
    variables = {name: filled(str(value), places) for name, value in keys.get("environment", {}).items()}
    files = {name: filled(body, places) for name, body in keys.get("files", {}).items()}
    if keys.get("configuration") == "variable":
        variables["PATRONI_CONFIGURATION"] = text
        argument = ""
    elif keys.get("directory"):
        files["conf.d/00-main.yml"] = text
        files.update({f"conf.d/{name}": filled(body, places) for name, body in keys["directory"].items()})
        argument = "conf.d"
    else:
        files["patroni.yml"], argument = text, "patroni.yml"
    if variables:
        files["patroni.env"] = environment_text(variables)
    return files, variables, argument
