"""LUDB's heartbeats with their annotated boundaries (numpy, standard library)."""

import dataclasses
import glob
import os

import numpy

RATE = 500
LEADS = ["i", "ii", "v1", "v5"]
COLUMNS = {"i": 0, "ii": 1, "v1": 6, "v5": 10}
SKIP, NUM, SUB, CHN, AUX = 59, 60, 61, 62, 63
# Annotation codes (ecgcodes.h): wave onset, wave end, P peak, T peak, normal beat.
ONSET, END, P, T, QRS = 39, 40, 24, 27, 1


def annotations(path):
    with open(path, "rb") as file:
        data = file.read()
    words = numpy.frombuffer(data[: len(data) // 2 * 2], "<u2").astype(int)
    at = sample = 0
    while at < len(words) and words[at] != 0:
        code, low = words[at] >> 10, words[at] & 0x3FF
        at += 1
        if code == SKIP:
            sample += words[at] << 16 | words[at + 1]
            at += 2
        elif code == AUX:
            at += (low + 1) // 2
        elif code not in (NUM, SUB, CHN):
            sample += low
            yield int(sample), int(code)


def waves(path):
    """(kind, onset, peak, end) in samples, in order; a wave that lacks one of the three is left out."""
    found, onset, peak = [], None, None
    for sample, code in annotations(path):
        if code == ONSET:
            onset, peak = sample, None
        elif code == END:
            if onset is not None and peak is not None:
                found.append((peak[1], onset, peak[0], sample))
            onset = peak = None
        else:
            peak = (sample, code)
    return found


def signals(record):
    """12 leads in millivolts, (12, samples)."""
    with open(record + ".hea", encoding="ascii") as file:
        lines = [line for line in file if not line.startswith("#")][1:13]
    gains, bases = [], []
    for line in lines:
        gain = line.split()[2].split("/")[0]
        gains.append(float(gain.split("(")[0]))
        bases.append(float(gain.split("(")[1].rstrip(")")))
    raw = numpy.fromfile(record + ".dat", "<i2").reshape(-1, 12).T
    return (raw - numpy.array(bases)[:, None]) / numpy.array(gains)[:, None]


@dataclasses.dataclass
class Heartbeat:
    record: int
    lead: str
    position: int  # largest deflection within the annotated complex
    before: int  # annotated QRS peak before, or far away
    after: int
    marks: list  # P onset peak end, QRS ..., T ...; None where there is none
    known: tuple  # whether P's absence and T's absence are known


def heartbeats(record, lead, signal):
    found = waves(f"{record}.{lead}")
    complexes = [k for k, wave in enumerate(found) if wave[0] == QRS]
    level = numpy.median(signal)
    for place, k in enumerate(complexes):
        kind, onset, peak, end = found[k]
        position = onset + int(numpy.argmax(numpy.abs(signal[onset : end + 1] - level)))
        before = found[complexes[place - 1]][2] if place else -(10**6)
        after = found[complexes[place + 1]][2] if place + 1 < len(complexes) else 10**6
        p = [wave for wave in found[:k] if wave[0] == P and wave[1] > before]
        t = [wave for wave in found[k + 1 :] if wave[0] == T and wave[2] < after]
        marks = list(p[-1][1:] if p else (None,) * 3) + [onset, peak, end] + list(t[0][1:] if t else (None,) * 3)
        # What stands before the first or behind the last annotated complex may simply not be annotated.
        yield Heartbeat(
            int(os.path.basename(record)), lead, position, before, after, marks,
            (bool(p) or place > 0, bool(t) or place + 1 < len(complexes)),
        )


def records(folder):
    numbers = sorted(int(os.path.basename(path)[:-4]) for path in glob.glob(os.path.join(folder, "*.hea")))
    return [number for number in numbers if number % 2 == 1]
