"""Wave boundaries against cardiologists': `vitalsync analyze --waves` on the Lobachevsky University Database (LUDB).

Our own beats, from the first sample on. Each annotated onset, peak and end is met by the nearest of ours of its kind where that
lies within 150 ms (J. P. Martínez et al., IEEE TBME 51:570, 2004); errors are ours minus theirs, pooled over all beats.
In brackets the mean of the records' standard deviations, as in that paper. A wave's sensitivity is the least of its three points'; +P is its peak's, between the first annotated boundary and the last.
"""

import bisect
import concurrent.futures
import csv
import glob
import json
import os
import statistics
import subprocess
import tempfile

import annotated
from ratchet import Figure, Result

MARK = "delineation"
WINDOW_SECONDS = 0.150
# Annotation codes (ecgcodes.h): wave begins, wave ends; peaks of P, T and of a normal QRS.
BEGINS, ENDS = 39, 40
PEAKS = {24: "p", 1: "qrs", 27: "t"}
POINTS = ("onset", "peak", "end")
LEADS = ("ii", "i", "v1", "v5")
NAMES = {"p": "P", "qrs": "QRS", "t": "T"}
# Least sensitivity in percent, and largest mean and standard deviation of the error in ms.
SENSITIVITY = {"p": 98.0, "qrs": 99.5, "t": 98.0}
BARS = {("p", "onset"): (6, 14), ("qrs", "onset"): (5, 8), ("qrs", "end"): (5, 10), ("t", "end"): (8, 20)}


def stems(data):
    return sorted(glob.glob(os.path.join(data, "ludb", "*.hea")), key=lambda path: int(os.path.basename(path)[:-4]))


def absent(data):
    return None if stems(data) else "ludb"


def how_to_get():
    yield "ludb/ (PhysioNet, Open Data Commons Attribution License):"
    yield "  wget -r -np -nH --cut-dirs=4 -P DATA/ludb https://physionet.org/files/ludb/1.0.1/data/"


def waves(path):
    """(kind, onset, peak, end) in samples; a wave without one of the three is left out."""
    onset = peak = None
    for sample, code in annotated.annotations(path):
        if code == BEGINS:
            onset, peak = sample, None
        elif code in PEAKS:
            peak = (PEAKS[code], sample)
        elif code == ENDS:
            if onset is not None and peak is not None:
                yield peak[0], onset, peak[1], sample
            onset = peak = None


def ours(program, header, lead):
    with tempfile.TemporaryDirectory(prefix="vitalsync-accuracy-") as folder:
        table = os.path.join(folder, "waves.csv")
        command = [program, "analyze", header, "--lead", lead, "--json", "--waves", table]
        report = subprocess.run(command, stdout=subprocess.PIPE, check=True).stdout
        with open(table, encoding="ascii", newline="") as file:
            return list(csv.DictReader(file)), json.loads(report)["intervals"]


class Score:
    """Of one kind of point: errors in ms, missed, and made up."""

    def __init__(self):
        self.errors, self.missed, self.extra = [], 0, 0
        self.spreads = []

    def compare(self, theirs, mine, span, rate):
        """One to one, in order of closeness."""
        window, pairs = WINDOW_SECONDS * rate, []
        for a, place in enumerate(theirs):
            first = bisect.bisect_left(mine, place - window)
            for b in range(first, len(mine)):
                if mine[b] > place + window:
                    break
                pairs.append((abs(mine[b] - place), a, b))
        taken, used = set(), set()
        for _, a, b in sorted(pairs):
            if a not in taken and b not in used:
                taken.add(a)
                used.add(b)
                self.errors.append(1000 * (mine[b] - theirs[a]) / rate)
        if len(self.errors) > 1:
            self.spreads.append(statistics.stdev(self.errors))
        self.missed += len(theirs) - len(taken)
        self.extra += sum(1 for b, place in enumerate(mine) if b not in used and span[0] <= place <= span[1])

    def add(self, other):
        self.errors += other.errors
        self.spreads += other.spreads
        self.missed += other.missed
        self.extra += other.extra

    @property
    def sensitivity(self):
        return 100 * len(self.errors) / max(1, len(self.errors) + self.missed)

    @property
    def precision(self):
        return 100 * len(self.errors) / max(1, len(self.errors) + self.extra)

    @property
    def mean(self):
        return statistics.fmean(self.errors) if self.errors else 0.0

    @property
    def within(self):
        """The mean over records of each one's standard deviation, as Martínez et al. give it."""
        return statistics.fmean(self.spreads) if self.spreads else 0.0

    @property
    def spread(self):
        return statistics.stdev(self.errors) if len(self.errors) > 1 else 0.0


def scored(program, header, lead):
    rate = annotated.rate(header[:-4])
    theirs = list(waves(f"{header[:-4]}.{lead}"))
    rows, intervals = ours(program, header, lead)
    scores = compared(theirs, rows, rate)
    scores["of means"] = of_means(intervals, durations(theirs, rate))
    return scores


def compared(theirs, rows, rate):
    """Scores by kind and point of rows of a table of waves."""
    span = (min(wave[1] for wave in theirs), max(wave[3] for wave in theirs))
    scores = {}
    for kind in NAMES:
        for place, point in enumerate(POINTS, 1):
            mine = sorted(float(row[f"{kind}_{point}"]) for row in rows if row.get(f"{kind}_{point}") not in (None, ""))
            scores[kind, point] = Score()
            scores[kind, point].compare([wave[place] for wave in theirs if wave[0] == kind], mine, span, rate)
    return scores


def durations(theirs, rate):
    """The record's median PR, QRS and QT by the annotations, in ms."""
    found = {"pr": [], "qrs": [], "qt": []}
    for before, wave, after in zip([None, *theirs], theirs, [*theirs[1:], None]):
        if wave[0] != "qrs":
            continue
        found["qrs"].append(wave[3] - wave[1])
        if before and before[0] == "p":
            found["pr"].append(wave[1] - before[1])
        if after and after[0] == "t":
            found["qt"].append(after[3] - wave[1])
    return {name: 1000 / rate * statistics.median(all_of) for name, all_of in found.items() if all_of}


def of_means(intervals, theirs):
    """Our medians over the averaged beats less theirs, in ms, where both give one."""
    told = {name: intervals[name].get("median_ms") for name in theirs}
    return {name: told[name] - theirs[name] for name in theirs if told[name] is not None}


def gathered(parts):
    total = {key: Score() for key in ((kind, point) for kind in NAMES for point in POINTS)}
    for scores in parts:
        for key in total:
            total[key].add(scores[key])
    return total


def row(name, total):
    cells = [name, str(len(total["qrs", "peak"].errors) + total["qrs", "peak"].missed)]
    for kind in NAMES:
        cells.append(f"{min(total[kind, point].sensitivity for point in POINTS):.2f}")
        cells.append(f"{total[kind, 'peak'].precision:.2f}")
    for kind in NAMES:
        for point in ("onset", "end"):
            cells.append(f"{total[kind, point].mean:+.1f} ± {total[kind, point].spread:.1f} ({total[kind, point].within:.1f})")
    return "| " + " | ".join(cells) + " |"


def trained_on(header):
    return int(os.path.basename(header)[:-4]) % 4 == 1


def measured(program, data):
    headers = stems(data)
    jobs = [(header, lead) for header in headers for lead in LEADS]
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        scores = dict(zip(jobs, pool.map(lambda job: scored(program, *job), jobs)))
    heads = [f"{name} {what}" for name in NAMES.values() for what in ("Se %", "+P %")]
    heads += [f"{name} {point} ms" for name in NAMES.values() for point in ("onset", "end")]
    lines = ["| lead, records | beats | " + " | ".join(heads) + " |", "|---" * (len(heads) + 2) + "|"]
    held = {}
    for lead in LEADS:
        learnt = gathered(scores[header, lead] for header in headers if trained_on(header))
        fresh = gathered(scores[header, lead] for header in headers if not trained_on(header))
        whole = gathered([scores[header, lead] for header in headers])
        lines += [row(f"**{lead.upper()}**, not trained on", fresh), row(f"{lead.upper()}, trained on", learnt)]
        lines += [row(f"{lead.upper()}, all {len(headers)}", whole)]
        if lead == "ii":
            for kind, bar in SENSITIVITY.items():
                for name, total in (("fresh", fresh), ("all", whole)):
                    value = min(total[kind, point].sensitivity for point in POINTS)
                    held[f"ii_{name}_{kind}_se_percent"] = Figure(round(value, 2), 0.15, True, bar)
            for (kind, point), (mean, spread) in BARS.items():
                for name, total in (("fresh", fresh), ("all", whole)):
                    score = total[kind, point]
                    held[f"ii_{name}_{kind}_{point}_mean_ms"] = Figure(round(abs(score.mean), 1), 0.3, False, mean)
                    held[f"ii_{name}_{kind}_{point}_sd_ms"] = Figure(round(score.spread, 1), 0.3, False, spread)
    lines += ["", "| the recording's interval, lead II | records | error ms |", "|---|---|---|"]
    for name, words in (("pr", "PR"), ("qrs", "QRS"), ("qt", "QT")):
        for what, chosen in (("not trained on", [h for h in headers if not trained_on(h)]), ("all", headers)):
            errors = [scores[h, "ii"]["of means"][name] for h in chosen if name in scores[h, "ii"]["of means"]]
            mean, spread = statistics.fmean(errors), statistics.stdev(errors)
            lines.append(f"| {words}, {what} | {len(errors)} of {len(chosen)} | {mean:+.1f} ± {spread:.1f} |")
            if what == "all":
                held[f"ii_recording_{name}_mean_ms"] = Figure(round(abs(mean), 1), 0.3)
                held[f"ii_recording_{name}_sd_ms"] = Figure(round(spread, 1), 0.3)
    return Result(MARK, held, lines)
