"""Real AD8232 boards in motion, with a person's artefact grade per 1000 samples: RR outliers, and the quality index.

No beats are marked in these recordings. What can be said of the intervals is whether they are plausible: an outlier lies outside
300 … 2000 ms, or differs by more than 20 % from the interval just before it (M. Malik et al., Med. Biol. Eng. Comput. 27:603 (1989)).
"""

import glob
import os

import numpy
import scipy.stats
from ratchet import Figure, Result
from running import events

MARK = "motion"
ACTIVITIES = {"klud": "rest", "ruky": "arms", "chodza": "walk", "beh": "run", "drepy": "squats"}
SHORTEST, LONGEST, MALIK = 300, 2000, 0.20
SEGMENT, GRADES, UNFIT = 1000, (1, 2, 3, 4), 4
USABLE = ("good", "fair")
RANK_BAR, AREA_BAR = 0.6, 0.9


def absent(data):
    return None if os.path.isdir(os.path.join(data, "ad8232_motion")) else "ad8232_motion"


def how_to_get():
    yield "ad8232_motion/ (the folders 01, 02, 03 of its data/; GPL-3):"
    yield "  https://github.com/kalouskova/DP (V. Kalousková, Automatic detection of motion artefacts in the ECG signal)"


class Recording:
    """What the program says of one recording, by the rows of its table."""

    def __init__(self, program, stem):
        folder, name = os.path.split(stem)
        self.subject, self.activity = name.split("_")[0], ACTIVITIES[name.split("_")[2]]
        labels = numpy.loadtxt(os.path.join(folder, "labels", name + "_2.csv"), delimiter=";", skiprows=1, dtype=int)
        self.grades = labels[:, 3]
        said = events(program, stem + ".csv")
        source = next(event for event in said if event["event"] == "summary")["source"]
        if source["lost"]:
            raise SystemExit(f"motion: {stem}: the clock has gaps, so seconds cannot be laid over rows")
        self.hertz = source["hertz"]
        self.beats = [event for event in said if event["event"] == "beat"]
        self.seconds = [event for event in said if event["event"] == "quality"]

    def intervals(self):
        """(grade, is an outlier, is in usable signal) of each interval whose end lies in a graded segment."""
        usable = {int(one["time_s"] + 0.5) for one in self.seconds if one["state"] in USABLE}
        before = None
        for beat in self.beats:
            length = beat.get("rr_ms")
            grade = self.grade(beat["sample"])
            if length is not None and grade is not None:
                odd = not SHORTEST <= length <= LONGEST
                odd = odd or (before is not None and abs(length - before) > MALIK * before)
                begin = beat["time_s"] - length / 1000
                yield grade, odd, {int(begin), int(beat["time_s"])} <= usable
            before = length

    def grade(self, sample):
        segment = sample // SEGMENT
        return int(self.grades[segment]) if segment < self.grades.size else None

    def segments(self):
        """(grade, mean index of the seconds whose middle lies in the segment)."""
        middles = numpy.array([(one["time_s"] + 0.5) * self.hertz for one in self.seconds]) // SEGMENT
        index = numpy.array([one["index"] for one in self.seconds])
        for number, grade in enumerate(self.grades):
            if (inside := middles == number).any():
                yield int(grade), index[inside].mean()


def agreement(segments):
    """Spearman's rank correlation of (low) index with grade, and the area under the curve for grade 4; None where undefined."""
    grades, index = (numpy.array(column) for column in zip(*segments))
    rank = -scipy.stats.spearmanr(index, grades).statistic if len(set(grades)) > 1 else None
    unfit, rest = index[grades == UNFIT], index[grades < UNFIT]
    area = None
    if unfit.size and rest.size:
        area = scipy.stats.mannwhitneyu(rest, unfit).statistic / (rest.size * unfit.size)
    return rank, area


def outlier_lines(recordings):
    found = [one for recording in recordings for one in recording.intervals()]
    seconds = {grade: sum(int((recording.grades == grade).sum()) for recording in recordings) for grade in GRADES}
    yield "| artefact grade | segments | intervals | outliers | % | of these in good and fair seconds: intervals | outliers | % |"
    yield "|---|---|---|---|---|---|---|---|"
    for name, wanted in [*((str(grade), {grade}) for grade in GRADES), ("all", set(GRADES))]:
        cells = [sum(seconds[grade] for grade in wanted)]
        for only_usable in (False, True):
            odd = [one[1] for one in found if one[0] in wanted and (one[2] or not only_usable)]
            cells += [len(odd), sum(odd), f"{100 * sum(odd) / max(1, len(odd)):.1f}"]
        yield f"| {name} | " + " | ".join(map(str, cells)) + " |"


def share(recordings, only_usable):
    odd = [one[1] for recording in recordings for one in recording.intervals() if one[2] or not only_usable]
    return 100 * sum(odd) / max(1, len(odd))


def quality_lines(groups):
    yield "| subjects | segments | grade 4 | rank correlation | AUC, grade 4 |"
    yield "|---|---|---|---|---|"
    for name, segments in groups:
        rank, area = agreement(segments)
        unfit = sum(grade == UNFIT for grade, _ in segments)
        yield f"| {name} | {len(segments)} | {unfit} | {rank:.3f} | {'–' if area is None else format(area, '.3f')} |"


def activity_lines(recordings):
    yield "| recording | beats | intervals | outliers | seconds: good | fair | poor | other |"
    yield "|---|---|---|---|---|---|---|---|"
    for one in recordings:
        odd = [entry[1] for entry in one.intervals()]
        states = [second["state"] for second in one.seconds]
        counts = [states.count(state) for state in ("good", "fair", "poor")]
        counts.append(len(states) - sum(counts))
        cells = [len(one.beats), len(odd), sum(odd), *counts]
        yield f"| {one.subject} {one.activity} | " + " | ".join(map(str, cells)) + " |"


def measured(program, data):
    stems = [path[:-4] for path in glob.glob(os.path.join(data, "ad8232_motion", "0[123]", "0[123]_01_*.csv"))]
    recordings = [Recording(program, stem) for stem in sorted(stems)]
    by_subject = {}
    for one in recordings:
        by_subject.setdefault(one.subject, []).extend(one.segments())
    groups = [(name, by_subject[name]) for name in sorted(by_subject)]
    groups.append(("all", [segment for _, segments in groups for segment in segments]))
    rank, area = agreement(groups[-1][1])
    held = {
        "rank_correlation": Figure(round(rank, 3), 0.002, higher_is_better=True, bar=RANK_BAR),
        "grade_4_auc": Figure(round(area, 3), 0.002, higher_is_better=True, bar=AREA_BAR),
        "rr_outliers_percent": Figure(round(share(recordings, False), 1), 0.1),
        "rr_outliers_in_usable_seconds_percent": Figure(round(share(recordings, True), 1), 0.1),
    }
    lines = [*outlier_lines(recordings), "", *quality_lines(groups), "", *activity_lines(recordings)]
    return Result(MARK, held, lines)
