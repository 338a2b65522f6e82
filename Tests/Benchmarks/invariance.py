"""The same hearts at other rates, gains, polarity and offset: does the detector find the same beats?

All 48 records of MIT-BIH, first lead, resampled by scipy (`resample_poly`: polyphase, zero phase) and written anew with a
resolution of 0.25 µV, so that a gain of 0.1 does not coarsen them. Annotations are moved to the nearest new sample.
"""

import concurrent.futures
import fractions
import glob
import os
import sys
import tempfile

import annotated
import numpy
import scipy.signal
from databases import DATABASES, figures, gross, how_to_get_database
from ratchet import Figure, Result
from running import evaluated
from wfdbfiles import first_signal, write_annotations, write_record

MARK = "invariance"
RATE = 360
# Converter units a millivolt in MIT-BIH, and how much finer ours are: ±1024 units still fit into 16 bits.
UNITS, FINER = 200, 20
# Se and +P may differ from the records as they stand by so much, in points.
BAR = 0.1
# What is asked, at which rate, with which gain and offset in millivolts.
VARIANTS = [
    ("written anew, nothing changed", RATE, 1, 0),
    *((f"{rate} Hz", rate, 1, 0) for rate in (100, 128, 200, 250, 500, 1000)),
    ("gain 0.1", RATE, 0.1, 0),
    ("gain 10", RATE, 10, 0),
    ("polarity turned", RATE, -1, 0),
    ("offset +7 mV", RATE, 1, 7),
]


def absent(data):
    return None if os.path.exists(os.path.join(data, "mitdb", "100.hea")) else "mitdb"


def how_to_get():
    return how_to_get_database(DATABASES[0])


def write(record, folder, rate, gain, offset):
    """One record as a variant has it."""
    values = first_signal(record) * float(FINER)
    share = fractions.Fraction(rate, RATE)
    if share != 1:
        values = scipy.signal.resample_poly(values, share.numerator, share.denominator, padtype="line")
    scale = UNITS * FINER / abs(gain)
    stem = os.path.join(folder, os.path.basename(record))
    write_record(stem, numpy.copysign(1, gain) * values, rate, scale, baseline=round(-offset * scale))
    marks = [(round(sample * rate / RATE), code) for sample, code in annotated.annotations(record + ".atr")]
    write_annotations(stem + ".atr", sorted(marks, key=lambda mark: mark[0]))


def scored(program, records, variant):
    with tempfile.TemporaryDirectory(prefix="vitalsync-accuracy-") as folder:
        with concurrent.futures.ProcessPoolExecutor() as pool:
            list(pool.map(write, records, *([value] * len(records) for value in (folder, *variant[1:]))))
        report = evaluated(program, folder)
    if not report or len(report["records"]) != len(records):
        sys.exit(f"invariance: '{variant[0]}' could not be evaluated")
    return gross(variant[0], report["records"])


def measured(program, data):
    records = sorted(path[:-4] for path in glob.glob(os.path.join(data, "mitdb", "*.atr")))
    report = evaluated(program, os.path.join(data, "mitdb"))
    rows = [gross("as recorded, 360 Hz", report["records"])] + [scored(program, records, one) for one in VARIANTS]
    lines = ["| MIT-BIH, 48 records | FN | FP | Se % | +P % | DER % | jitter ms | Se, +P: points from the first line |"]
    lines.append("|---|---|---|---|---|---|---|---|")
    worst = 0.0
    for one in rows:
        (se, ppv, _, der, jitter), first = figures(one), figures(rows[0])
        apart = [float(se) - float(first[0]), float(ppv) - float(first[1])]
        worst = max(worst, *map(abs, apart))
        lines.append(
            f"| {one['record']} | {one['FN']} | {one['FP']} | {se} | {ppv} | {der} | {jitter} | "
            + f"{apart[0]:+.3f}, {apart[1]:+.3f} |")
    lines += ["", f"Largest difference: {worst:.3f} points (bar: {BAR})."]
    return Result(MARK, {"largest_difference_points": Figure(round(worst, 3), 0.02, bar=BAR)}, lines)
