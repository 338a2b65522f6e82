"""Beat-by-beat comparison after ANSI/AAMI EC57:2012, 4.3.2: one to one, within 150 ms, flutter left out.

Deviation: the first five minutes count too, because a live monitor has no learning period to hide in.
"""

import math
import statistics
from dataclasses import dataclass

WINDOW_SECONDS = 0.150


@dataclass
class Score:
    name: str
    matched: int = 0
    missed: int = 0
    extra: int = 0
    # Sum of squared timing errors around the record's median, in ms².
    spread: float = 0.0

    @property
    def sensitivity(self):
        return _percent(self.matched, self.matched + self.missed)

    @property
    def predictivity(self):
        return _percent(self.matched, self.matched + self.extra)

    @property
    def f1(self):
        return _percent(2 * self.matched, 2 * self.matched + self.missed + self.extra)

    @property
    def error_rate(self):
        return _percent(self.missed + self.extra, self.matched + self.missed)

    @property
    def jitter(self):
        return math.sqrt(self.spread / self.matched) if self.matched else math.nan

    def __str__(self):
        return (
            f"{self.name:>8}  TP {self.matched:6d}  FN {self.missed:5d}  FP {self.extra:5d}  Se {self.sensitivity:7.3f}  "
            f"+P {self.predictivity:7.3f}  F1 {self.f1:7.3f}  DER {self.error_rate:7.3f} %  jitter {self.jitter:5.2f} ms"
        )


def score(name, reference, flutter, detected, rate):
    kept = [[beat for beat in beats if not any(a <= beat <= b for a, b in flutter)] for beats in (reference, detected)]
    pairs = _pairs(*kept, WINDOW_SECONDS * rate)
    errors = [(found - true) * 1000 / rate for true, found in pairs]
    middle = statistics.median(errors) if errors else 0.0
    return Score(
        name,
        len(pairs),
        len(kept[0]) - len(pairs),
        len(kept[1]) - len(pairs),
        sum((error - middle) ** 2 for error in errors),
    )


def gross(scores, name="gross"):
    total = Score(name)
    for one in scores:
        total.matched += one.matched
        total.missed += one.missed
        total.extra += one.extra
        total.spread += one.spread
    return total


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


def _percent(part, whole):
    return 100 * part / whole if whole else math.nan
