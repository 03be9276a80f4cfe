"""What really happened, in the words of the prediction: the layer that a row of pg_settings came from.

Derived from the server's own answer (source, file, line) and, for Patroni's postgresql.conf, from the documents as the
running Patroni merged and accepted them. Nothing here reads what `patrol` says.
"""
import posixpath

# The server shows these depending on the connection or on another parameter; what is set is the reset value.
RESET = {"tcp_keepalives_count", "tcp_keepalives_idle", "tcp_keepalives_interval", "tcp_user_timeout", "archive_command"}
DYNAMIC_ONLY = {"wal_keep_size", "wal_keep_segments"}
PATRONIS_OWN = {"primary_conninfo", "primary_slot_name", "recovery_target", "recovery_target_lsn", "recovery_target_name",
                "recovery_target_time", "recovery_target_timeline", "recovery_target_xid", "synchronous_standby_names"}
STANDBY_CLUSTER = ("restore_command", "archive_cleanup_command", "recovery_min_apply_delay")


def lowered(mapping):
    return {str(key).lower(): value for key, value in mapping.items()} if isinstance(mapping, dict) else {}


def section(document, *path):
    for key in path:
        document = document.get(key) if isinstance(document, dict) else None
    return lowered(document)


class Truth:
    """The record of one member, with look-ups."""

    def __init__(self, record):
        self.record = record
        self.rows = {row["name"].lower(): row for row in record["rows"]}
        self.placed = {row["name"].lower(): row for row in record["file_rows"]}
        self.placeholders = {row["name"].lower(): row for row in record["file_rows"] if "." in row["name"]}
        state = record["state"]
        self.local, self.dynamic = state.get("local") or {}, state.get("dynamic") or {}
        self.accepted = lowered(state.get("parameters") or {})
        self.own_layer = "local" if record["argument"] else "environment"

    def value(self, row):
        return row["reset_val"] if row["name"].lower() in RESET else row["setting"]

    def layer(self, row):
        source = row["source"]
        if source == "configuration file":
            return self.file_layer(row["name"].lower(), row["sourcefile"], row["sourceline"], row["setting"])
        placed = self.placed.get(row["name"].lower())
        if source == "override" and placed and placed["setting"] == row["setting"]:  # hba_file and ident_file
            return self.file_layer(row["name"].lower(), placed["sourcefile"], placed["sourceline"], row["setting"])
        if source == "default":
            return "default" if self.value(row) == row["boot_val"] else "computed"
        return {"command line": "command_line", "override": "computed"}.get(source, source)

    def file_layer(self, name, path, line, value):
        base = posixpath.basename(path)
        if base == "postgresql.auto.conf":
            return "auto_conf"
        if base == "postgresql.base.conf":
            return "base_conf"
        if path != posixpath.join(self.record["data_dir"], "postgresql.conf"):
            return "custom_conf"
        lines = self.record["conf_lines"]
        if lines is not None and line > lines:
            return "conf_edit"
        return self.document_layer(name, value)

    def document_layer(self, name, value):
        if name in PATRONIS_OWN and not (name == "synchronous_standby_names" and not self.is_synchronous()):
            return "computed"
        if name == "hot_standby_feedback" and value == "on" and str(self.accepted.get(name)).lower() not in ("on", "true"):
            return "computed"
        if name in DYNAMIC_ONLY:
            return self.keep_layer(name)
        if name in STANDBY_CLUSTER and section(self.dynamic, "standby_cluster").get(name):
            return "dynamic"
        for document, layer in ((self.local, self.own_layer), (self.dynamic, "dynamic")):
            for place in ("parameters", "recovery_conf"):
                if name in section(document, "postgresql", place):
                    return layer
        return "computed"

    def keep_layer(self, name):
        """Patroni writes a value of its own where the dynamic configuration says nothing, or nothing acceptable."""
        written = section(self.dynamic, "postgresql", "parameters").get(name)
        is_taken = written is not None and str(self.accepted.get(name)) in (str(written), f"{written}MB")
        return "dynamic" if is_taken else "computed"

    def is_synchronous(self):
        return self.record["state"]["values"].get("synchronous_mode") in (True, "quorum")

    def patroni_values(self):
        """{dotted path: text} of what the running Patroni holds."""
        values = dict(self.record["state"]["values"])
        tags = values.pop("tags") or {}
        out = {name: value for name, value in values.items() if value is not None}
        out.update({f"tags.{name}": value for name, value in tags.items()})
        for name, value in self.record["state"]["postgresql"].items():
            if value is not None:
                out[f"postgresql.{name}"] = value
        return {name: text_of(value) for name, value in out.items()}


def text_of(value):
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float) and value == int(value):
        value = int(value)
    return "" if value is None else str(value)
