"""Runs Patroni and lets a thread look at what it holds: the answer to questions that REST does not answer.

    python3 observe.py STATE [CONFIGURATION]

STATE is written anew a few times a second: passes of the main loop, timing, modes, tags, and the documents as
Patroni merged and accepted them. Nothing is changed. When the test that started it is gone, so are the servers.
"""
import json
import os
import signal
import sys
import threading
import time

MODES = ["synchronous_mode", "synchronous_mode_strict", "failsafe_mode", "check_timeline", "pause"]
NUMBERS = ["maximum_lag_on_failover", "maximum_lag_on_syncnode", "synchronous_node_count", "max_timelines_history",
           "primary_start_timeout", "primary_stop_timeout", "master_start_timeout", "master_stop_timeout"]
TEXTS = ["bin_dir", "data_dir", "listen", "connect_address"]
# Patroni asks these for truth, as Python sees it.
SWITCHES = ["use_pg_rewind", "use_unix_socket", "remove_data_directory_on_rewind_failure",
            "remove_data_directory_on_diverged_timelines"]
TAGS = ["nofailover", "noloadbalance", "nosync"]
PRIORITIES = ["failover_priority", "sync_priority"]


def tried(read, otherwise=None):
    try:
        return read()
    except Exception:  # another version has it elsewhere, or not at all
        return otherwise


FOUND = []


def remember(kind):
    """The one object that everything hangs on, from when it is made."""
    made = kind.__init__

    def init(self, *words, **named):
        FOUND.append(self)
        made(self, *words, **named)
    kind.__init__ = init


def modes_of(patroni):
    ha, out = patroni.ha, {}
    if hasattr(sys.modules.get("patroni.global_config"), "is_synchronous_mode"):
        known = sys.modules["patroni.global_config"]
        for name in MODES:
            out[name] = tried(lambda: bool(getattr(known, "is_" + {"pause": "paused"}.get(name, name), known.check_mode(name))))
        if tried(lambda: known.is_quorum_commit_mode):
            out["synchronous_mode"] = "quorum"
        for name in NUMBERS:
            out[name] = tried(lambda: getattr(known, name))
        return out
    for name in MODES:
        out[name] = tried(lambda: bool(ha.check_mode(name)))
        if out[name] is None:
            out[name] = tried(lambda: bool(ha.cluster.check_mode(name)))
    for name in NUMBERS:
        out[name] = tried(lambda: patroni.config[name])
    if out["primary_start_timeout"] is not None:  # the old names are copied, and nothing reads them
        del out["master_start_timeout"], out["master_stop_timeout"]
    if "max_timelines_history" not in patroni.config:
        out["max_timelines_history"] = tried(lambda: int(ha.cluster.config.max_timelines_history))
    return out


def slots_of(patroni):
    known = sys.modules.get("patroni.global_config")
    if hasattr(known, "use_slots"):
        return bool(known.use_slots)
    if not patroni.ha.cluster.config:
        return None
    return bool(patroni.ha.cluster.use_slots)


def tags_of(patroni):
    tags = dict(patroni.tags)
    tags.update({name: tried(lambda: bool(getattr(patroni, name))) for name in TAGS})
    tags.update({name: getattr(patroni, name) for name in PRIORITIES if hasattr(patroni, name)})
    return tags


def look(patroni):
    config, dcs = patroni.config, patroni.dcs
    out = {"ttl": tried(lambda: dcs.ttl), "loop_wait": tried(lambda: dcs.loop_wait),
           "retry_timeout": tried(lambda: dcs._retry.deadline), "tags": tags_of(patroni),
           "name": tried(lambda: patroni.postgresql.name), "scope": tried(lambda: patroni.postgresql.scope)}
    out.update(modes_of(patroni))
    switches = {name: tried(lambda: config["postgresql"].get(name)) for name in TEXTS}
    switches.update({name: tried(lambda: bool(config["postgresql"].get(name))) for name in SWITCHES})
    switches["use_slots"] = tried(lambda: slots_of(patroni))
    return {"values": out, "postgresql": switches,
            "local": tried(lambda: config._local_configuration), "dynamic": tried(lambda: config._dynamic_configuration),
            "parameters": tried(lambda: dict(config["postgresql"]["parameters"]))}


def plain(one):
    if hasattr(one, "items"):
        return {str(key): plain(value) for key, value in one.items()}
    if isinstance(one, (list, tuple)):
        return [plain(value) for value in one]
    return one if isinstance(one, (str, int, float, bool, type(None))) else str(one)


def end_server(data_dir):
    """Only once nobody is left to look after the servers."""
    try:
        with open(os.path.join(data_dir, "postmaster.pid"), encoding="utf-8") as file:
            os.kill(int(file.readline()), signal.SIGQUIT)
    except (OSError, ValueError):
        pass


def watch(path, parent):
    passes, last, data_dir = 0, None, ""
    while True:
        time.sleep(0.15)
        if os.getppid() != parent:
            end_server(data_dir)
            os.killpg(0, signal.SIGKILL)
        patroni = FOUND[0] if FOUND else None
        if not hasattr(patroni, "next_run"):
            continue
        if patroni.next_run != last:
            passes, last = passes + 1, patroni.next_run
        state = plain(tried(lambda: look(patroni), {}))
        data_dir = (state.get("postgresql") or {}).get("data_dir") or data_dir
        state["passes"], state["data_dir"] = passes, data_dir
        with open(path + ".new", "w", encoding="utf-8") as file:
            json.dump(state, file)
        os.replace(path + ".new", path)


def main():
    threading.Thread(target=watch, args=(sys.argv[1], os.getppid()), daemon=True).start()
    sys.argv = ["patroni"] + sys.argv[2:]
    import patroni.__main__ as program
    remember(getattr(program, "Patroni", None) or sys.modules["patroni"].Patroni)
    program.main()


if __name__ == "__main__":
    main()
