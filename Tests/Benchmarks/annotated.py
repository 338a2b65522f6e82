"""WFDB records' annotations, as much of them as scoring needs (standard library only).

Format: G. B. Moody, *WFDB Applications Guide*, annot(5) and header(5).
"""

import math
import os

# Annotation codes that mark a beat (ecgcodes.h: NORMAL … FLWAV; 14, 16, 18–24, 26–29, 31–33, 36, 37, 39, 40 mark none).
BEATS = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 25, 30, 34, 35, 38, 41}
FLUTTER_BEGINS, FLUTTER_ENDS = 32, 33
RHYTHM = 28
SKIP, NUM, SUB, CHN, AUX = 59, 60, 61, 62, 63


def rate(record):
    """Samples per second, from the header's record line."""
    with open(record + ".hea", encoding="ascii", errors="replace") as file:
        line = next(line for line in file if line.strip() and not line.startswith("#"))
    fields = line.split()
    return float(fields[2].split("/")[0].split("(")[0]) if len(fields) > 2 else 250.0


def annotations(path):
    """(sample, code) in order, from an annotation file in MIT format."""
    with open(path, "rb") as file:
        data = file.read()
    words = [int.from_bytes(data[at : at + 2], "little") for at in range(0, len(data) - 1, 2)]
    at = sample = 0
    while at < len(words) and words[at] != 0:
        code, low = words[at] >> 10, words[at] & 0x3FF
        at += 1
        if code == SKIP:
            jump = words[at] << 16 | words[at + 1]
            sample += jump - (1 << 32) if jump >> 31 else jump
            at += 2
        elif code == AUX:
            at += (low + 1) // 2
        elif code not in (NUM, SUB, CHN):
            sample += low
            yield sample, code


def rhythms(record, extension=".atr"):
    """(sample, name) of each rhythm as it begins, without the parenthesis: N, AFIB, VT …"""
    with open(record + extension, "rb") as file:
        data = file.read()
    at = sample = 0
    begun = False
    while at + 1 < len(data):
        word = int.from_bytes(data[at : at + 2], "little")
        code, low = word >> 10, word & 0x3FF
        at += 2
        if word == 0:
            return
        if code == SKIP:
            jump = int.from_bytes(data[at : at + 2], "little") << 16 | int.from_bytes(data[at + 2 : at + 4], "little")
            sample += jump - (1 << 32) if jump >> 31 else jump
            at += 4
        elif code == AUX:
            text = data[at : at + low].rstrip(b"\0").decode("latin-1")
            at += low + low % 2
            if begun and text.startswith("("):
                yield sample, text[1:]
        elif code not in (NUM, SUB, CHN):
            sample += low
            begun = code == RHYTHM


def reference(record, extension=".atr"):
    """The beats, and the spans of ventricular flutter, in which no beat is annotated."""
    beats, spans, begun = [], [], None
    for sample, code in annotations(record + extension):
        if code in BEATS:
            beats.append(sample)
        elif code == FLUTTER_BEGINS:
            begun = sample
        elif code == FLUTTER_ENDS and begun is not None:
            spans.append((begun, sample))
            begun = None
    if begun is not None:
        spans.append((begun, math.inf))
    return beats, spans
