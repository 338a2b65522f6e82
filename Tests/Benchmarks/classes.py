"""The beats' names against annotations: `vitalsync evaluate --classes` on DS2 of MIT-BIH, first lead, our own detections.

DS2 is the half of the records that P. de Chazal et al., IEEE TBME 51:1196 (2004), keep for testing; docs/models/ds2-log.md has
what was run on it, and what was done after.
"""

import os
import sys

import running
from databases import DATABASES, how_to_get_database
from ratchet import Figure, Result

MARK = "classes"
DS2 = "100 103 105 111 113 117 121 123 200 202 210 212 213 214 219 221 222 228 231 232 233 234".split()
BARS = {"V": (94, 95), "S": (75, 55)}
# False V an hour on records without a V: at most.
FALSE_V_BAR = 1
HOURS = 650000 / 360 / 3600
# Another machine's rounding may turn a beat or two.
SLACK = 0.05
CLASSES = {"V": "ventricular (VEB)", "S": "supraventricular (SVEB)"}


def absent(data):
    return None if os.path.exists(os.path.join(data, "mitdb", "100.hea")) else "mitdb"


def how_to_get():
    return how_to_get_database(DATABASES[0])


def percent(part, whole):
    return 100 * part / whole if whole else float("nan")


def figures(counts):
    found, missed, false = (counts[key] for key in ("TP", "FN", "FP"))
    return percent(found, found + missed), percent(found, found + false)


def measured(program, data):
    report = running.evaluated(program, os.path.join(data, "mitdb"), "--classes", "--records", ",".join(DS2))
    if not report or len(report["records"]) != len(DS2):
        sys.exit("classes: not all of DS2 could be evaluated")
    lines = ["| DS2, 22 records | found | annotated | false | Se % | +P % | bar |", "|---|---|---|---|---|---|---|"]
    held = {}
    for label, words in CLASSES.items():
        counts = report["gross"][label]
        se, ppv = figures(counts)
        bar = BARS[label]
        annotated = counts["TP"] + counts["FN"]
        lines.append(
            f"| {words} | {counts['TP']} | {annotated} | {counts['FP']} | {se:.2f} | {ppv:.2f} | {bar[0]} / {bar[1]} |"
        )
        held[f"{label}_se_percent"] = Figure(round(se, 2), SLACK, higher_is_better=True, bar=bar[0])
        held[f"{label}_ppv_percent"] = Figure(round(ppv, 2), SLACK, higher_is_better=True, bar=bar[1])
    quiet = [one for one in report["records"] if one["V"]["TP"] + one["V"]["FN"] == 0]
    false = sum(one["V"]["FP"] for one in quiet) / (len(quiet) * HOURS)
    lines += ["", f"False V an hour on the {len(quiet)} records without a V: {false:.2f} (bar {FALSE_V_BAR}).", ""]
    held["false_V_an_hour"] = Figure(round(false, 2), 0, bar=FALSE_V_BAR)
    lines += ["| record | V found | false | S found | false |", "|---|---|---|---|---|"]
    for one in report["records"]:
        v, s = one["V"], one["S"]
        lines.append(
            f"| {one['record']} | {v['TP']}/{v['TP'] + v['FN']} | {v['FP']} | {s['TP']}/{s['TP'] + s['FN']} | {s['FP']} |"
        )
    return Result("classes", held, lines)
