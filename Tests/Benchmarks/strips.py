"""Hand-held strips of 9 to 60 s, PhysioNet/CinC Challenge 2017: is a heart rate given, and is a noisy strip refused?

The strips have rhythm labels and no beats: nothing here says whether a rate is right, only whether one is given.
"""

import concurrent.futures
import csv
import os

from ratchet import Figure, Result
from running import analysed

MARK = "strips"
CLASSES = {"N": "normal", "A": "atrial fibrillation", "O": "other rhythm", "~": "too noisy to classify"}


def absent(data):
    return None if os.path.exists(os.path.join(data, "cinc2017", "REFERENCE-v3.csv")) else "cinc2017"


def how_to_get():
    yield "cinc2017/ (PhysioNet, Open Data Commons Attribution License), with REFERENCE-v3.csv beside the strips:"
    yield "  https://physionet.org/content/challenge-2017/1.0.0/ (training2017.zip)"


def labelled(data):
    """[(path, label)] of the strips that are there."""
    folder = os.path.join(data, "cinc2017")
    with open(os.path.join(folder, "REFERENCE-v3.csv"), encoding="ascii", newline="") as file:
        rows = [(os.path.join(folder, name + ".hea"), label) for name, label in csv.reader(file)]
    return [row for row in rows if os.path.exists(row[0])]


def measured(program, data):
    labels = labelled(data)
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        reports = list(pool.map(lambda row: analysed(program, row[0])[0], labels))
    lines = ["| strips labelled | strips | heart rate given % | seconds good or fair % |", "|---|---|---|---|"]
    given = {}
    for label, words in CLASSES.items():
        mine = [report for (_, own), report in zip(labels, reports) if own == label]
        if not mine:
            continue
        given[label] = 100 * sum("mean_bpm" in report["heartRate"] for report in mine) / len(mine)
        usable = 100 * sum(one["analysable_s"] for one in mine) / sum(one["duration_s"] for one in mine)
        lines.append(f"| {words} | {len(mine)} | {given[label]:.1f} | {usable:.1f} |")
    clean = [given[label] for label in "NAO" if label in given]
    held = {
        "rate_given_classified_least_percent": Figure(round(min(clean), 1), 0.2, higher_is_better=True),
        "rate_given_noisy_percent": Figure(round(given["~"], 1), 2.0),
    }
    return Result(MARK, held, lines)
