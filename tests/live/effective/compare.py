"""Holds the prediction of `patrol why --all` against the record of a scenario."""
import json
import pathlib
import re
import subprocess
import tempfile

import yaml

from truth import Truth

HERE = pathlib.Path(__file__).resolve().parent
EXPLAINED = yaml.safe_load((HERE / "explained.yml").read_text(encoding="utf-8"))
# A line of Patroni's log, and the rules or words that the chain of that setting must then show.
LINES = [(re.compile(r"Removing (?:invalid |unexpected |\w+ )parameter[=` ]+(?P<name>[\w.]+)"), "left out"),
         (re.compile(r"Value=.* of parameter=(?P<name>[\w.]+) is too"), "moved"),
         (re.compile(r"postgresql parameter (?P<name>\w+)=.* failed validation"), "refused"),
         (re.compile(r"^INFO: (?P<name>\w+) value in pg_controldata"), "raised"),
         (re.compile(r"Exception when setting dynamic_configuration"), "all refused"),
         (re.compile(r"Conflicting configuration between \w+: .* and (?P<name>\w+): "), "tags"),
         (re.compile(r"Violated the rule"), "timing")]

# Left out of the ordinary parameters, as Patroni 2 logs it, because they count as recovery parameters.
RECOVERY = {"archive_cleanup_command", "primary_conninfo", "primary_slot_name", "promote_trigger_file", "recovery_end_command",
            "recovery_min_apply_delay", "recovery_target_action", "recovery_target_timeline", "restore_command"}


class Result:
    """Of one member."""

    def __init__(self, member):
        self.member = member
        self.rows = self.values = self.lines = 0
        self.different, self.explained = [], []


def lay_out(record, root):
    """Copies of the documents; the looked-at member's on their own paths, the others' below their names."""
    files = []
    for prefix, documents in [("", record["documents"])] + sorted(record["others"].items()):
        for path, text in documents.items():
            target = root / prefix / path.lstrip("/")
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(text, encoding="utf-8", newline="")
            files.append(str(target.relative_to(root)))
    return files


def ask(patrol, record, with_dynamic=True):
    with tempfile.TemporaryDirectory(prefix="patrol-live-") as folder:
        root = pathlib.Path(folder)
        files = lay_out(record, root)
        words = [str(pathlib.Path(patrol).resolve()), "why", "--all", "--format", "json", "--member", record["member"],
                 "--role", record["role"], "--patroni-version", record["patroni"], "--postgres-version", str(record["postgres"])]
        if with_dynamic:
            (root / "dynamic.json").write_text(json.dumps(record["dynamic"]), encoding="utf-8")
            words += ["--dynamic", "dynamic.json"]
        run = subprocess.run(words + files, cwd=root, capture_output=True, text=True, timeout=60, check=False)
    try:
        settings = [one for one in json.loads(run.stdout)["settings"] if one.get("member") in (None, record["member"])]
    except (ValueError, KeyError):
        return None, f"exit {run.returncode}: {run.stderr.strip()[:300]}"
    return settings, ""


def explanation(scenario, record, name, row, predicted):
    """One sentence when this difference is a named one."""
    own = {key.lower(): text for key, text in scenario.get("explained", {}).items()}
    if name in own:
        return own[name]
    for known in EXPLAINED:
        fits = re.fullmatch(known["name"], name) is not None
        fits = fits and known.get("source", row["source"]) == row["source"]
        fits = fits and known.get("pending_restart", row["pending_restart"]) == row["pending_restart"]
        fits = fits and known.get("role", record["role"]) == record["role"]
        fits = fits and (not known.get("same_value") or str(predicted.get("value")) == row["setting"])
        fits = fits and known.get("predicted", predicted.get("layer")) == predicted.get("layer")
        if fits:
            return known["why"]
    return ""


def note(result, scenario, record, name, row, predicted, text):
    why = explanation(scenario, record, name, row, predicted)
    if why:
        result.explained.append((name, why))
    else:
        result.different.append(f"{record['member']} {text}")


def hold_rows(result, scenario, truth, predicted):
    for name, row in truth.rows.items():
        mine = predicted.get(name, {})
        is_default = row["source"] == "default"
        if is_default and mine.get("layer", "default") in ("default", "computed") and not row["pending_restart"]:
            continue
        layer, value = truth.layer(row), truth.value(row)
        result.rows += 1
        if str(mine.get("value")) != str(value) or mine.get("layer") != layer or row["pending_restart"]:
            same_anyway = str(mine.get("value")) == str(value) and mine.get("layer") == layer
            if same_anyway:
                continue
            note(result, scenario, truth.record, name, row, mine,
                 f"{row['name']}: runs with {value!r} by {layer}, predicted {mine.get('value')!r} by {mine.get('layer')}")


def hold_placeholders(result, scenario, truth, predicted):
    """Parameters of libraries that are not loaded: the server keeps them, and does not list them."""
    for name, mine in predicted.items():
        if name in truth.rows or mine.get("layer") == "default":
            continue
        found = truth.placeholders.get(name)
        row = {"name": name, "source": "", "pending_restart": False}
        result.rows += 1
        if found is None:
            note(result, scenario, truth.record, name, row, mine,
                 f"{name}: the server has no such parameter, predicted {mine.get('value')!r} by {mine.get('layer')}")
            continue
        layer = truth.file_layer(name, found["sourcefile"], found["sourceline"], found["setting"])
        if found["shown"] != mine.get("value") or layer != mine.get("layer"):
            note(result, scenario, truth.record, name, row, mine, f"{name}: {found['shown']!r} by {layer}, predicted "
                 f"{mine.get('value')!r} by {mine.get('layer')}")


def is_read_from_elsewhere(truth, name, mine):
    """A layer that does not mention the setting cannot have decided; members' own files never decide about dynamic ones."""
    if name.startswith("lease of"):
        return False
    old = name.replace("primary_", "master_")
    dynamic = truth.record["dynamic"]
    if mine.get("layer") == "dynamic" and "." not in name:
        return name not in dynamic and old not in dynamic
    return mine.get("layer") in ("local", "environment") and name in dynamic


def hold_patroni(result, scenario, truth, settings):
    predicted = {one["name"]: one for one in settings}
    row = {"name": "", "source": "patroni", "pending_restart": False}
    observed = truth.patroni_values()
    if truth.record["granted_ttl"] is not None:
        observed["lease of the leader key"] = str(truth.record["granted_ttl"])
        predicted["lease of the leader key"] = predicted.get("ttl", {})
    for name, value in observed.items():
        mine = predicted.get(name)
        if mine is None:
            if name in truth.record["dynamic"]:
                result.different.append(f"{truth.record['member']} {name}: Patroni has {value}, nothing is predicted")
            continue
        result.values += 1
        if is_read_from_elsewhere(truth, name, mine):
            result.different.append(f"{truth.record['member']} {name}: predicted {mine['value']!r} by {mine['layer']}, which has no such key")
        if mine.get("value") != value:
            note(result, scenario, truth.record, name, row, mine, f"{name}: Patroni has {value!r}, predicted "
                 f"{mine.get('value')!r} by {mine.get('layer')}")


def tells(kind, chain):
    """Does the chain of a setting say what the log said of it?"""
    rules = {one.get("rule") for one in chain.get("ignored", [])}
    remarks = chain.get("remarks", [])
    return {"left out": bool(rules & {"dropped", "server_refused", "not_read", "nulled"}), "moved": bool(remarks or rules),
            "refused": bool(rules & {"refused", "computed", "controlled"}), "raised": bool(remarks) or bool(chain.get("ignored")),
            "timing": bool(remarks)}[kind]


def hold_log(result, record, settings):
    chains = {}
    for one in settings:
        chains.setdefault(one["name"].lower(), one)
    for line in record["log"]:
        for pattern, kind in LINES:
            found = pattern.search(line)
            if not found:
                continue
            result.lines += 1
            if kind == "all refused":
                # An empty store is what a refused bootstrap.dcs leaves; then "read once" is all that can be told.
                rules = {"all_refused", "refused"} | ({"once"} if record["dynamic"] == {} else set())
                fits = any(loss.get("rule") in rules for one in settings for loss in one["ignored"])
            elif kind == "timing":
                fits = any(tells(kind, chains.get(name, {})) for name in ("ttl", "loop_wait", "retry_timeout"))
            elif kind == "tags":
                fits = bool(chains.get(f"tags.{found['name']}", {}).get("remarks"))
            elif found["name"].lower() in RECOVERY:
                fits = True
            else:
                fits = tells(kind, chains.get(found["name"].lower(), {}))
            if not fits:
                result.different.append(f"{record['member']} log: {line[:140]}: the prediction does not tell")


def was_never_changed(scenario, record):
    """Then bootstrap.dcs is all that was ever in the store, and the prediction without the store's copy holds too."""
    steps = scenario.get("steps", []) + scenario.get("second", {}).get("steps", [])
    return not any(verb in step for step in steps for verb in ("patch", "put", "edit"))


def hold_one(patrol, scenario, record, with_dynamic):
    result = Result(record["member"])
    settings, problem = ask(patrol, record, with_dynamic)
    if problem:
        result.different.append(f"{record['member']}: {problem}")
        return result
    truth = Truth(record)
    parameters = {one["name"].lower(): one for one in settings if one.get("kind", "parameter") == "parameter"}
    hold_rows(result, scenario, truth, parameters)
    hold_placeholders(result, scenario, truth, parameters)
    hold_patroni(result, scenario, truth, [one for one in settings if one.get("kind") == "patroni"])
    hold_log(result, record, settings)
    if not with_dynamic:
        result.different = [f"(before the bootstrap) {text}" for text in result.different]
    return result


def hold(patrol, scenario, records):
    """One result per member, and one more each for the prediction made before the cluster exists."""
    results = [hold_one(patrol, scenario, record, True) for record in records]
    for record in records:
        if was_never_changed(scenario, record):
            results.append(hold_one(patrol, scenario, record, False))
    return results
