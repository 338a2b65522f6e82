#!/usr/bin/env python3
"""Makes the signal fixtures and the values that tests expect of them.

    VITALSYNC_DATA=DIR python3 Tests/Fixtures/signals/make.py

DIR holds mitdb/, nstdb/, ludb/ and cinc2017/ as PhysioNet publishes them. Needs the PyPI packages wfdb, numpy and scipy.
Records are written by the `wfdb` package, and expected values are what that package reads back: the readers under test
have no part in either. Formats that `wfdb` reads but does not write are packed here from signal(5) and read back by it.
"""
import datetime
import fractions
import hashlib
import json
import os
import pathlib
import shutil
import sys

import numpy as np
import scipy.signal
import wfdb

HERE = pathlib.Path(__file__).parent
DATA = pathlib.Path(os.environ["VITALSYNC_DATA"])
DEMO = HERE.parents[2] / "Sources/CDemoSignal/demo.c"
os.chdir(HERE)
expected = {"wfdb": {}, "annotations": {}, "csv": {}}


# WFDB excerpts ------------------------------------------------------------------------------------------------------

def read_back(name):
    """What the wfdb package reads: the truth for the tests."""
    record = wfdb.rdrecord(name, physical=False)
    values = record.d_signal.astype(np.int64)
    millivolts = wfdb.rdrecord(name).p_signal
    places = sorted({0, 1, 2, len(values) // 2, len(values) - 1} | set(range(0, len(values), max(1, len(values) // 12))))
    expected["wfdb"][name] = {
        "rate": record.fs,
        "samples": int(record.sig_len),
        "signals": [
            {
                "name": record.sig_name[s],
                "format": record.fmt[s],
                "gain": record.adc_gain[s],
                "baseline": int(record.baseline[s]),
                "sum": int(values[:, s].sum()),
                "places": places,
                "digital": [int(values[p, s]) for p in places],
                "millivolts": [None if np.isnan(millivolts[p, s]) else float(millivolts[p, s]) for p in places],
            }
            for s in range(record.n_sig)
        ],
    }


def excerpt(database, record, name, start, seconds, channels=None, annotators=("atr",), fmt=None):
    source = str(DATA / database / record)
    head = wfdb.rdheader(source)
    a, b = int(start * head.fs), int((start + seconds) * head.fs)
    whole = wfdb.rdrecord(source, sampfrom=a, sampto=b, channels=channels, physical=False)
    n = whole.n_sig
    wfdb.wrsamp(
        name, fs=whole.fs, units=whole.units, sig_name=whole.sig_name, d_signal=whole.d_signal,
        fmt=[fmt or whole.fmt[i] for i in range(n)], adc_gain=whole.adc_gain, baseline=whole.baseline,
        comments=[f"Excerpt of PhysioNet {database} record {record}, {start} s to {start + seconds} s. ODC-By 1.0."])
    read_back(name)
    for extension in annotators:
        annotation = wfdb.rdann(source, extension, sampfrom=a, sampto=b, shift_samps=True)
        inside = annotation.sample < b - a
        wfdb.wrann(
            name, extension, annotation.sample[inside], np.array(annotation.symbol)[inside].tolist(),
            subtype=np.array(annotation.subtype)[inside], chan=np.array(annotation.chan)[inside],
            num=np.array(annotation.num)[inside], aux_note=np.array(annotation.aux_note)[inside].tolist())
        annotations_back(name, extension)


def annotations_back(name, extension):
    back = wfdb.rdann(name, extension)
    expected["annotations"][f"{name}.{extension}"] = [
        [int(s), y, int(t), int(c), int(n), x.rstrip("\0")]
        for s, y, t, c, n, x in zip(back.sample, back.symbol, back.subtype, back.chan, back.num, back.aux_note)]


excerpt("mitdb", "100", "mitdb_100", 0, 60)
excerpt("mitdb", "119", "mitdb_119", 0, 60)
excerpt("mitdb", "208", "mitdb_208", 0, 60)
excerpt("mitdb", "202", "mitdb_202", 1200, 60)
excerpt("mitdb", "221", "mitdb_221", 0, 60)
excerpt("mitdb", "205", "mitdb_205", 1440, 50)
excerpt("mitdb", "207", "mitdb_207", 1520, 50)
excerpt("mitdb", "209", "mitdb_209", 580, 60)
excerpt("mitdb", "231", "mitdb_231", 310, 60)
excerpt("nstdb", "118e06", "nstdb_118e06", 300, 60)
excerpt("nstdb", "ma", "nstdb_ma", 60, 30, annotators=())
excerpt("ludb", "1", "ludb_1", 0, 10, channels=[0, 1, 6, 10], annotators=())
for lead in ("i", "ii", "v1", "v5"):
    # The record is taken whole; `wfdb` refuses to write extensions that hold digits.
    shutil.copyfile(DATA / f"ludb/1.{lead}", f"ludb_1.{lead}")
    annotations_back("ludb_1", lead)


# Every sample format ------------------------------------------------------------------------------------------------

BITS = {"8": 16, "16": 16, "24": 24, "32": 32, "61": 16, "80": 8, "160": 16, "212": 12, "310": 10, "311": 10}


def resampled(record, name, start, seconds, rate):
    """An excerpt at another rate, as the benchmarks' invariance table makes it: what a rate alone has once changed."""
    sys.path.insert(0, str(HERE.parents[1] / "Benchmarks"))
    import annotated  # pylint: disable=import-outside-toplevel
    import wfdbfiles  # pylint: disable=import-outside-toplevel
    source = str(DATA / "mitdb" / record)
    share = fractions.Fraction(rate, 360)
    values = scipy.signal.resample_poly(
        wfdbfiles.first_signal(source) * 20.0, share.numerator, share.denominator, padtype="line")
    a, b = start * rate, (start + seconds) * rate
    wfdbfiles.write_record(str(HERE / name), np.rint(values[a:b] / 5), rate, 800)
    marks = sorted((round(at * rate / 360) - a, code) for at, code in annotated.annotations(source + ".atr"))
    wfdbfiles.write_annotations(str(HERE / f"{name}.atr"), [mark for mark in marks if 0 <= mark[0] < b - a])


# A bigeminy whose ectopic beats were refused for 80 s, at 128 Hz alone.
resampled("228", "mitdb_228_128hz", 240, 160, 128)


def packed(fmt, flat):
    """Samples of all signals in turn, as signal(5) lays them out, for the formats wfdb does not write."""
    if fmt == "61":
        return flat.astype(">i2").tobytes()
    if fmt == "160":
        return (flat + 32768).astype("<u2").tobytes()
    flat = np.concatenate([flat, np.zeros(-len(flat) % 3, dtype=flat.dtype)])
    s = (flat & 0x3FF).astype(np.uint32).reshape(-1, 3)
    if fmt == "310":
        low, high = s[:, 0] << 1 | (s[:, 2] & 31) << 11, s[:, 1] << 1 | s[:, 2] >> 5 << 11
        return np.stack([low, high], axis=1).astype("<u2").tobytes()
    return (s[:, 0] | s[:, 1] << 10 | s[:, 2] << 20).astype("<u4").tobytes()


def all_formats():
    source = wfdb.rdrecord(str(DATA / "mitdb/100"), sampto=1000, physical=False).d_signal - 1024
    for fmt, bits in BITS.items():
        name = f"format_{fmt}"
        top = 2 ** (min(bits, 16) - 1)
        values = np.clip(source if bits > 8 else source // 8, -top + 1, top - 1).astype(np.int64)
        # The extremes that the format can hold, and samples that were not taken.
        values[10] = [top - 1, -top + 1]
        if bits > 16:
            values[11] = [2 ** (bits - 1) - 1, -(2 ** (bits - 1)) + 1]
        gap = {"8": None, "24": -(2**23), "32": -(2**31)}.get(fmt, -top)
        if gap is not None:
            values[500:507, 0] = gap
            values[700, 1] = gap
        if fmt == "8":
            # First differences of at most one byte.
            values = np.cumsum(np.clip(np.diff(values, axis=0, prepend=values[:1]), -128, 127), axis=0) + values[:1]
        if fmt in ("16", "24", "32", "80", "212"):
            wfdb.wrsamp(
                name, fs=360, units=["mV", "uV"], sig_name=["first", "second lead"], d_signal=values.copy(),
                fmt=[fmt, fmt], adc_gain=[200.0, 0.5], baseline=[0, -3])
            read_back(name)
            continue
        if fmt == "8":
            initial = values[0]
            body = np.diff(values, axis=0, prepend=values[:1]).astype(np.int8).tobytes()
        else:
            initial, body = values[0], packed(fmt, values.reshape(-1))
        pathlib.Path(f"{name}.dat").write_bytes(body)
        lines = [f"{name} 2 360 {len(values)}"]
        for s, tail in enumerate(["200 {} 0 {} {} 0 first", "0.5(-3)/uV {} 0 {} {} 0 second lead"]):
            checksum = int(values[:, s].sum()) & 0xFFFF
            checksum -= 65536 if checksum > 32767 else 0
            lines.append(f"{name}.dat {fmt} " + tail.format(bits, initial[s], checksum))
        pathlib.Path(f"{name}.hea").write_text("\n".join(lines) + "\n")
        back = wfdb.rdrecord(name, physical=False).d_signal
        assert np.array_equal(back, values), f"the wfdb package reads format {fmt} otherwise"
        read_back(name)


all_formats()

# Several samples a frame, in one file with a slower signal.
wide = wfdb.rdrecord(str(DATA / "mitdb/100"), sampto=2000, physical=False).d_signal
wfdb.wrsamp(
    "multirate", fs=180, units=["mV", "mmHg"], sig_name=["MLII", "BP"], e_d_signal=[wide[:, 0], wide[::2, 1]],
    samps_per_frame=[2, 1], fmt=["16", "16"], adc_gain=[200.0, 100.0], baseline=[1024, 0])
expected["wfdb"]["multirate"] = {"rate": 360, "samples": 2000, "signals": [
    {"name": "MLII", "format": "16", "gain": 200, "baseline": 1024, "sum": int(wide[:, 0].sum()), "places": [0, 1, 1999],
     "digital": [int(wide[p, 0]) for p in (0, 1, 1999)],
     "millivolts": [float((wide[p, 0] - 1024) / 200) for p in (0, 1, 1999)]}]}

# Every part of the annotation format: long ways, texts of both parities, subtypes, channels, numbers.
wfdb.wrann(
    "annotated", "qrs", np.array([5, 1028, 1029, 2052, 2052, 70000, 5_000_000, 5_000_001]),
    ["N", "V", "+", "A", "~", "/", "|", "r"], subtype=np.array([0, 1, 0, 0, -1, 0, 2, 0]),
    chan=np.array([0, 0, 1, 1, 1, 0, 2, 2]), num=np.array([0, 0, 0, 3, 3, 2, 2, 0]),
    aux_note=["", "", "(AFIB", "", "odd", "even", "", "x"])
annotations_back("annotated", "qrs")


# Tables -------------------------------------------------------------------------------------------------------------

rng = np.random.default_rng(20240326)
ecg = wfdb.rdrecord(str(DATA / "mitdb/100"), sampfrom=3600, sampto=3600 + 6000, physical=False).d_signal[:, 0]
ROWS = 1500
mv = (ecg - 1024) / 200
counts12 = np.clip(2048 + (ecg - 1024) * 6, 0, 4095)
counts10 = np.clip(512 + (ecg - 1024) * 1, 0, 1023)


def table(name, text, rate, millivolts, gaps=(), newline="\n", bom=False, source=None, **more):
    body = newline.join(text) + newline
    pathlib.Path(name).write_bytes((b"\xef\xbb\xbf" if bom else b"") + body.encode())
    places = sorted({0, 1, len(millivolts) - 1} | set(range(0, len(millivolts), 173)))
    expected["csv"][name] = {
        "rate": rate, "samples": len(millivolts), "places": places,
        "millivolts": [float(millivolts[p]) for p in places],
        # [samples read before the gap, samples missing]
        "gaps": [list(map(int, g)) for g in gaps], **more}


def as_mv(counts, bits, gain=1100.0, reference=3300.0, middle=None):
    return (counts - (2 ** (bits - 1) if middle is None else middle)) * reference / 2**bits / gain


n = range(ROWS)
table("csv_comma_header.csv", ["time_s,ecg_mV"] + [f"{i/360:.6f},{mv[i]:.3f}" for i in n], 360, mv[:ROWS].round(3))
table("csv_semicolon_decimal_comma.csv",
      ["Zeit [s];EKG [mV]"] + [f"{i/250:.3f};{mv[i]:.3f}".replace(".", ",") for i in n], 250, mv[:ROWS].round(3),
      newline="\r\n", bom=True)
table("csv_tab_millis_counts.csv", [f"{1000 + i * 4}\t{counts10[i]}" for i in n], 250, as_mv(counts10[:ROWS], 10))
table("csv_spaces_micros.csv",
      ["# a sketch's log", "# micros  count"] + [f"  {123456 + i * 2000}   {counts12[i]}" for i in n], 500,
      as_mv(counts12[:ROWS], 12))
table("csv_millis_rounded.csv", ["ms,adc"] + [f"{round(i * 1000 / 360)},{counts12[i]}" for i in n], 360,
      as_mv(counts12[:ROWS], 12))
table("csv_counts_only.csv", [f"{c}" for c in counts12[:ROWS]], 250, as_mv(counts12[:ROWS], 12), rateOption=250)
table("csv_index.csv", [",MLII"] + [f"{i + (40 if i >= 700 else 0)},{mv[i]:.3f}" for i in n], 360, mv[:ROWS].round(3),
      gaps=[(700, 40)], rateOption=360)
table("csv_physionet.csv",
      ["'Elapsed time','MLII','V5'", "'mm:ss.mmm','mV','mV'"]
      + [f"'{i//60000}:{i % 60000 / 1000:06.3f}',{mv[i // 4]:.3f},{mv[i // 4] / 2:.4f}" for i in range(0, 4 * ROWS, 4)],
      250, mv[:ROWS].round(3))
table("csv_many_columns.csv",
      ["timestamp,hr,battery,accel_x,ecg,spo2"]
      + [f"2024-03-26T15:04:{10 + i / 250:09.6f}Z,{72 + i // 300},3.71,{rng.normal():.4f},{mv[i]:.3f},98" for i in n],
      250, mv[:ROWS].round(3))
table("csv_unnamed_columns.csv",
      [f"{i * 4},{72 + i // 300},{rng.normal() * 30:.3f},{counts12[i]},1" for i in n], 250, as_mv(counts12[:ROWS], 12))
table("csv_polar.csv",
      ["Phone timestamp;sensor timestamp [ns];timestamp [ms];ecg [uV]"]
      + [f"2023-05-01T10:00:{i // 73 * 73 / 130:06.3f};{599618164814402794 + round(i * 1e9 / 130)};{i * 1000 / 130:.6f};"
         f"{round(mv[i] * 1000)}" for i in n], 130, (mv[:ROWS] * 1000).round() / 1000)
table("csv_openbci.csv",
      ["%OpenBCI Raw EXG Data", "%Number of channels = 2", "%Sample Rate = 250 Hz", "%Board = OpenBCI_GUI$BoardCytonSerial",
       "Sample Index, EXG Channel 0, EXG Channel 1, Accel Channel 0, Timestamp"]
      + [f"{i % 256}.0, {mv[i] * 1000:.3f}, {rng.normal():.3f}, 0.1, {1714575600 + i / 250 + rng.uniform(0, 0.01):.6f}"
         for i in n], 250, mv[:ROWS].round(6))
table("csv_preamble.csv",
      ["Name,A. N. Other", "Recorded Date,2024-03-26 15:04:53 +0100", "Classification,Sinus Rhythm", "Sample Rate,512 hertz",
       "Lead,Lead I", "Unit,µV", "", ""] + [f"{mv[i] * 1000:.3f}" for i in n], 512, mv[:ROWS].round(6))
off = range(600, 650)
held = as_mv(counts10[:ROWS], 10).copy()
held[600:650] = held[599]
table("csv_leads_off.csv", ["time,value"] + [f"{i * 4},{'!' if i in off else counts10[i]}" for i in n], 250, held,
      leadsOff=[600, 650])
table("csv_missing_values.csv",
      ["time_s;ecg_mv"] + [f"{i/250:.3f};{'' if i in range(300, 310) else 'NaN' if i == 900 else f'{mv[i]:.3f}'}" for i in n],
      250, np.concatenate([mv[:300], mv[310:900], mv[901:ROWS]]).round(3), gaps=[(300, 10), (890, 1)])


def crc16(text):
    """CRC-16/IBM-3740."""
    crc = 0xFFFF
    for byte in text.encode():
        crc ^= byte << 8
        for _ in range(8):
            crc = (crc << 1 ^ 0x1021 if crc & 0x8000 else crc << 1) & 0xFFFF
    return f"{text}*{crc:04X}"


table("csv_wire_log.csv",
      [crc16("#vitalsync 1 board=uno fw=1.0.0 rate=250 bits=10 vref_mv=5000 gain=1100 mid=338 baud=115200")]
      + [crc16(f"{(65000 + i) % 65536},{(4294000000 + i * 4000) % 2**32},{counts10[i]},{1 if 200 <= i < 210 else 0}")
         for i in n if not 1000 <= i < 1017],
      250, np.delete(as_mv(counts10[:ROWS], 10, reference=5000.0, middle=338), range(1000, 1017)), gaps=[(1000, 17)],
      leadsOff=[200, 210])


def date_times():
    """An SD-card logger of nominally 500 Hz: jitter, a burst that was held up, two gaps, steps back."""
    start = datetime.datetime(2024, 3, 26, 15, 4, 53, 249732)
    seconds = np.arange(6000) / 500 + rng.normal(0, 5e-5, 6000)
    gaps = [(1500, 137), (3000, 500)]
    for row, lost in gaps:
        seconds[row:] += lost / 500
    # A hundred rows held up by 90 ms come at once.
    late = slice(2000, 2045)
    seconds[late] = seconds[2045] - np.arange(45, 0, -1) * 1e-5
    # One stamp is wrong by an hour; from row 4500 on the clock was set back by 0.4 s.
    seconds[4000] -= 3600
    seconds[4500:] -= 0.4
    rows = [f"{(start + datetime.timedelta(seconds=float(s))).isoformat(sep=' ')} ; {c}"
            for s, c in zip(seconds, counts12)]
    # Where the clock was set back nothing is joined, and how long it took nobody knows: one sample.
    table("csv_date_times.csv", rows, 500, as_mv(counts12, 12), gaps=gaps + [(4500, 1)], backward=2)


date_times()


def strip(record, name, separator):
    signal = wfdb.rdrecord(str(DATA / "cinc2017" / record), physical=False, sampto=9000)
    d = signal.d_signal[:, 0]
    if separator == ",":
        rows = ["time_s,ecg_mV"] + [f"{i / 300:.6f},{v / 1000:.3f}" for i, v in enumerate(d)]
    else:
        rows = ["# rate=300", "ecg_uV"] + [str(v) for v in d]
    table(name, rows, 300, d / 1000)


strip("A00001", "cinc_a00001.csv", "")
strip("A00004", "cinc_a00004.csv", ",")

# The demonstration -----------------------------------------------------------------------------------------------------


# Seconds into record 100: a minute and a quarter with one premature beat (at 776 s), so that the figures of a minute hold.
START = 740


def demo():
    """Record 100, MLII: from the T-P stretch before one beat to that before a later one, so that it can be looped."""
    source = str(DATA / "mitdb/100")
    beats = wfdb.rdann(source, "atr")
    qrs = beats.sample[np.isin(beats.symbol, ["N", "A", "V"])]
    signal = wfdb.rdrecord(source, physical=False, channels=[0]).d_signal[:, 0]
    best = None
    for a in qrs[(qrs > START * 360) & (qrs < (START + 6) * 360)]:
        for b in qrs[(qrs > (START + 77) * 360) & (qrs < (START + 85) * 360)]:
            # 110 ms before R lies the PQ segment; the seam joins two baselines that are equally high.
            i, j = a - 100, b - 100
            step = np.abs(signal[i - 9:i + 9].astype(int) - signal[j - 9:j + 9]).sum()
            if best is None or step < best[0]:
                best = (step, int(i), int(j))
    _, i, j = best
    part = signal[i:j]
    inside = (beats.sample >= i) & (beats.sample < j)
    rows = [", ".join(map(str, part[k:k + 20])) for k in range(0, len(part), 20)]
    DEMO.write_text(f"""\
// Made by Tests/Fixtures/signals/make.py. Do not edit.
//
// {len(part) / 360:.2f} s of record 100, lead MLII, of the MIT-BIH Arrhythmia Database (samples {i} to {j}): 360 samples a second,
// 200 units per millivolt, zero at 1024. It begins and ends in the PQ segment before a beat, so that it can be looped.
//
// Open Data Commons Attribution License 1.0, https://opendatacommons.org/licenses/by/1-0/
// Moody GB, Mark RG. The impact of the MIT-BIH Arrhythmia Database. IEEE Eng in Med and Biol 20(3):45-50, 2001.
// Goldberger AL et al. PhysioBank, PhysioToolkit, and PhysioNet. Circulation 101(23):e215-e220, 2000.
// https://physionet.org/content/mitdb/1.0.0/
#include "cdemosignal.h"

static const int16_t values[] = {{
    """ + ",\n    ".join(rows) + """,
}};

const int16_t *cdemosignal_values(void) {{ return values; }}
int cdemosignal_count(void) {{ return sizeof values / sizeof values[0]; }}
""".replace("{{", "{").replace("}}", "}"))
    expected["demo"] = {
        "rate": 360, "gain": 200, "baseline": 1024, "samples": len(part), "sum": int(part.sum()), "from": i,
        "first": part[:8].tolist(), "last": part[-8:].tolist(),
        "symbols": {s: int((np.array(beats.symbol)[inside] == s).sum()) for s in ("N", "A", "V")},
        "seam": int(abs(int(part[0]) - int(part[-1])))}


demo()

pathlib.Path("expected.json").write_text(json.dumps(expected, indent=0, separators=(",", ":")) + "\n")
files = sorted(p for p in HERE.iterdir() if p.suffix not in (".md", ".py", ".sha256") and p.is_file())
pathlib.Path("SHA256SUMS.sha256").write_text(
    "".join(f"{hashlib.sha256(p.read_bytes()).hexdigest()}  {p.name}\n" for p in files))
print(f"{len(files)} files, {sum(p.stat().st_size for p in files)} bytes; demo: {expected['demo']}")
