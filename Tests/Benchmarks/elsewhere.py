"""Hearts that no model of classes met: how often a beat is named V or S where none, or next to none, is.

Normal strips of the PhysioNet/CinC Challenge 2017, held in hand (a physician called the strip normal; its beats are not annotated), and
six healthy runners on a treadmill (IEEE Signal Processing Cup 2015; nobody annotated their beats).
"""

import concurrent.futures
import glob
import os
import tempfile

import strips
import treadmill
from ratchet import Figure, Result
from running import analysed

MARK = "elsewhere"


def absent(data):
    return strips.absent(data)


def how_to_get():
    yield "cinc2017/: see above"


def called(found):
    """Beats, hours, beats called V, beats called S."""
    beats = [one for _, rows in found for one in rows]
    hours = sum(report["duration_s"] for report, _ in found) / 3600
    return len(beats), hours, *(sum(one["label"] == label for one in beats) for label in "VS")


def measured(program, data):
    lines = ["| | beats | hours | called V | an hour | called S | an hour |", "|---|---|---|---|---|---|---|"]
    held = {}
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool, tempfile.TemporaryDirectory() as folder:
        normal = [path for path, label in strips.labelled(data) if label == "N"]
        sets = {"strips": ("normal strips, held in hand", normal)}
        if not treadmill.absent(data):
            paths = sorted(glob.glob(os.path.join(data, "treadmill", "DATA_*_TYPE0[12].mat")))
            sets["runners"] = ("healthy runners", [treadmill.written(path[:-4], folder) for path in paths])
        for key, (words, paths) in sets.items():
            beats, hours, v, s = called(list(pool.map(lambda path: analysed(program, path), paths)))
            lines.append(f"| {words} ({len(paths)}) | {beats} | {hours:.2f} | {v} | {v / hours:.1f} | {s} | {s / hours:.1f} |")
            held[f"{key}_v_an_hour"] = Figure(round(v / hours, 1), 1.0)
            held[f"{key}_s_an_hour"] = Figure(round(s / hours, 1), 3.0)
    return Result(MARK, held, lines)
