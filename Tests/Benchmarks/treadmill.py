"""Heart rate while running: IEEE Signal Processing Cup 2015, chest ECG, against the rate that the data set states.

Z. Zhang, Z. Pi, B. Liu, IEEE Trans. Biomed. Eng. 62:522 (2015): the reference is 60·H/D, with H cycles counted by hand in the D
seconds that they take, for windows of 8 s every 2 s. Ours, from the table of beats: 60 over the mean of the intervals that lie in the
window. A window is answered where these cover at least half of it.

Beside it the rate that the monitor shows in the window's last second, which looks at the signal's quality and may be refused.
"""

import glob
import os
import tempfile

import numpy
import scipy.io
from ratchet import Figure, Result
from running import analysed, events
from wfdbfiles import write_record

MARK = "treadmill"
RATE, WINDOW, STEP = 125, 8.0, 2.0
# Share of a window that intervals must cover.
COVERED = 0.5
# The file states no unit. 500 a millivolt gives R waves of about 1 mV; halves of a unit occur, so they are written doubled.
PER_MILLIVOLT, DOUBLED = 500, 2


def absent(data):
    return None if glob.glob(os.path.join(data, "treadmill", "*_BPMtrace.mat")) else "treadmill"


def how_to_get():
    yield "treadmill/ (DATA_01_TYPE01.mat and its BPMtrace, and so on; research use):"
    yield "  https://sites.google.com/site/researchbyzhang/ieeespcup2015, doi.org/10.1109/TBME.2014.2359372"


def written(stem, folder):
    """The recording's ECG as a record in the folder; where."""
    record = os.path.join(folder, os.path.basename(stem))
    signal = scipy.io.loadmat(stem + ".mat")["sig"][0]
    write_record(record, signal * DOUBLED, RATE, PER_MILLIVOLT * DOUBLED)
    return record + ".hea"


def rates(program, stem, windows):
    """In each window the rate from the beats, and the one that the monitor shows at its end; nan where there is none."""
    with tempfile.TemporaryDirectory(prefix="vitalsync-accuracy-") as folder:
        record = written(stem, folder)
        _, rows = analysed(program, record)
        seconds = [event for event in events(program, record) if event["event"] == "quality"]
    spans = [(float(row["time_s"]), float(row["rr_ms"]) / 1000) for row in rows if row["rr_ms"]]
    ends, lengths = (numpy.array(column) for column in zip(*spans))
    ours = numpy.full(windows, numpy.nan)
    for index in range(windows):
        begin = STEP * index
        inside = lengths[(ends - lengths >= begin) & (ends < begin + WINDOW)]
        if inside.sum() >= COVERED * WINDOW:
            ours[index] = 60 / inside.mean()
    shown = {round(one["time_s"]): one.get("heartRate_bpm", numpy.nan) for one in seconds}
    last = [shown.get(round(STEP * index + WINDOW) - 1, numpy.nan) for index in range(windows)]
    return ours, numpy.array(last)


def row(name, reference, ours, shown):
    answered, given = ~numpy.isnan(ours), ~numpy.isnan(shown)
    errors = numpy.abs(ours - reference)[answered]
    share = [100 * numpy.mean(errors <= limit) for limit in (3, 5)]
    return {
        "name": name,
        "windows": reference.size,
        "answered": 100 * answered.mean(),
        "error": errors.mean(),
        "largest": errors.max(),
        "within 3": share[0],
        "within 5": share[1],
        "shown": 100 * given.mean(),
        "shown error": numpy.abs(shown - reference)[given].mean(),
        "lowest": reference.min(),
        "highest": reference.max(),
    }


def measured(program, data):
    rows, whole = [], []
    for path in sorted(glob.glob(os.path.join(data, "treadmill", "*_BPMtrace.mat"))):
        stem = path[: -len("_BPMtrace.mat")]
        reference = scipy.io.loadmat(path)["BPM0"].ravel()
        columns = (reference, *rates(program, stem, reference.size))
        rows.append(row(os.path.basename(stem), *columns))
        whole.append(columns)
    rows.append(row("all", *map(numpy.concatenate, zip(*whole))))
    lines = [
        "| recording | reference bpm | windows | answered % | mean error bpm | largest | within 3 bpm % | within 5 bpm % | "
        + "monitor's rate: given % | mean error bpm |"
    ]
    lines.append("|---|---|---|---|---|---|---|---|---|---|")
    for one in rows:
        lines.append(
            f"| {one['name']} | {one['lowest']:.0f} – {one['highest']:.0f} | {one['windows']} | {one['answered']:.1f} | "
            + f"{one['error']:.2f} | {one['largest']:.1f} | {one['within 3']:.1f} | {one['within 5']:.1f} | "
            + f"{one['shown']:.1f} | {one['shown error']:.2f} |")
    total = rows[-1]
    held = {
        "mean_error_bpm": Figure(round(total["error"], 2), 0.02),
        "within_3_bpm_percent": Figure(round(total["within 3"], 1), 0.2, higher_is_better=True),
        "within_5_bpm_percent": Figure(round(total["within 5"], 1), 0.2, higher_is_better=True),
        "answered_percent": Figure(round(total["answered"], 1), 0.2, higher_is_better=True),
        "monitor_mean_error_bpm": Figure(round(total["shown error"], 2), 0.02),
        "monitor_given_percent": Figure(round(total["shown"], 1), 0.2, higher_is_better=True),
    }
    return Result(MARK, held, lines)
