"""Beats against annotations: `vitalsync evaluate` on MIT-BIH and the Noise Stress Test, first lead, whole records."""

import json
import os
import re
import sys

import running

MARK = "tables"

# Database, records that it has, where it is.
DATABASES = [
    ("mitdb", 48, "https://physionet.org/files/mitdb/1.0.0/"),
    ("nstdb", 12, "https://physionet.org/files/nstdb/1.0.0/"),
]
HERE = os.path.dirname(os.path.abspath(__file__))
# The strongest open detector on MIT-BIH, NeuroKit2 0.2.13's khamis2016, record by record: docs/accuracy.md says how it was run.
RIVAL = os.path.join(HERE, "accuracy_khamis2016.json")
OURS = re.compile(r"^\| \*\*VitalSync\*\* .*$", re.MULTILINE)
# Jitter in ms may differ by so much between machines, whose mathematics libraries round differently.
SAME_JITTER = 0.02


def absent(data):
    return next((name for name, _, _ in DATABASES if not os.path.isdir(os.path.join(data, name))), None)


def how_to_get_database(database):
    name, _, place = database
    yield f"{name}/ (PhysioNet, Open Data Commons Attribution License):"
    yield f"  wget -r -np -nH --cut-dirs=3 -P DATA/{name} {place}"


def how_to_get():
    return [line for database in DATABASES for line in how_to_get_database(database)]


def evaluated(program, folder, count, options=()):
    """What `vitalsync evaluate --json` says of each record; ends the run where one is missing or fails."""
    report = running.evaluated(program, folder, *options)
    records = report["records"] if report else []
    if len(records) != count:
        sys.exit("\n".join([f"{folder}: {len(records)} of {count} annotated records were evaluated.", *how_to_get()]))
    return records


def gross(name, records):
    total = {"record": name} | {key: sum(one[key] for one in records) for key in ("TP", "FN", "FP")}
    spread = sum(one["TP"] * one.get("jitter_ms", 0) ** 2 for one in records)
    return total | {"jitter_ms": (spread / max(1, total["TP"])) ** 0.5}


def figures(one):
    found, missed, extra = one["TP"], one["FN"], one["FP"]
    return (
        f"{100 * found / (found + missed):.3f}",
        f"{100 * found / (found + extra):.3f}",
        f"{200 * found / (2 * found + missed + extra):.2f}",
        f"{100 * (missed + extra) / (found + missed):.3f}",
        f"{one['jitter_ms']:.2f}",
    )


def table(title, rows):
    yield f"| {title} | TP | FN | FP | Se % | +P % | F1 % | DER % | jitter ms |"
    yield "|---|---|---|---|---|---|---|---|---|"
    for one in rows:
        yield f"| {one['record']} | {one['TP']} | {one['FN']} | {one['FP']} | " + " | ".join(figures(one)) + " |"
    yield ""


def halves(records):
    for name, odd in (("odd-numbered records (trained on)", 1), ("even-numbered records", 0)):
        yield gross(name, [one for one in records if int(one["record"]) % 2 == odd])
    yield gross("all 48 records", records)


def levels(records):
    for ending in ("24", "18", "12", "06", "00", "_6"):
        name = ending.replace("_", "−") if ending.startswith("_") else str(int(ending))
        yield gross(f"{name} dB", [one for one in records if one["record"].endswith(ending)])
    for base in ("118", "119"):
        yield gross(f"all of {base}", [one for one in records if one["record"].startswith(base)])
    yield gross("all 12 records", records)


def ours(mitdb, nstdb, late):
    """Our line of the table beside the others."""
    whole, stress = figures(gross("", mitdb)), figures(gross("", nstdb))
    worst = max(mitdb, key=lambda one: (one["FN"] + one["FP"]) / (one["TP"] + one["FN"]))
    cells = [whole[3], whole[0], whole[1], f"{worst['record']} ({float(figures(worst)[3]):.1f} %)", whole[4]]
    return "| **VitalSync** | " + " | ".join([*cells, figures(gross("", late))[3], stress[2]]) + " |"


def beside(records):
    """Each record beside the strongest other detector's figures, and where ours are worse."""
    with open(RIVAL, encoding="utf-8") as file:
        rival = json.load(file)
    worse, wider = [], []
    yield "| record | FN | FP | DER % | jitter ms | khamis2016: FN | FP | jitter ms |"
    yield "|---|---|---|---|---|---|---|---|"
    for one in records:
        other = rival[one["record"]]
        _, _, _, rate, jitter = figures(one)
        yield f"| {one['record']} | {one['FN']} | {one['FP']} | {rate} | {jitter} | " + " | ".join(
            str(other[key]) for key in ("FN", "FP", "jitter_ms")
        ) + " |"
        if one["FN"] + one["FP"] > other["FN"] + other["FP"]:
            worse.append(f"{one['record']} ({one['FN'] + one['FP']} to {other['FN'] + other['FP']})")
        if one["jitter_ms"] > other["jitter_ms"] + 0.5:
            wider.append(f"{one['record']} ({jitter} to {other['jitter_ms']:.2f})")
    yield ""
    yield f"Jitter over 0.5 ms larger than khamis2016's on {len(wider)} of {len(records)} records: {', '.join(wider)}."
    yield ""
    yield f"More errors than khamis2016 on {len(worse)} of {len(records)} records: {', '.join(worse)}."
    yield ""


def compared(name, now, before):
    errors, allowed = now["FN"] + now["FP"], before["FN"] + before["FP"]
    change = now["jitter_ms"] - before["jitter_ms"]
    said = f"{name}: {errors} errors (committed: {allowed}), jitter {now['jitter_ms']} ms ({before['jitter_ms']} ms)"
    if errors > allowed or change > SAME_JITTER:
        return said + ": WORSE", True
    if errors < allowed or change < -SAME_JITTER:
        return said + ": better. Commit what --record writes", True
    return said + ": as committed", False


class Result:
    """Scores of both databases, tables, and the lines elsewhere on the page that follow from them."""

    def __init__(self, mitdb, nstdb, late):
        self._ours, self._levels = ours(mitdb, nstdb, late), list(levels(nstdb))
        self.lines = [*table("MIT-BIH", halves(mitdb)), *table("Noise Stress Test", self._levels)]
        self.lines += [*beside(mitdb), *table("record", nstdb)]
        self.figures = {}
        for name, total in (("mitdb", gross("mitdb", mitdb)), ("nstdb", gross("nstdb", nstdb))):
            counts = {key: total[key] for key in ("TP", "FN", "FP")}
            self.figures[name] = counts | {"jitter_ms": round(total["jitter_ms"], 2)}

    def verdicts(self, committed):
        return [
            compared(name, now, committed[name]) if name in committed else (f"{name}: new. Commit what --record writes", True)
            for name, now in self.figures.items()
        ]

    def rewrite(self, text):
        """Our line beside the others', and our F1 at each noise level (a row's third cell)."""
        text = OURS.sub(lambda _: self._ours, text)
        for one in self._levels:
            row = re.compile(rf"^(\| {one['record']} \| [^|\n]* \|)[^|\n]*\|$", re.MULTILINE)
            text = row.sub(lambda match, one=one: f"{match[1]} {figures(one)[2]} |", text)
        return text


def measured(program, data):
    paths = [os.path.join(data, name) for name, _, _ in DATABASES]
    mitdb, nstdb = [evaluated(program, path, count) for path, (_, count, _) in zip(paths, DATABASES)]
    return Result(mitdb, nstdb, evaluated(program, paths[0], 48, ["--skip", "5min"]))
