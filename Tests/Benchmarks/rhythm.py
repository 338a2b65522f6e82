"""Rhythm: atrial fibrillation by time on MIT-BIH with our own beats, and the classes of hand-held strips.

A second is fibrillation where annotated `(AFIB` or `(AFL`, from that change of rhythm to the next; found where an episode
named so covers it. Which records and strips the model was learnt from: docs/rhythm.md.
"""

import concurrent.futures
import csv
import glob
import os

import numpy

from ratchet import Figure, Result
from running import analysed

MARK = "rhythm"
# Seconds between the points at which two rhythms are held against each other.
STEP = 0.25
# WFDB's codes of annotations: rhythm change, and the control words.
RHYTHM, SKIP, AUX = 28, 59, 63
FIBRILLATION = ("(AFIB", "(AFL")
MITDB_RATE, MITDB_SECONDS = 360, 650000 / 360


def absent(data):
    for folder, file in (("mitdb", "100.atr"), ("cinc2017", "REFERENCE-v3.csv")):
        if not os.path.exists(os.path.join(data, folder, file)):
            return folder
    return None


def how_to_get():
    yield "mitdb/ (PhysioNet, Open Data Commons Attribution License):"
    yield "  https://physionet.org/content/mitdb/1.0.0/"
    yield "cinc2017/ (PhysioNet, Open Data Commons Attribution License), with REFERENCE-v3.csv beside the strips:"
    yield "  https://physionet.org/content/challenge-2017/1.0.0/ (training2017.zip)"


def changes(path):
    """Changes of rhythm in a file of annotations: sample, words."""
    with open(path, "rb") as file:
        words = numpy.frombuffer(file.read(), "<u2")
    found, sample, at, is_rhythm = [], 0, 0, False
    raw = words.tobytes()
    while at < len(words) and words[at]:
        code, value = int(words[at]) >> 10, int(words[at]) & 0x3FF
        at += 1
        if code == SKIP:
            sample += int(words[at]) << 16 | int(words[at + 1])
            at += 2
        elif code == AUX:
            if is_rhythm:
                found.append((sample, raw[2 * at : 2 * at + value].split(b"\0")[0].decode("ascii")))
            at += (value + 1) // 2
        elif code < SKIP:
            sample += value
            is_rhythm = code == RHYTHM
    return found


def by_time(report, path):
    """Seconds found, falsely found, missed, rightly not found."""
    grid = numpy.arange(0, MITDB_SECONDS, STEP)
    known = changes(path)
    starts = numpy.array([sample / MITDB_RATE for sample, _ in known])
    held = numpy.array([name in FIBRILLATION for _, name in known])
    truth = held[numpy.maximum(numpy.searchsorted(starts, grid, side="right") - 1, 0)]
    found = numpy.zeros(len(grid), bool)
    for episode in report["rhythm"]["episodes"]:
        if episode["name"] == "atrialFibrillation":
            found |= (grid >= episode["onset_s"]) & (grid <= episode["last_s"])
    return STEP * numpy.array([(found & truth).sum(), (found & ~truth).sum(), (~found & truth).sum(), (~found & ~truth).sum()])


def strip_class(report):
    """The challenge's class that a report of a strip amounts to.

    Noisy where less than four fifths can be analysed or no rhythm was told; fibrillation where it is half of what was
    told; other where the rate is not within 50 to 100 bpm, one interval in twenty is irregular, or four beats are ectopic.
    """
    seconds = {}
    for episode in report["rhythm"]["episodes"]:
        seconds[episode["name"]] = seconds.get(episode["name"], 0) + episode["last_s"] - episode["onset_s"]
    told = sum(seconds.values())
    if report["analysable_s"] < 0.8 * report["duration_s"] or told <= 0:
        return "~"
    if seconds.get("atrialFibrillation", 0) >= 0.5 * told:
        return "A"
    ectopic = sum(one["beats"] for one in report["rhythm"]["ectopic"])
    irregular = report["rr"]["irregular"] / max(1, report["beats"])
    plain = 50 <= report["heartRate"].get("mean_bpm", 0) <= 100 and irregular <= 0.05 and ectopic < 4
    return "N" if plain and "bigeminy" not in seconds and "trigeminy" not in seconds else "O"


def f1(pairs, label):
    both = sum(own == label == ours for own, ours in pairs)
    return 200 * both / max(1, sum(own == label for own, _ in pairs) + sum(ours == label for _, ours in pairs))


def measured(program, data):
    records = sorted(glob.glob(os.path.join(data, "mitdb", "*.hea")))
    with open(os.path.join(data, "cinc2017", "REFERENCE-v3.csv"), encoding="ascii", newline="") as file:
        labels = [row for row in csv.reader(file) if os.path.exists(os.path.join(data, "cinc2017", row[0] + ".hea"))]
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        reports = list(pool.map(lambda path: analysed(program, path)[0], records))
        strips = list(pool.map(lambda row: analysed(program, os.path.join(data, "cinc2017", row[0] + ".hea"))[0], labels))
    times = {int(os.path.basename(path)[:-4]): by_time(one, path[:-4] + ".atr") for path, one in zip(records, reports)}
    lines = ["| fibrillation and flutter, MIT-BIH | hours | Se % | PPV % | Sp % |", "|---|---|---|---|---|"]
    for words, kept in (("all 48 records", (0, 1)), ("odd-numbered, not learnt from", (1,)), ("even-numbered, learnt from", (0,))):
        found, false, missed, rightly = sum(one for name, one in times.items() if name % 2 in kept)
        figures = 100 * found / (found + missed), 100 * found / (found + false), 100 * rightly / (rightly + false)
        if kept == (0, 1):
            whole = figures
        hours = (found + false + missed + rightly) / 3600
        lines.append(f"| {words} | {hours:.1f} | " + " | ".join(f"{figure:.1f}" for figure in figures) + " |")
    pairs = [(int(name[1:]) % 2, own, strip_class(report)) for (name, own), report in zip(labels, strips)]
    lines += ["", "| strips, CinC 2017 | N F1 % | A F1 % | O F1 % | noisy refused % |", "|---|---|---|---|---|"]
    for words, kept in (("all 800", (0, 1)), ("odd-numbered, not learnt from", (1,)), ("even-numbered, learnt from", (0,))):
        mine = [(own, ours) for half, own, ours in pairs if half in kept]
        scores = [f1(mine, label) for label in "NAO"]
        noisy = [ours for own, ours in mine if own == "~"]
        scores.append(100 * noisy.count("~") / max(1, len(noisy)))
        if kept == (0, 1):
            strip_scores = scores
        lines.append(f"| {words} | " + " | ".join(f"{score:.1f}" for score in scores) + " |")
    held = {
        "mitdb_se_percent": Figure(round(whole[0], 1), 0.3, higher_is_better=True, bar=95),
        "mitdb_ppv_percent": Figure(round(whole[1], 1), 0.5, higher_is_better=True, bar=70),
        "strips_normal_f1_percent": Figure(round(strip_scores[0], 1), 0.5, higher_is_better=True, bar=85),
        "strips_fibrillation_f1_percent": Figure(round(strip_scores[1], 1), 1.0, higher_is_better=True, bar=72),
    }
    return Result(MARK, held, lines)
