"""Rows to learn from: the program's own features of its own beats, each with the class that the annotators gave it."""

import os
import subprocess

import numpy

DS1 = "101 106 108 109 112 114 115 116 118 119 122 124 201 203 205 207 208 209 215 220 223 230".split()
DS2 = "100 103 105 111 113 117 121 123 200 202 210 212 213 214 219 221 222 228 231 232 233 234".split()
CLASSES = "NSVF"
# MIT annotation code -> class of ANSI/AAMI EC57; only codes that mark a beat.
AAMI = {1: "N", 2: "N", 3: "N", 11: "N", 34: "N", 25: "N", 4: "S", 7: "S", 8: "S", 9: "S", 35: "S"}
AAMI |= {5: "V", 10: "V", 41: "V", 6: "F", 12: "Q", 13: "Q", 38: "Q", 30: "Q"}
FLUTTER_ON, FLUTTER_OFF = 32, 33
WINDOW_SECONDS = 0.150


def annotations(path):
    """[(sample, code)] of an MIT-format annotation file."""
    with open(path, "rb") as file:
        data = file.read()
    found, time, i = [], 0, 0
    while i + 1 < len(data):
        word = data[i] | data[i + 1] << 8
        i += 2
        code, low = word >> 10, word & 0x3FF
        if word == 0:
            break
        if code == 59:
            value = (data[i] | data[i + 1] << 8) << 16 | (data[i + 2] | data[i + 3] << 8)
            time += value - (1 << 32) if value & 0x80000000 else value
            i += 4
        elif code == 63:
            i += low + (low & 1)
        elif code not in (60, 61, 62):
            time += low
            found.append((time, code))
    return found


def reference(path):
    """Beats [(sample, class)] and spans of ventricular flutter of a record's annotations."""
    beats, spans, start = [], [], None
    for sample, code in annotations(path):
        if code in AAMI:
            beats.append((sample, AAMI[code]))
        elif code == FLUTTER_ON:
            start = sample
        elif code == FLUTTER_OFF and start is not None:
            spans.append((start, sample))
            start = None
    if start is not None:
        spans.append((start, float("inf")))
    return beats, spans


def labels(samples, path, rate):
    """The annotated class of each detection: '' where none lies near, '-' inside flutter."""
    beats, spans = reference(path)
    window = WINDOW_SECONDS * rate
    found, taken = [""] * len(samples), set()
    for i, (place, label) in enumerate(beats):
        at = numpy.searchsorted(samples, [place - window, place + window])
        near = [k for k in range(at[0], at[1]) if k not in taken]
        if near:
            best = min(near, key=lambda k: abs(samples[k] - place))
            taken.add(best)
            found[best] = label
    for k, sample in enumerate(samples):
        if any(a <= sample <= b for a, b in spans):
            found[k] = "-"
    return found


class Record:
    """One recording's rows: where, what was measured, which class."""

    def __init__(self, name, samples, family, features, truth):
        self.name, self.samples, self.family, self.features = name, samples, family, features
        self.truth = numpy.array(truth)


def names(program, path):
    """The names of the features, in order."""
    ran = subprocess.run([program, "features", path], check=True, capture_output=True, text=True)
    return ran.stdout.split("\n", 1)[0].split(",")[3:]


def read(program, path, truth_path, lead=None, rate=360.0, first=0):
    """The program's rows of a recording, with the classes of `truth_path`, in which the recording begins at `first`."""
    command = [program, "features", path] + (["--lead", str(lead)] if lead else [])
    ran = subprocess.run(command, check=True, capture_output=True, text=True)
    rows = numpy.loadtxt(ran.stdout.splitlines(), delimiter=",", skiprows=1, dtype=numpy.float64, ndmin=2)
    order = numpy.argsort(rows[:, 0], kind="stable")
    rows = rows[order]
    return Record(
        os.path.basename(path), rows[:, 0], rows[:, 2].astype(int), rows[:, 3:].astype(numpy.float32),
        labels(rows[:, 0] + first, truth_path, rate)
    )


def joined(records):
    """One record of several that have nothing to do with each other: families apart, samples counted on."""
    begun = numpy.cumsum([0] + [record.samples[-1] + 1 for record in records[:-1]])
    known = numpy.cumsum([0] + [record.family.max() + 1 for record in records[:-1]])
    return Record(
        records[0].name, numpy.concatenate([record.samples + at for record, at in zip(records, begun)]),
        numpy.concatenate([record.family + at for record, at in zip(records, known)]),
        numpy.concatenate([record.features for record in records]),
        numpy.concatenate([record.truth for record in records])
    )


def counted(record):
    """What was found where no beat is counts as normal: as not ectopic, whatever it is."""
    record.truth = numpy.where(record.truth == "", "N", record.truth)
    return record
