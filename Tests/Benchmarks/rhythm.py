"""Rhythm: atrial fibrillation by time on MIT-BIH with our own beats, and the classes of hand-held strips.

A second is fibrillation where annotated `(AFIB` or `(AFL`, from that change of rhythm to the next; found where an episode
named so covers it. Which records and strips the model was learnt from: docs/rhythm.md.
"""

import concurrent.futures
import glob
import os

import annotated
import classes
import numpy
import strips

from ratchet import Figure, Result
from running import analysed

MARK = "rhythm"
# Seconds between the points at which two rhythms are held against each other.
STEP = 0.25
# WFDB's codes of annotations: rhythm change, and the control words.
RHYTHM, SKIP, AUX = 28, 59, 63
VENTRICULAR_BEAT, R_ON_T, VENTRICULAR_ESCAPE = 5, 41, 10
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


def fast_runs(record):
    """Three annotated ventricular beats or more in a row at 100 bpm or faster: (begin, end) in seconds."""
    row, runs = [], []
    for sample, code in [*annotated.annotations(record + ".atr"), (0, 1)]:
        if code in (VENTRICULAR_BEAT, R_ON_T, VENTRICULAR_ESCAPE):
            row.append(sample / MITDB_RATE)
        elif code in annotated.BEATS:
            if len(row) >= 3 and 60 * (len(row) - 1) >= 100 * (row[-1] - row[0]):
                runs.append((row[0], row[-1]))
            row = []
    return runs


def named(record, name, least):
    known = [(sample / MITDB_RATE, what) for sample, what in annotated.rhythms(record)]
    ends = [begin for begin, _ in known[1:]] + [MITDB_SECONDS]
    return [(begin, end) for (begin, what), end in zip(known, ends) if what == name and end - begin >= least]


def covered(spans, report, kinds):
    """How many of the spans a finding of one of the kinds touches."""
    told = [(one["onset_s"] - 1, one["last_s"] + 1) for one in report["findings"] if one["kind"] in kinds]
    return sum(any(begin < b and end > a for a, b in told) for begin, end in spans)


def episodes(paths, reports):
    """Lines: what of the annotated tachycardias and blocks a finding tells of."""
    yield "| MIT-BIH, annotated | records | episodes | told |"
    yield "|---|---|---|---|"
    broad = ("broadComplexTachycardia", "ventricularFibrillation")
    rows = (
        ("3 ventricular beats or more at 100 bpm or faster", broad, fast_runs),
        ("the same, on the records that the classes' model was not trained on", broad, lambda path: fast_runs(path) if held_out(path) else []),
        ("ventricular flutter", broad, lambda path: [(a / MITDB_RATE, b / MITDB_RATE) for a, b in annotated.reference(path)[1]]),
        ("supraventricular tachycardia of 5 s or more", ("supraventricularTachycardia",), lambda path: named(path, "SVTA", 5)),
        ("2:1 AV block", ("atrioventricularBlock",), lambda path: named(path, "BII", 0)),
    )
    for words, kinds, spans in rows:
        known = [(spans(path[:-4]), report) for path, report in zip(paths, reports)]
        told = sum(covered(mine, report, kinds) for mine, report in known)
        yield f"| {words} | {sum(bool(mine) for mine, _ in known)} | {sum(len(mine) for mine, _ in known)} | {told} |"


def held_out(path):
    return os.path.basename(path) in classes.DS2


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
    labels = strips.labelled(data)
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        reports = list(pool.map(lambda path: analysed(program, path)[0], records))
        told = list(pool.map(lambda row: analysed(program, row[0])[0], labels))
    times = {int(os.path.basename(path)[:-4]): by_time(one, path[:-4] + ".atr") for path, one in zip(records, reports)}
    lines = ["| fibrillation and flutter, MIT-BIH | hours | Se % | PPV % | Sp % |", "|---|---|---|---|---|"]
    for words, kept in (("all 48 records", (0, 1)), ("odd-numbered, not learnt from", (1,)), ("even-numbered, learnt from", (0,))):
        found, false, missed, rightly = sum(one for name, one in times.items() if name % 2 in kept)
        figures = 100 * found / (found + missed), 100 * found / (found + false), 100 * rightly / (rightly + false)
        if kept == (0, 1):
            whole = figures
        hours = (found + false + missed + rightly) / 3600
        lines.append(f"| {words} | {hours:.1f} | " + " | ".join(f"{figure:.1f}" for figure in figures) + " |")
    lines += ["", *episodes(records, reports)]
    pairs = [(int(os.path.basename(path)[1:-4]) % 2, own, strip_class(one)) for (path, own), one in zip(labels, told)]
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
