"""Timing against synthetic hearts whose R peaks are known exactly, between samples as they fall.

Five Gaussian waves after P. E. McSharry et al., IEEE Trans. Biomed. Eng. 50:289 (2003), drawn from the continuous function; Q and
S alike, so that the maximum is the R wave's centre. 20 µV of white noise, resolution 0.1 µV.
"""

import os
import tempfile

import numpy
from ratchet import Figure, Result
from running import analysed
from wfdbfiles import write_record

MARK = "exact peaks"
RATES = (100, 125, 250, 360, 500, 1000)
SECONDS, BPM, SWING, NOISE, SEED = 600, 72, 0.04, 0.020, 2026
# Milliseconds, from 250 Hz on.
BAR, BAR_FROM = 0.5, 250
# Centre in seconds from R, height in millivolts, spread in seconds.
WAVES = ((-0.16, 0.12, 0.022), (-0.032, -0.12, 0.009), (0, 1.1, 0.011), (0.032, -0.12, 0.009), (0.28, 0.25, 0.05))
PER_MILLIVOLT = 10_000


def absent(_data):
    return None


def how_to_get():
    return []


def heart(rate, random):
    """Millivolts, and the seconds of the R peaks."""
    intervals = 60 / BPM * (1 + SWING * (2 * random.random(int(SECONDS * BPM / 60)) - 1))
    peaks = 0.5 + random.random() / rate + numpy.cumsum(intervals)
    peaks = peaks[peaks < SECONDS - 1]
    times = numpy.arange(int(SECONDS * rate)) / rate
    signal = NOISE * random.standard_normal(times.size)
    for centre, height, spread in WAVES:
        for peak in peaks + centre:
            first, last = numpy.searchsorted(times, (peak - 6 * spread, peak + 6 * spread))
            signal[first:last] += height * numpy.exp(-0.5 * ((times[first:last] - peak) / spread) ** 2)
    return signal, peaks


def timing(program, rate):
    """Beats put, and found; bias (median) and jitter (standard deviation about it) in milliseconds."""
    signal, peaks = heart(rate, numpy.random.default_rng([SEED, rate]))
    with tempfile.TemporaryDirectory(prefix="vitalsync-accuracy-") as folder:
        stem = os.path.join(folder, "heart")
        write_record(stem, signal * PER_MILLIVOLT, rate, PER_MILLIVOLT)
        _, rows = analysed(program, stem + ".hea")
    found = numpy.array([float(row["time_s"]) for row in rows])
    nearest = found[numpy.abs(found[:, None] - peaks[None, :]).argmin(axis=0)]
    errors = 1000 * (nearest - peaks)
    errors = errors[numpy.abs(errors) < 150]
    bias = float(numpy.median(errors))
    return peaks.size, len(found), errors.size, bias, float(numpy.sqrt(numpy.mean((errors - bias) ** 2)))


def measured(program, _data):
    lines = ["| rate | beats put | found | within 150 ms | bias ms | jitter ms | bar |", "|---|---|---|---|---|---|---|"]
    held = {}
    for rate in RATES:
        put, found, matched, bias, jitter = timing(program, rate)
        bar = BAR if rate >= BAR_FROM else None
        held[f"jitter_ms_at_{rate}_hz"] = Figure(round(jitter, 2), 0.01, bar=bar)
        lines.append(f"| {rate} Hz | {put} | {found} | {matched} | {bias:+.2f} | {jitter:.2f} | {bar or ''} |")
    return Result(MARK, held, lines)
