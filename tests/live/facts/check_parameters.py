"""Patroni's own table of PostgreSQL's parameters against ours and the differences that we list."""
from table import version

TYPES = {"Bool": "bool", "Integer": "integer", "Real": "real", "String": "string", "Enum": "enum",
         "EnumBool": "enum"}


def span_in(guc, major):
    return next((span for span in guc["spans"] if span["from"] <= major <= span["till"]), None)


def difference_of(differences, name, release, major):
    for row in differences.get(name, []):
        before = row.get("before")
        if (release >= version(row.get("from", "0.0.0"))
                and (before is None or release < version(before))
                and row["postgres_from"] <= major <= row["postgres_till"]):
            return row
    return None


def rule_in(rules, major):
    """Patroni's rule for the newest minor release of a major version."""
    number = major * 10000 + 99
    rules = [rules] if hasattr(rules, "_fields") else rules
    return next((rule for rule in rules if rule.version_from <= number
                 and (rule.version_till is None or number < rule.version_till)), None)


def expected(guc, difference, major):
    """What Patroni should know, by our tables; None when it should not know the name."""
    span = span_in(guc, major) if guc else None
    kind = difference["kind"] if difference else None
    if kind == "missing" or (kind != "extra" and (span is None or span["context"] == "internal")):
        return None
    if kind == "extra":
        return {}
    wanted = {"type": span["type"], "min": span.get("min"), "max": span.get("max"),
              "unit": span.get("unit"), "words": set(span.get("words", []))}
    if difference:
        wanted.update({key: difference[key] for key in ("type", "min", "max") if key in difference})
        wanted["words"] -= set(difference.get("lacks_words", []))
    return wanted


def compare_rule(report, label, wanted, rule):
    kind = type(rule).__name__
    report.same(label, "type", wanted["type"], TYPES[kind])
    if wanted["type"] in ("integer", "real"):
        for key, theirs in (("min", rule.min_val), ("max", rule.max_val)):
            report.same(label, key, float(wanted[key]), float(theirs))
        report.same(label, "unit", wanted["unit"], rule.unit)
    if wanted["type"] == "enum" and wanted["words"]:
        words = {str(word).lower() for word in rule.possible_values}
        words |= {"on", "off"} if kind == "EnumBool" else set()
        report.same(label, "words", {word.lower() for word in wanted["words"]}, words)


def compare(report, facts, parameters, release):
    from patroni.postgresql.validator import parameters as known
    left_out = {row["name"] for row in facts["controlled"]} | set(facts["recovery"])
    ours = {guc["name"].lower(): guc for guc in parameters if "module" not in guc}
    theirs = {name.lower(): rules for name, rules in known.items()}
    differences = {}
    for row in facts["differences"]:
        differences.setdefault(row["name"], []).append(row)
    compared = 0
    for major in range(10, 19):
        for name in sorted((set(ours) | set(theirs)) - left_out):
            difference = difference_of(differences, name, release, major)
            wanted = expected(ours.get(name), difference, major)
            rule = rule_in(theirs[name], major) if name in theirs else None
            label = f"{name} of {major}"
            report.same(label, "in Patroni's table", wanted is not None, rule is not None)
            if wanted and rule:
                compare_rule(report, label, wanted, rule)
            compared += rule is not None
    report.count(compared, "rules of its parameter table")
