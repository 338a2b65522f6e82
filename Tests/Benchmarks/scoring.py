"""Beat-by-beat comparison after ANSI/AAMI EC57:2012, 4.3.2: one to one, within 150 ms, flutter left out.

Deviation: the first five minutes count too, because a live monitor has no learning period to hide in.

    scoring.py RECORDS DETECTED     scores DETECTED/NAME.qrs against RECORDS/NAME.atr, as JSON

Shares nothing with `vitalsync evaluate`, whose figures the tests hold against these.
"""

import json
import math
import os
import statistics
import sys

sys.dont_write_bytecode = True
import annotated

WINDOW_SECONDS = 0.150


def score(name, reference, flutter, detected, rate):
    kept = [[beat for beat in beats if not any(a <= beat <= b for a, b in flutter)] for beats in (reference, detected)]
    pairs = _pairs(*kept, WINDOW_SECONDS * rate)
    errors = [(found - true) * 1000 / rate for true, found in pairs]
    middle = statistics.median(errors) if errors else 0.0
    spread = sum((error - middle) ** 2 for error in errors)
    return {
        "record": name,
        "TP": len(pairs),
        "FN": len(kept[0]) - len(pairs),
        "FP": len(kept[1]) - len(pairs),
        "offset_ms": middle,
        "jitter_ms": math.sqrt(spread / len(pairs)) if pairs else None,
    }


def _pairs(reference, detected, window):
    """Nearest pairs first; each beat and each detection once."""
    near, first = [], 0
    for i, true in enumerate(reference):
        while first < len(detected) and detected[first] < true - window:
            first += 1
        j = first
        while j < len(detected) and detected[j] <= true + window:
            near.append((abs(detected[j] - true), i, j))
            j += 1
    beats, detections, pairs = set(), set(), []
    for _, i, j in sorted(near):
        if i not in beats and j not in detections:
            beats.add(i)
            detections.add(j)
            pairs.append((reference[i], detected[j]))
    return pairs


def main(folder, found):
    for name in sorted(name[:-4] for name in os.listdir(found) if name.endswith(".qrs")):
        record = os.path.join(folder, name)
        beats, flutter = annotated.reference(record)
        detected = [sample for sample, _ in annotated.annotations(os.path.join(found, name + ".qrs"))]
        yield score(name, beats, flutter, detected, annotated.rate(record))


if __name__ == "__main__":
    print(json.dumps(list(main(*sys.argv[1:]))))
