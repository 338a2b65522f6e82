#!/usr/bin/env python3
"""What the DSP core costs, and what other detectors cost on the same samples in the same run.

    core_cost.py VITALSYNC BENCH [--rounds 7] [--hours 24] [--rate 250]

Samples: the first leads of the 48 records of $VITALSYNC_DATA/mitdb, or without it the excerpts in Tests/Fixtures/signals,
joined, brought to the rate, and repeated up to the hours. In memory, in blocks of one second, one core.

In one process: processor time of the measuring thread; every round runs each stage once, then SleepECG where it is there.
Whole processes: wall time from start to end on a record of 30 minutes, each program once a round, in changing order.
Figures are medians over the rounds, in brackets the least and the greatest; a ratio is taken within each round.
No time is asserted: a clock on a busy machine proves nothing. Allocations are: a stage that asks for memory after warm-up fails.
"""

import argparse
import glob
import os
import statistics
import sys

sys.dont_write_bytecode = True

# pylint: disable=wrong-import-position
import peers

CHAIN, DETECTOR = "ECGPipeline", "BeatDetector"
# Calls for memory a sample. The chain makes text of what it finds, a few times an hour.
ALLOWED, ALLOWED_CHAIN = 0, 0.001


def spread(values, digits):
    values = sorted(values)
    return f"{statistics.median(values):9.{digits}f} [{values[0]:.{digits}f}–{values[-1]:.{digits}f}]"


def ratios(name, others, ours):
    text = spread([other / own for other, own in zip(others, ours)], 2).strip()
    print(f"  {name:<50}{text} × ours")


def records(data):
    """Stems of the records to measure on, and what to call them."""
    if data:
        found = sorted(glob.glob(os.path.join(data, "mitdb", "[0-9]*.hea")))
        if found:
            return [path[:-4] for path in found], f"MIT-BIH Arrhythmia Database, {len(found)} records"
    found = sorted(glob.glob(os.path.join(peers.ROOT, "Tests", "Fixtures", "signals", "*db_*.hea")))
    found = [path for path in found if os.path.basename(path).startswith(("mitdb_", "nstdb_"))]
    return [path[:-4] for path in found], f"{len(found)} one-minute excerpts of Tests/Fixtures/signals, repeated"


def in_process(a, data):
    stems, name = records(data)
    path = os.path.join(os.path.dirname(os.path.abspath(a.bench)), "signal.f32")
    bench = peers.Lines(a.bench, path, str(a.rate), str(a.hours), *stems)
    samples = bench.hello["samples"]
    python = peers.python_with_sleepecg()
    sleepecg = peers.Lines(python, os.path.join(peers.HERE, "sleepecg_worker.py"), path, str(a.rate)) if python else None
    os.remove(path)
    bench.ask()
    rounds, theirs = [], []
    for _ in range(a.rounds):
        rounds.append(bench.ask())
        if sleepecg:
            theirs.append(sleepecg.ask())
    counted = bench.ask("allocations")
    bench.end()

    print(f"core, {a.hours:g} h at {a.rate:g} Hz in memory ({name}), one core, {a.rounds} rounds:")
    print(f"  {'':<32}{'ns/sample':>24}   {f's per {a.hours:g} h':>24}   outputs")
    rows = [(stage, [r[stage]["seconds"] for r in rounds], rounds[0][stage]["outputs"]) for stage in rounds[0]]
    own = dict((stage, seconds) for stage, seconds, _ in rows)
    if sleepecg:
        version = sleepecg.hello["version"]
        rows += [(f"SleepECG {version} C, {way}", [r[way]["seconds"] for r in theirs], theirs[0][way]["outputs"]) for way in theirs[0]]
    for label, seconds, outputs in rows:
        per_sample = spread([s / samples * 1e9 for s in seconds], 2)
        print(f"  {label:<32}{per_sample:>24}   {spread(seconds, 3):>24}   {outputs}")
    if sleepecg:
        for label, seconds, _ in rows[-len(theirs[0]) :]:
            for stage in (DETECTOR, CHAIN):
                ratios(f"{label} / {stage}", seconds, own[stage])
        sleepecg.end()
    else:
        print(f"  SleepECG is not installed, so not compared with: {peers.HOW_SLEEPECG}")
    print("allocations after warm-up (an eighth of the samples), calls of malloc and its kin:")
    for stage, c in counted.items():
        print(
            f"  {stage:<24}{c['allocations'] / c['samples']:9.5f} per sample, "
            f"{c['allocations'] / c['blocks']:.3f} per block of one second ({c['allocations']} in {c['samples']} samples)")
    return [
        stage for stage, c in counted.items()
        if c["allocations"] > (ALLOWED_CHAIN if stage == CHAIN else ALLOWED) * c["samples"]
    ]


def whole_processes(a, data):
    if not data or not os.path.exists(os.path.join(data, "mitdb", "100.dat")):
        print("whole processes: need $VITALSYNC_DATA/mitdb/100 (https://physionet.org/content/mitdb/1.0.0/); left out")
        return
    runs = peers.Processes(a.vitalsync, data)
    runs.round(0)
    rounds = [runs.round(turn) for turn in range(3 * a.rounds)]
    runs.end()
    print(f"whole processes, MIT-BIH 100 (30 min, 360 Hz), file to beats, {len(rounds)} rounds:")
    for name in runs.commands:
        wall, cpu = ([r[name][key] * 1000 for r in rounds] for key in ("wall", "cpu"))
        print(f"  {name:<34}{spread(wall, 1):>24} ms wall   {spread(cpu, 1):>24} ms processor")
    if "gqrs" in runs.commands:
        for command in ("analyze --json --beats", "evaluate --qrs"):
            for key, what in (("wall", "wall"), ("cpu", "processor")):
                ours = [r["vitalsync " + command][key] for r in rounds]
                ratios(f"gqrs / {command}, {what}", [r["gqrs"][key] for r in rounds], ours)
    else:
        print(f"  gqrs is not on PATH, so not compared with: {peers.HOW_WFDB}")


def main():
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("vitalsync")
    p.add_argument("bench")
    p.add_argument("--rounds", type=int, default=7)
    p.add_argument("--hours", type=float, default=24)
    p.add_argument("--rate", type=float, default=250)
    a = p.parse_args()
    data = os.environ.get("VITALSYNC_DATA")
    print(f"{os.cpu_count()} cores, load {os.getloadavg()[0]:.1f} at the start")
    allocating = in_process(a, data)
    whole_processes(a, data)
    print(f"load {os.getloadavg()[0]:.1f} at the end")
    if allocating:
        sys.exit(f"bench: after warm-up memory is asked for by {', '.join(allocating)}: a stage owes not to")


if __name__ == "__main__":
    main()
