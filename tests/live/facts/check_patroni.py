"""The table of Patroni's settings against the installed Patroni: its modules are imported and asked.
Nothing is started and no DCS is contacted."""
import importlib.util
import os
import re
import sys

import check_parameters
from table import Report, default_in, is_patroni_setting_in, version

DEBIAN_MODULES = "/usr/lib/python3/dist-packages"
SECTIONS = ("etcd", "etcd3", "consul", "zookeeper", "exhibitor", "kubernetes", "raft", "citus")


def explained_in(release):
    reasons = {}
    if release < (3, 2, 0):
        reasons["exhibitor.pool_interval"] = "a slip of the validator; the setting is poll_interval"
    if (3, 0, 4) <= release < (3, 1, 1):
        reasons["max_prepared_transactions"] = "0 counts as refused, and then is the default"
    return reasons


def is_there():
    if importlib.util.find_spec("patroni") is None and os.path.isdir(f"{DEBIAN_MODULES}/patroni"):
        sys.path.append(DEBIAN_MODULES)
    return importlib.util.find_spec("patroni") is not None


def flatten(prefix, value):
    """Dotted paths of all scalars in nested dictionaries."""
    if hasattr(value, "items") and len(value):
        for key, item in value.items():
            yield from flatten(f"{prefix}.{key}" if prefix else str(key), item)
    else:
        yield prefix, value


class Environment(dict):
    """An environment that notes which variables are asked for."""

    def __init__(self, values):
        super().__init__(values)
        self.asked = set()

    def pop(self, key, *default):
        self.asked.add(key)
        return super().pop(key, *default)


def build_from(variables):
    """What Patroni makes of these variables, as flat paths; and the names it asked for."""
    import patroni.config as config
    environment = Environment(variables)
    real = config.os.environ
    config.os.environ = environment
    try:
        made = config.Config._build_environment_configuration()
    finally:
        config.os.environ = real
    return dict(flatten("", made)), environment.asked


def value_for(row):
    """A value that Patroni can convert to the setting's type."""
    samples = {"bool": "true", "int": "7", "number": "7", "list": "a,b", "map": "{a: b}",
               "hostport-list": "h:1,i:2", "enum": (row.get("words") or ["x"])[0]}
    for kind in row["types"]:
        if kind in samples:
            return samples[kind]
    return "text"


def compare_variables(report, rows, release):
    """Each variable, set alone, must land at its setting's path; old names likewise."""
    with_variable = [row for row in rows if "variable" in row
                     and release >= version(row.get("variable_since", "0.0.0"))]
    for row in with_variable:
        others = {}
        if re.fullmatch(r"etcd3?\.(username|password)", row["path"]):  # needs a sibling
            others = {f"PATRONI_{row['path'].split('.')[0].upper()}_HOST": "h:1"}
        made, _ = build_from({row["variable"]: value_for(row), **others})
        is_there_now = any(path == row["path"] or path.startswith(row["path"] + ".")
                           for path in made)
        if not is_there_now:
            report.differ(row["variable"], f"does not set {row['path']}: {sorted(made)}")
    report.count(len(with_variable), "variables set")


def compare_asked(report, rows, specials):
    """Every variable that Patroni asks for, and every suffix of a DCS section, must be known."""
    import inspect

    import patroni.config as config
    _, asked = build_from({})
    source = inspect.getsource(config.Config._build_environment_configuration)
    suffixes = re.search(r"if suffix in \((.*?)\) and name", source, re.S).group(1)
    known = {row["variable"] for row in rows if "variable" in row}
    known |= {row["name"] for row in specials if row["kind"] == "old_name"}
    for name in sorted(asked - known):
        report.differ(name, "asked for by Patroni, not in the table")
    paths = {row["path"]: row for row in rows}
    for section in SECTIONS:
        for suffix in re.findall(r"'(\w+)'", suffixes):
            row = paths.get(f"{section}.{suffix.lower()}")
            if row:
                report.same(row["path"], "variable", row.get("variable"),
                            f"PATRONI_{section.upper()}_{suffix}")
    report.count(len(asked), "variables asked for")


def compare_defaults(report, rows, release):
    """The built-in dynamic configuration."""
    import patroni.config as config
    paths = {row["path"]: row for row in rows}
    theirs = dict(flatten("", config.Config._Config__DEFAULT_CONFIG))
    for path, value in theirs.items():
        if path.startswith("postgresql.parameters."):
            continue
        if path not in paths:
            report.differ(path, "has a default, but is not in the table")
            continue
        text = str(value).lower() if isinstance(value, bool) else str(value)
        report.same(path, "default", default_in(paths[path], release), text)
    report.count(len(theirs), "defaults")


def is_accepted(validate, value):
    try:
        return bool(validate(value))
    except Exception:  # a refusal of 2.x and 3.0 is an exception of any kind
        return False


def accepts_in(parameter, release):
    spans = [span for span in parameter["spans"] if release >= version(span.get("since", "0.0.0"))]
    return spans[-1]["accepts"]


def compare_controlled(report, controlled, release):
    from patroni.postgresql.config import ConfigHandler
    options = ConfigHandler.CMDLINE_OPTIONS
    report.same_names("controlled", {row["name"] for row in controlled}, set(options))
    samples = {"nothing": [], "integer": [], "size": [], "true_word": ["on", "true"],
               "bool_word": ["on", "off"], "wal_level": ["hot_standby", "replica", "logical"]}
    for row in controlled:
        default, validate, _ = options[row["name"]]
        report.same(row["name"], "default", row.get("default", "None"), str(default))
        kind = accepts_in(row, release)
        for value in ("on", "true", "off", "hot_standby", "replica", "logical", "minimal"):
            report.same(row["name"], f"takes {value}", value in samples[kind] or
                        (kind == "bool_word" and value == "true"), is_accepted(validate, value))
        if "min" in row:
            least = row["min"]
            for value in (least - 1, least, least + 1):
                report.same(row["name"], f"takes {value}", value >= least,
                            is_accepted(validate, value))
        elif kind not in ("integer", "size"):
            report.same(row["name"], "takes 1000", False, is_accepted(validate, 1000)
                        and kind != "bool_word")
    report.count(len(controlled), "controlled parameters")


def schema_paths(prefix, schema, seen):
    """Keys that --validate-config knows."""
    from patroni.validator import Case, Optional, Or
    if isinstance(schema, Case):
        for key, inner in schema._schema.items():
            schema_paths(f"{prefix}.{key}" if prefix else key, inner, seen)
            seen.add(f"{prefix}.{key}" if prefix else key)
    if not isinstance(schema, dict):
        return
    for key, inner in schema.items():
        names = key.args if isinstance(key, Or) else [getattr(key, "name", key)]
        for name in names:
            if isinstance(inner, Case):
                schema_paths(prefix, inner, seen)
                continue
            path = f"{prefix}.{name}" if prefix else str(name)
            seen.add(path)
            schema_paths(path, inner, seen)


def compare_schema(report, rows, release):
    from patroni.validator import schema
    seen = set()
    inner = getattr(schema, "validator", None)
    schema_paths("", inner if inner is not None else schema, seen)
    paths = {row["path"] for row in rows if is_patroni_setting_in(row, release)}
    for path in sorted(seen):
        name = path.removeprefix("bootstrap.dcs.")
        is_parameter = ".parameters." in name
        if not is_parameter and name not in paths:
            report.differ(name, "known to the validator, not to the table")
    report.count(len(seen), "keys of the validator")


def compare_recovery(report, recovery):
    from patroni.postgresql import validator
    names = {name.lower() for name in validator.recovery_parameters}
    report.same_names("recovery parameters", set(recovery), names)
    report.count(len(names), "recovery parameters")


def compare_authentication(report, rows):
    import patroni.config as config
    allowed = set(getattr(config, "_AUTH_ALLOWED_PARAMETERS",
                          config.__dict__.get("_AUTH_ALLOWED_PARAMETERS_MAPPING", ())))
    for user in ("superuser", "replication", "rewind"):
        prefix = f"postgresql.authentication.{user}."
        ours = {row["path"][len(prefix):] for row in rows if row["path"].startswith(prefix)}
        report.same_names(prefix, ours, allowed)
    report.count(len(allowed), "connection settings")


def check(facts, parameters):
    from patroni.version import __version__ as shown
    release = version(shown)
    report = Report(f"Patroni {shown}", explained_in(release))
    rows = [row for row in facts["settings"] if is_patroni_setting_in(row, release)]
    compare_defaults(report, rows, release)
    compare_controlled(report, facts["controlled"], release)
    compare_variables(report, rows, release)
    compare_asked(report, rows, facts["variables"])
    compare_schema(report, facts["settings"], release)
    compare_recovery(report, facts["recovery"])
    compare_authentication(report, rows)
    check_parameters.compare(report, facts, parameters, release)
    return report.finish()
