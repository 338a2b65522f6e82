"""Builds the tap: ECGCore's own sources, a copy of the detector with an observer in it, and Tests/Benchmarks/Training.

The detector that ships has no hook for training, and gains none: the hook is put into a copy, at places that must each
be found exactly once. All in one module, so that nothing in ECGCore has to be more visible than it is.
"""

import shutil
import subprocess

from places import ROOT, TAP

FOLDERS = ["Signal", "Filters", "Beats"]
DETECTOR = "Beats/BeatDetector.swift"
WEIGHTS = "Beats/CandidateModelWeights.swift"

# The observer is told of a candidate (sample of its envelope's peak, features, score) and may overrule the judge. Where
# it says yes and the network says no, the beat teaches with full weight; where it says no, nothing is taken.
HOOK = [
    (
        "  private let rate: SampleRate\n",
        "  var observer: ((Int, [Float], Float) -> Bool?)?\n  private let rate: SampleRate\n",
    ),
    (
        "    let score = model.score(features.values)\n",
        """    var score = model.score(features.values)
    let middle = stretchStart + Int(Double(candidate.index) * resampler.ratio + 0.5)
    if let verdict = observer?(middle, features.values, score) {
      if verdict, score <= 0 { score = Self.fullTrust } else if !verdict { score = min(score, -0.001) }
    }
""",
    ),
]


def build(work, compiler="swiftc"):
    """The tap's path, built anew."""
    core = work / "core"
    shutil.rmtree(core, ignore_errors=True)
    for folder in FOLDERS:
        shutil.copytree(ROOT / "Sources" / "ECGCore" / folder, core / folder)
    (core / WEIGHTS).unlink()
    detector = (core / DETECTOR).read_text(encoding="utf-8")
    for before, after in HOOK:
        if detector.count(before) != 1:
            raise SystemExit(f"{DETECTOR}: holds {before.strip()!r} {detector.count(before)} times; mend tap.py")
        detector = detector.replace(before, after)
    (core / DETECTOR).write_text(detector, encoding="utf-8")
    sources = sorted(core.rglob("*.swift")) + sorted(TAP.glob("*.swift"))
    tap = work / "tap"
    subprocess.run(
        [compiler, "-O", "-wmo", "-swift-version", "6", "-module-name", "Tap", *map(str, sources), "-o", str(tap)],
        check=True,
    )
    return tap
