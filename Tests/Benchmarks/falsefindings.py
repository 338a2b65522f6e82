"""Alarm fatigue: findings that the annotations of MIT-BIH do not bear out, and those raised on people in motion.

Nobody annotated findings; what bears each kind out is said in docs/accuracy.md, and below.
"""

import bisect
import concurrent.futures
import glob
import os
import re
import tempfile

import annotated
import scipy.io
import treadmill
from ratchet import Figure, Result
from running import analysed
from wfdbfiles import write_record

MARK = "false findings"
SINUS = {"100", "101", "103", "105", "111", "112", "113", "115", "117", "121", "122", "123"}
RECORDS = 48
# Annotation codes (ecgcodes.h): ABERR, NPC, APC, SVPB; PVC, FUSION, RONT; escapes VESC, NESC, AESC, SVESC.
VENTRICULAR = {5, 6, 41, 10}
ECTOPIC = VENTRICULAR | {4, 7, 8, 9, 11, 34, 35}
# Left and right bundle branch block, paced, fusion of paced: with the ventricular ones, beats whose QRS is broad.
BROAD = VENTRICULAR | {2, 3, 12, 38}
# Nobody annotated intervals: these are counted as told, never as false.
UNANNOTATED = {"longQT", "shortQT", "longPR"}
NAMED = {
    "atrialFibrillation": {"AFIB", "AFL"},
    # Flutter conducted regularly is one.
    "supraventricularTachycardia": {"SVTA", "AFL"},
    "broadComplexTachycardia": {"VT", "VFL"},
    "ventricularFibrillation": {"VFL"},
}
ROWS = {"couplet": 2, "ventricularRun": 3, "broadComplexTachycardia": 3}
SEVERITIES = ("alarm", "warning", "note")
ALARM_BAR = 0.5


def absent(data):
    return next((name for name in ("mitdb", "ad8232_motion") if not os.path.isdir(os.path.join(data, name))), None)


def how_to_get():
    yield "mitdb/ and ad8232_motion/: see above"


class Truth:
    """A record's annotated beats and rhythms, in seconds."""

    def __init__(self, record):
        hertz = annotated.rate(record)
        beats = [(at / hertz, code) for at, code in annotated.annotations(record + ".atr") if code in annotated.BEATS]
        self.times = [time for time, _ in beats]
        self.codes = [code for _, code in beats]
        begins = [(at / hertz, name) for at, name in annotated.rhythms(record)]
        ends = [time for time, _ in begins[1:]] + [float("inf")]
        self.rhythms = [(begin, end, name) for (begin, name), end in zip(begins, ends)]
        self.flutter = [(a / hertz, b / hertz) for a, b in annotated.reference(record)[1]]

    def between(self, begin, end):
        return range(bisect.bisect_left(self.times, begin), bisect.bisect_right(self.times, end))

    def rate(self, begin, end):
        """Mean rate of the intervals that end between, or None."""
        inside = self.between(begin, end)
        if len(inside) < 2:
            return None
        return 60 * (len(inside) - 1) / (self.times[inside[-1]] - self.times[inside[0]])

    def rates(self, begin, end):
        """The rates of 10 s, second by second."""
        at = begin
        while at + 10 <= max(end, begin + 10):
            if (rate := self.rate(at, at + 10)) is not None:
                yield rate
            at += 1

    def named(self, begin, end, names):
        return any(a < end and b > begin and name in names for a, b, name in self.rhythms)

    def longest_row(self, begin, end, codes):
        longest = row = 0
        for index in self.between(begin, end):
            row = row + 1 if self.codes[index] in codes else 0
            longest = max(longest, row)
        return longest

    def rapid_run(self, begin, end):
        """Five ventricular beats in a row at 150 bpm or faster: treated as fibrillation is (IEC 60601-2-4)."""
        times, codes = self.times, self.codes
        rows = (range(at, at + 5) for at in self.between(begin, end) if at + 5 <= len(times))
        return any(all(codes[k] in VENTRICULAR for k in row) and times[row[-1]] - times[row[0]] <= 4 * 0.4 for row in rows)

    def pair_within(self, begin, end, codes, seconds):
        times = [self.times[index] for index in self.between(begin, end) if self.codes[index] in codes]
        return any(b - a <= seconds for a, b in zip(times, times[1:]))


def limit(finding):
    return float(re.search(r"([\d.]+) bpm", finding["criterion"]).group(1))


def fell(truth, onset):
    """How far the annotated rate fell in the minute that was told of at `onset`: 63 s after its begin."""
    before = [rate for rate in truth.rates(onset - 75, onset - 58)]
    after = truth.rate(onset - 8, onset + 2)
    return None if not before or after is None else max(before) - after


def borne_out(finding, truth):
    """Whether the annotations bear a finding out."""
    kind, begin, end = finding["kind"], finding["onset_s"], finding["last_s"]
    if kind == "bradycardia":
        return any(rate < limit(finding) + 2 for rate in truth.rates(begin - 10, end + 1))
    if kind == "tachycardia":
        return any(rate > limit(finding) - 2 for rate in truth.rates(begin - 10, end + 1))
    if kind == "pause":
        least = 5.95 if finding["severity"] == "alarm" else 2.95
        pairs = zip(truth.times, truth.times[1:])
        return any(b - a >= least and a < end and b > begin for a, b in pairs)
    if kind in ("earlyBeats", "frequentVentricularBeats"):
        codes = ECTOPIC if kind == "earlyBeats" else VENTRICULAR
        return truth.pair_within(begin - 12, end + 2, codes, 10)
    if kind in UNANNOTATED:
        return True
    if kind == "broadQRS":
        near = truth.between(begin - 20, end)
        return 2 * sum(truth.codes[index] in BROAD for index in near) >= len(near)
    if kind == "ectopyGrowingWithEffort":
        return sum(truth.codes[index] in ECTOPIC for index in truth.between(begin - 180, begin)) >= 9
    if kind == "slowRecovery":
        fall = fell(truth, begin)
        return fall is not None and fall < 15
    if kind == "atrioventricularBlock":
        return any(name == "BII" for _, _, name in truth.rhythms)
    row = kind in ROWS and truth.longest_row(begin - 12, end + 2, VENTRICULAR) >= ROWS[kind]
    row = row or (kind == "ventricularFibrillation" and truth.rapid_run(begin - 2, end + 2))
    # No beat is annotated in flutter: rows of them in it are no mistake.
    flutter = kind in ROWS or kind == "ventricularFibrillation"
    flutter = flutter and any(a < end and b > begin for a, b in truth.flutter)
    return row or flutter or (kind in NAMED and truth.named(begin, end, NAMED[kind]))


class Record:
    """One record's findings, and which of them are false."""

    def __init__(self, program, path):
        self.name = os.path.basename(path)
        report, _ = analysed(program, path + ".hea")
        self.hours = report["duration_s"] / 3600
        truth = Truth(path)
        self.findings = [(one, borne_out(one, truth)) for one in report["findings"]]


def counts(records, severity, kind=None):
    """(all, false) findings."""
    mine = [
        good
        for record in records
        for one, good in record.findings
        if one["severity"] == severity and kind in (None, one["kind"])
    ]
    return len(mine), len(mine) - sum(mine)


def table(groups):
    yield "| records | hours | severity | finding | told | false | false an hour |"
    yield "|---|---|---|---|---|---|---|"
    for name, records in groups:
        hours = sum(record.hours for record in records)
        for severity in SEVERITIES:
            kinds = sorted({one["kind"] for record in records for one, _ in record.findings if one["severity"] == severity})
            for kind in [*kinds, None]:
                told, false = counts(records, severity, kind)
                words = kind or "**all**"
                yield f"| {name} | {hours:.1f} | {severity} | {words} | {told} | {false} | {false / hours:.2f} |"


# What asks for more than a look at the strip: told of on every database that is there, though nobody annotated it.
GRAVE = ("ventricularFibrillation", "broadComplexTachycardia", "supraventricularTachycardia", "atrioventricularBlock")


def run_on_treadmill(program, path):
    with tempfile.TemporaryDirectory(prefix="vitalsync-accuracy-") as folder:
        record = os.path.join(folder, "run")
        signal = scipy.io.loadmat(path)["sig"][0]
        write_record(record, signal * treadmill.DOUBLED, treadmill.RATE, treadmill.PER_MILLIVOLT * treadmill.DOUBLED)
        return analysed(program, record + ".hea")


def elsewhere(program, data):
    """Lines: how often the grave rhythms are told in noise, in effort, and in strips of which most have none."""
    yield "| told in | hours | " + " | ".join(GRAVE) + " |"
    yield "|---|---|" + "---|" * len(GRAVE)
    groups = (
        ("118 and 119 with noise (NSTDB)", "nstdb/11*.hea", analysed),
        ("running on a treadmill", "treadmill/DATA_*_TYPE0?.mat", run_on_treadmill),
        ("strips of CinC 2017", "cinc2017/*.hea", analysed),
    )
    for words, pattern, read in groups:
        paths = sorted(glob.glob(os.path.join(data, pattern)))
        with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
            reports = [one for one, _ in pool.map(lambda path, read=read: read(program, path), paths)]
        if reports:
            hours = sum(one["duration_s"] for one in reports) / 3600
            kinds = [finding["kind"] for one in reports for finding in one["findings"]]
            yield f"| {words} | {hours:.1f} | " + " | ".join(str(kinds.count(kind)) for kind in GRAVE) + " |"


def moving(program, data):
    """(hours, {severity: findings but for rates that running brings})."""
    hours, told = 0.0, dict.fromkeys(SEVERITIES, 0)
    for path in sorted(glob.glob(os.path.join(data, "ad8232_motion", "0[123]", "0[123]_01_*.csv"))):
        report, _ = analysed(program, path)
        hours += report["duration_s"] / 3600
        for one in report["findings"]:
            if (one["kind"], one["severity"]) != ("tachycardia", "note"):
                told[one["severity"]] += 1
    return hours, told


def measured(program, data):
    heads = sorted(glob.glob(os.path.join(data, "mitdb", "???.hea")))
    if len(heads) != RECORDS:
        raise SystemExit(f"false findings: {len(heads)} of {RECORDS} records of mitdb are there")
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        records = list(pool.map(lambda head: Record(program, head[:-4]), heads))
    sinus = [record for record in records if record.name in SINUS]
    lines = [*table([("sinus", sinus), ("all 48", records)]), ""]
    hours, told = moving(program, data)
    lines += ["| in motion: hours | alarms | warnings | notes |", "|---|---|---|---|"]
    lines.append(f"| {hours:.2f} | {told['alarm']} | {told['warning']} | {told['note']} |")
    lines += ["", *elsewhere(program, data)]
    held = {}
    for name, group in (("sinus", sinus), ("all_48", records)):
        length = sum(record.hours for record in group)
        for severity in SEVERITIES:
            bar = ALARM_BAR if (name, severity) == ("sinus", "alarm") else None
            rate = counts(group, severity)[1] / length
            held[f"{name}_false_{severity}s_an_hour"] = Figure(round(rate, 2), 0.0, bar=bar)
    for severity in SEVERITIES:
        held[f"motion_{severity}s"] = Figure(told[severity], 0)
    return Result(MARK, held, lines)
