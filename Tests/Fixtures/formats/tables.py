#!/usr/bin/env python3
"""What `vitalsync analyze` writes and reads, by the tools of others.

    tables.py VITALSYNC SCRATCH SIGNALS intervals|fhir|summary

What differs is an AssertionError.
"""
import json
import os
import shutil
import subprocess
import sys

PROGRAM, SCRATCH, SIGNALS, CHECK = sys.argv[1:]
os.chdir(SCRATCH)


def analyze(*arguments, status=0):
    done = subprocess.run([PROGRAM, "analyze", *arguments], capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == status, (arguments, done.returncode, done.stderr)
    return done.stdout


def intervals():
    """Variability of a file of intervals, as NeuroKit computes it from the same numbers."""
    import neurokit2
    import numpy
    import pandas

    for name in ("mitdb100_nn_5min", "synth_5min"):
        source = f"{SIGNALS}/rr/{name}.csv"
        rr = pandas.read_csv(source, header=None)[0].to_numpy()
        # As an app would write them: one a line, in seconds, and as time and interval.
        numpy.savetxt("seconds.rr.txt", rr / 1000, fmt="%.9f")
        pandas.DataFrame({"t": numpy.cumsum(rr) / 1000, "rr": rr}).to_csv("two.txt", sep=" ", header=False, index=False)
        theirs = neurokit2.hrv_time({"RRI": rr, "RRI_Time": numpy.cumsum(rr) / 1000}).iloc[0]
        for path in (source, "seconds.rr.txt", "two.txt"):
            report = json.loads(analyze(path, "--json", "--intervals"))
            assert report["hrv"]["correction"]["intervals"] == len(rr), path
            assert abs(report["duration_s"] - rr.sum() / 1000) < 0.01, (path, report["duration_s"])
            assert report["findings"] == [] and report["qualityByMinute"] == []
            if report["hrv"]["correction"]["corrected_percent"] > 0:
                continue
            time = report["hrv"]["time"]
            for mine, other in [("meanNN_ms", "HRV_MeanNN"), ("sdnn_ms", "HRV_SDNN"), ("rmssd_ms", "HRV_RMSSD"),
                                ("pnn50_percent", "HRV_pNN50"), ("pnn20_percent", "HRV_pNN20")]:
                # Differences of 50 ms to the last bit are frequent at 360 Hz, and other digits put them on the other side.
                if mine.startswith("pnn") and path != source:
                    continue
                # pNN: of the differences, there of the intervals.
                limit = 100 / len(rr) if mine.startswith("pnn") else 0.01
                assert abs(time[mine] - theirs[other]) <= limit, (path, mine, time[mine], theirs[other])
            intervals.compared = getattr(intervals, "compared", 0) + 1
    assert intervals.compared >= 3, "nothing was compared"


def fhir():
    """Bundles of a rest, of an arrhythmia, of one where nothing can be told and of intervals, validated by fhir.resources."""
    from fhir.resources.R4B.bundle import Bundle
    from fhir.resources.R4B.observation import Observation

    seen = set()
    shutil.copy(f"{SIGNALS}/rr/synth_5min.csv", "synth.rr.csv")
    cases = [f"{SIGNALS}/mitdb_100", f"{SIGNALS}/mitdb_221", f"{SIGNALS}/nstdb_ma", "synth.rr.csv"]
    for case in cases:
        report = json.loads(analyze(case, "--json", "--fhir", "b.json"))
        first = open("b.json", encoding="utf-8").read()
        bundle = Bundle.model_validate_json(first)
        assert bundle.type == "collection"
        observations = [entry.resource for entry in bundle.entry if isinstance(entry.resource, Observation)]
        urls = [entry.fullUrl for entry in bundle.entry]
        assert len(set(urls)) == len(urls)
        for observation in observations:
            references = [observation.device] + (observation.derivedFrom or [])
            assert all(reference.reference in urls for reference in references)
            code = observation.code.coding[0].code
            seen.add(code)
            value = observation.valueQuantity
            if code == "8867-4" and value:
                assert abs(float(value.value) - report["heartRate"]["mean_bpm"]) < 0.06 and value.code == "/min"
            if code == "80404-7":
                assert abs(float(value.value) - report["hrv"]["time"]["sdnn_ms"]) < 0.006 and value.code == "ms"
            for component in observation.component or []:
                data = component.valueSampledData
                if not data:
                    continue
                seen.add("signal")
                points = data.data.split()
                hertz = 1000 / float(data.period)
                assert abs(hertz - report["source"]["hertz"]) < 0.001 and len(points) > hertz
                numbers = [int(point) * float(data.factor) for point in points if point != "E"]
                assert 0.2 < max(numbers) - min(numbers) < 20, (min(numbers), max(numbers))
        statements = [o.valueString for o in observations if o.code.coding[0].code == "18844-1"]
        assert sorted(statements) == sorted(finding["statement"] for finding in report["findings"]), case
        analyze(case, "--fhir", "b.json")
        assert open("b.json", encoding="utf-8").read() == first, "the same recording, other bytes"
    assert {"8867-4", "80404-7", "18844-1", "131328", "signal"} <= seen, seen
    with open("mine.json", "w", encoding="utf-8") as file:
        file.write("{}")
    analyze(cases[0], "--fhir", "mine.json", status=73)


def summary():
    """summary.csv and summary.jsonl of many recordings, the same table to pandas."""
    import pandas

    analyze(f"{SIGNALS}/mitdb_*", f"{SIGNALS}/rr/*_nn_*.csv", "--out", "results")
    lines = pandas.read_json("results/summary.jsonl", lines=True)
    table = pandas.read_csv("results/summary.csv")
    assert len(lines) == len(table) == 8, len(table)
    for column in table.columns:
        if column in ("findings", "remarks", "modified", "error", "lead") or column not in lines:
            continue
        assert table[column].equals(lines[column]) or (table[column] - lines[column]).abs().max() < 1e-9, column


{"intervals": intervals, "fhir": fhir, "summary": summary}[CHECK]()
print(f"{CHECK} agrees")
