#!/usr/bin/env python3
"""Recordings between `vitalsync convert` and the tools of others, both ways.

    foreign.py VITALSYNC SCRATCH SIGNALS wfdb|annotations|beats|segments|edf|discontinuous|csv|mat

Each check writes with one side and reads with the other; what differs is an AssertionError. Seeds are fixed.
"""
import json
import os
import subprocess
import sys

import numpy as np

PROGRAM, SCRATCH, SIGNALS, CHECK = sys.argv[1:]
os.chdir(SCRATCH)
random = np.random.default_rng(20261121)


def convert(source, target, *options):
    done = subprocess.run(
        [PROGRAM, "convert", source, target, "--json", *options], capture_output=True, text=True, timeout=120
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def same(mine, theirs, limit, words):
    mine, theirs = np.asarray(mine, float), np.asarray(theirs, float)
    assert mine.shape == theirs.shape, (words, mine.shape, theirs.shape)
    assert (np.isnan(mine) == np.isnan(theirs)).all(), (words, "gaps")
    worst = np.nanmax(np.abs(mine - theirs)) if mine.size else 0
    assert worst <= limit, (words, worst, limit)


def wfdb_():
    import wfdb

    written = 0
    for form, bits in [("8", 7), ("16", 16), ("24", 24), ("32", 32), ("61", 16), ("80", 8), ("160", 16), ("212", 12), ("310", 10), ("311", 10)]:
        top = 2 ** (min(bits, 30) - 1) - 1
        counts = random.integers(-top, top + 1, (1003, 3))
        counts[::, 2] = np.cumsum(random.integers(-3, 4, 1003))
        if form == "8":
            counts = np.cumsum(random.integers(-100, 101, (1003, 3)), axis=0)
        name = "theirs" + form
        try:
            wfdb.wrsamp(name, fs=257.5, units=["mV", "uV", "mmHg"], sig_name=["II", "V5", "BP"], d_signal=counts,
                        fmt=[form] * 3, adc_gain=[200.0, 0.25, 12.5], baseline=[0, 5, -7])
        except Exception as refusal:  # The package writes some formats only.
            assert "only supports writing" in str(refusal), refusal
        else:
            written += 1
            theirs = wfdb.rdrecord(name)
            convert(name, f"from{form}.hea")
            same(wfdb.rdrecord(f"from{form}").p_signal, theirs.p_signal, 1e-9, name)
            ours = wfdb.rdrecord(f"from{form}", physical=False)
            assert ours.fs == 257.5 and ours.sig_name == ["II", "V5", "BP"] and ours.units == ["mV", "uV", "mmHg"]
            assert [c % 65536 for c in ours.checksum] == [int(c) for c in (ours.d_signal.sum(axis=0) % 65536)]
    assert written >= 4, written
    theirs = wfdb.rdrecord(SIGNALS + "/mitdb_100")
    for form in ["8", "16", "24", "32", "61", "80", "160", "212", "310", "311"]:
        told = convert(SIGNALS + "/mitdb_100", f"ours{form}.hea", "--wfdb-format", form)
        steps = [float(r.split("steps of ")[1].split()[0]) for r in told["remarks"] if "steps of" in r]
        ours = wfdb.rdrecord(f"ours{form}")
        assert ours.fmt == [form] * 2
        # Ten bits and fewer cannot hold eleven: half a step of what can be held.
        limit = max(steps) / 2 + 1e-9 if steps else 1e-9
        assert bool(steps) == (form in ("80",)) or form in ("310", "311"), (form, steps)
        assert not any("lag behind" in r for r in told["remarks"]), told
        same(ours.p_signal, theirs.p_signal, limit, "format " + form)
    multi = wfdb.rdrecord(SIGNALS + "/multirate", smooth_frames=False)
    convert(SIGNALS + "/multirate", "multi.hea")
    for mine, their in zip(wfdb.rdrecord("multi", smooth_frames=False).e_p_signal, multi.e_p_signal):
        same(mine, their, 1e-9, "samples per frame")


def annotations():
    import wfdb

    symbols = list("NLRaVFJASEj/Q~|sT*D\"=pB^t+u?![]en@xf()r")
    count = 400
    samples = np.cumsum(random.choice([0, 1, 300, 1023, 1024, 2000], count)) + 1
    wfdb.wrsamp("noted", fs=360, units=["mV"], sig_name=["II"], d_signal=random.integers(-500, 500, (int(samples[-1]) + 10, 1)),
                fmt=["16"], adc_gain=[200.0], baseline=[0])
    texts = [random.choice(["", "(AFIB", "x y, z", "odd"]) for _ in range(count)]
    wfdb.wrann("noted", "atr", samples, symbol=list(random.choice(symbols, count)), subtype=random.integers(-100, 100, count),
               chan=random.integers(0, 100, count), num=random.integers(0, 100, count), aux_note=texts)
    theirs = wfdb.rdann("noted", "atr")
    for steps in (["one.hea"], ["noted.edf", "two.hea"], ["noted.bdf", "three.hea"], ["noted.csv", "four.hea"]):
        source = "noted"
        for target in steps:
            convert(source, target)
            source = target
        ours = wfdb.rdann(steps[-1][:-4], "atr")
        assert list(ours.sample) == list(theirs.sample), steps
        assert ours.symbol == theirs.symbol, steps
        for field in ("subtype", "chan", "num"):
            assert list(getattr(ours, field)) == list(getattr(theirs, field)), (steps, field)
        assert [t.rstrip("\0") for t in ours.aux_note] == [t.rstrip("\0") for t in theirs.aux_note], steps


def beats():
    """What `convert ... .qrs` finds lies over the signal that it converts, part or whole, holes or none."""
    import wfdb

    def held(name, truth, length, heard=0):
        """Against the annotators' beats (samples and symbols) within 54 samples at 360 Hz, 0.15 s; the detector learns for 2 s from `heard` on."""
        found = wfdb.rdann(name, "qrs")
        assert found.fs == 360, found.fs
        assert ((found.sample >= 0) & (found.sample < length)).all(), (name, found.sample, length)
        for sample in found.sample:
            assert np.abs(truth.sample - sample).min() <= 54, (name, sample)
        settled = [(s, y) for s, y in zip(truth.sample, truth.symbol) if heard + 720 < s < length - 360]
        assert len(settled) > 10, (name, settled)
        for sample, symbol in settled:
            nearest = np.abs(found.sample - sample).argmin()
            assert abs(found.sample[nearest] - sample) <= 54, (name, sample)
            assert (found.symbol[nearest] == "V") == (symbol == "V"), (name, sample, symbol)
        return list(found.sample), found.symbol

    def annotated(first, last):
        truth = wfdb.rdann(SIGNALS + "/mitdb_119", "atr", sampfrom=first, sampto=last - 1, shift_samps=True)
        kept = [i for i, y in enumerate(truth.symbol) if y in "NV"]
        truth.sample, truth.symbol = truth.sample[kept], [truth.symbol[i] for i in kept]
        return truth

    source = SIGNALS + "/mitdb_119"
    for name, first, last, options in (
        ("whole", 0, 21600, []),
        ("begun", 7200, 21600, ["--start", "20s"]),
        ("ended", 0, 12600, ["--end", "0:35"]),
        ("middle", 3601, 16218, ["--start", "10.0015", "--end", "45.05"]),
    ):
        convert(source, name + ".hea", *options)
        told = convert(source, name + ".qrs", *options)
        assert abs(told["duration_s"] - (last - first) / 360) < 0.01, (name, told)
        assert wfdb.rdrecord(name).sig_len == last - first
        of_part = held(name, annotated(first, last), last - first)
        assert told["annotations"] == len(of_part[0])
        # The same as of the part's signal, converted from a file of its own.
        convert(name, name + "_again.qrs")
        again = wfdb.rdann(name + "_again", "qrs")
        assert (list(again.sample), again.symbol) == of_part, name
    # analyze counts from the recording's start.
    subprocess.run([PROGRAM, "analyze", source, "--json", "--from", "20s", "--beats", "from.qrs"],
                   capture_output=True, check=True, timeout=120)
    assert list(wfdb.rdann("from", "qrs").sample - 7200) == list(wfdb.rdann("begun", "qrs").sample)
    # A table in which 10 s are missing: its rows do not count them, the time does.
    values = wfdb.rdrecord(source).p_signal[:, 0]
    with open("torn.csv", "w") as file:
        file.write("time_s,ecg_mV\n")
        file.writelines(f"{i / 360:.6f},{v:.4f}\n" for i, v in enumerate(values) if not 7200 <= i < 10800)
    for name, first, options in (("torn", 0, []), ("torn_part", 5400, ["--start", "15s"]), ("torn_in", 9000, ["--start", "25s"])):
        convert("torn.csv", name + ".hea", *options)
        convert("torn.csv", name + ".qrs", *options)
        signal = wfdb.rdrecord(name).p_signal[:, 0]
        assert len(signal) == 21600 - first and np.isnan(signal).any()
        found, _ = held(name, annotated(first, 21600), 21600 - first, heard=max(0, 10800 - first))
        assert np.isfinite(signal[found]).all(), name
        assert first > 3600 or sum(s < 7200 - first for s in found) > 5, name


def segments():
    import wfdb

    def write(name, frames, leads, gain):
        counts = random.integers(-900, 900, (frames, len(leads)))
        wfdb.wrsamp(name, fs=250, units=["mV"] * len(leads), sig_name=leads, d_signal=counts, fmt=["16"] * len(leads),
                    adc_gain=[gain] * len(leads), baseline=[3] * len(leads))

    write("fix_1", 700, ["II", "V"], 200.0)
    write("fix_2", 333, ["II", "V"], 200.0)
    with open("fix.hea", "w") as file:
        file.write("fix/2 2 250 1033 10:20:30 01/02/2020\nfix_1 700\nfix_2 333\n")
    convert("fix", "fixed.hea")
    theirs = wfdb.rdrecord("fix")
    ours = wfdb.rdrecord("fixed")
    same(ours.p_signal, theirs.p_signal, 1e-9, "fixed layout")
    assert str(ours.base_datetime) == "2020-02-01 10:20:30"

    write("var_1", 500, ["II", "ABP"], 200.0)
    write("var_2", 400, ["V", "II"], 100.0)
    with open("var_layout.hea", "w") as file:
        file.write("var_layout 3 250 0\n" + "".join(f"~ 0 200/mV 0 0 0 0 0 {lead}\n" for lead in ("II", "V", "ABP")))
    with open("var.hea", "w") as file:
        file.write("var/4 3 250 1150\nvar_layout 0\nvar_1 500\n~ 250\nvar_2 400\n")
    told = convert("var", "variable.hea")
    assert told["gaps"] == 1 and told["lost_s"] == 1, told
    theirs = wfdb.rdrecord("var", m2s=True)
    ours = wfdb.rdrecord("variable")
    order = [ours.sig_name.index(name) for name in theirs.sig_name]
    # The second segment's steps are twice those of the first: they fall on them.
    same(ours.p_signal[:, order], theirs.p_signal, 0.0051, "variable layout")
    done = subprocess.run([PROGRAM, "analyze", "var.hea", "--json"], capture_output=True, text=True, timeout=120)
    assert done.returncode == 0 and json.loads(done.stdout)["duration_s"] == 4.6, done.stderr


def edf():
    import pyedflib
    import wfdb

    for kind, name, low, high in ((pyedflib.FILETYPE_EDFPLUS, "t.edf", -32768, 32767), (pyedflib.FILETYPE_BDFPLUS, "t.bdf", -8388608, 8388607)):
        heads, signals = [], []
        for rate, unit, physical in ((250, "uV", 3276.7), (500, "mV", 5.0), (50, "mmHg", 300.0)):
            heads.append({"label": f"S{rate}", "dimension": unit, "sample_frequency": rate, "physical_min": -physical,
                          "physical_max": physical, "digital_min": low, "digital_max": high, "transducer": "", "prefilter": ""})
            signals.append(random.uniform(-physical, physical, rate * 7))
        writer = pyedflib.EdfWriter(name, 3, file_type=kind)
        writer.setSignalHeaders(heads)
        import datetime
        writer.setStartdatetime(datetime.datetime(2024, 2, 29, 23, 59, 58))
        writer.writeSamples(signals)
        for onset, duration, text in ((0.5, -1, "one"), (1.25, 2.5, "zwei µ"), (6.9, -1, "beat V")):
            writer.writeAnnotation(onset, duration, text)
        writer.close()
        theirs = pyedflib.EdfReader(name)
        stem = name.replace(".", "_")
        told = convert(name, stem + ".hea")
        assert told["annotations"] == 3, told
        ours = wfdb.rdrecord(stem, smooth_frames=False)
        assert str(ours.base_datetime) == "2024-02-29 23:59:58", ours.base_datetime
        for index in range(3):
            physical = theirs.readSignal(index)
            step = (heads[index]["physical_max"] * 2) / (high - low)
            same(ours.e_p_signal[index], physical, step * 0.02 + 1e-9, (name, index))
        marks = wfdb.rdann(stem, "atr")
        # Frames of a fiftieth of a second; "zwei" lasts, and its end is marked too.
        assert ours.fs == 50 and list(marks.sample) == [25, 63, 188, 345], marks.sample
        assert marks.symbol[-1] == "V", marks.symbol
        theirs.close()

    record = wfdb.rdrecord(SIGNALS + "/mitdb_100", physical=False)
    for suffix, kind in (("edf", 1), ("bdf", 3)):
        convert(SIGNALS + "/mitdb_100", "ours." + suffix)
        with pyedflib.EdfReader("ours." + suffix) as ours:
            assert ours.filetype == kind and ours.file_duration == 60, (ours.filetype, ours.file_duration)
            assert ours.getSignalLabels() == ["MLII", "V5"]
            for index in range(2):
                assert (ours.readSignal(index, digital=True) == record.d_signal[:, index]).all(), suffix
                factor = {"uV": 1000, "mV": 1}[ours.getPhysicalDimension(index)]
                same(ours.readSignal(index) / factor, (record.d_signal[:, index] - 1024) / 200, 1e-9, suffix)
            notes = wfdb.rdann(SIGNALS + "/mitdb_100", "atr")
            times, _, texts = ours.readAnnotations()
            same(times, notes.sample / 360, 2e-7, "times")
            assert texts[1] == "beat N" and texts[0] == "annotation + (N", texts[:2]
    # A length that no data record divides, a rate with a fraction, a beginning with a fraction of a second.
    wfdb.wrsamp("odd", fs=128, units=["mV"], sig_name=["II"], d_signal=random.integers(-500, 500, (1237, 1)), fmt=["16"],
                adc_gain=[123.456], baseline=[17], base_date=datetime.date(2031, 12, 31), base_time=datetime.time(1, 2, 3, 250000))
    told = convert("odd", "odd.edf")
    with pyedflib.EdfReader("odd.edf") as ours:
        assert ours.getStartdatetime().replace(microsecond=0) == datetime.datetime(2031, 12, 31, 1, 2, 3), ours.getStartdatetime()
        same(ours.readSignal(0)[:1237] / (1000 if ours.getPhysicalDimension(0) == "uV" else 1), wfdb.rdrecord("odd").p_signal[:, 0], 0.6 / 123.456, "odd")


def discontinuous():
    """EDFlib refuses EDF+D, and with it pyedflib: read here after the specification, in so many lines."""
    import wfdb

    counts = random.integers(-900, 900, (4000, 1)).astype(float)
    counts[1500:2777] = np.nan
    counts[3000:3005] = np.nan
    wfdb.wrsamp("holes", fs=250, units=["mV"], sig_name=["II"], p_signal=counts / 200, fmt=["16"], adc_gain=[200.0], baseline=[0])
    theirs = wfdb.rdrecord("holes").p_signal[:, 0]
    for suffix, width in (("edf", 2), ("bdf", 3)):
        told = convert("holes", "holes." + suffix)
        assert told["gaps"] == 2, told
        data = open("holes." + suffix, "rb").read()
        assert data[192:197] == suffix.upper().encode() + b"+D", data[192:197]
        records, seconds, signals = int(data[236:244]), float(data[244:252]), int(data[252:256])
        field = lambda offset, size, index: data[256 + offset * signals + size * index:][:size].decode().strip()
        per = [int(field(216, 8, i)) for i in range(signals)]
        low, high = float(field(104, 8, 0)), float(field(112, 8, 0))
        digital = int(field(120, 8, 0)), int(field(128, 8, 0))
        laid = np.full(4000, np.nan)
        at = 256 * (signals + 1)
        for _ in range(records):
            raw = np.frombuffer(data[at:at + per[0] * width], np.uint8).reshape(-1, width)
            values = sum(raw[:, b].astype(int) << (8 * b) for b in range(width))
            values = np.where(values >= 1 << (8 * width - 1), values - (1 << (8 * width)), values)
            text = data[at + per[0] * width:at + sum(per) * width]
            onset = float(text.split(b"\x14")[0])
            start = round(onset * 250)
            physical = low + (values - digital[0]) * (high - low) / (digital[1] - digital[0])
            keep = np.ones(len(values), bool)
            for entry in text.split(b"\0"):
                if b"no samples" in entry:
                    begin, length = (float(x) for x in entry.split(b"\x14")[0].split(b"\x15"))
                    keep[round(begin * 250) - start:round((begin + length) * 250) - start] = False
            ends = min(len(values), 4000 - start)
            laid[start:start + ends] = np.where(keep, physical, np.nan)[:ends]
            at += sum(per) * width
        assert at == len(data), (at, len(data))
        unit = {"uV": 1000, "mV": 1}[field(96, 8, 0)]
        same(laid / unit, theirs, 1e-9, suffix)
        convert("holes." + suffix, suffix + "back.hea")
        same(wfdb.rdrecord(suffix + "back").p_signal[:, 0] / (1000 if unit == 1000 else 1), theirs, 1e-9, suffix + " back")


def csv():
    import pandas
    import wfdb

    record = wfdb.rdrecord(SIGNALS + "/mitdb_100")
    convert(SIGNALS + "/mitdb_100", "ours.csv")
    table = pandas.read_csv("ours.csv")
    assert list(table.columns) == ["sample", "time_s", "MLII_mV", "V5_mV", "annotation"], table.columns
    same(table[["MLII_mV", "V5_mV"]], record.p_signal, 1e-9, "CSV")
    same(table["time_s"], np.arange(21600) / 360, 5.1e-7, "times")
    notes = wfdb.rdann(SIGNALS + "/mitdb_100", "atr")
    assert list(table["sample"][table["annotation"].notna()]) == list(notes.sample)
    convert("ours.csv", "comma.csv", "--decimal-comma")
    comma = pandas.read_csv("comma.csv", sep=";", decimal=",")
    same(comma[["MLII_mV", "V5_mV"]], record.p_signal, 1e-9, "decimal comma")

    # Tables of other tools, written by pandas.
    times = np.arange(2000) / 250
    stamps = pandas.Timestamp("2024-03-26 15:04:53.250") + pandas.to_timedelta(times, unit="s")
    values = np.round(np.sin(times * 9) + (np.arange(2000) % 250 == 30) * 1.5, 4)
    foreign = {
        "polar": (pandas.DataFrame({"Phone timestamp": stamps.strftime("%Y-%m-%dT%H:%M:%S.%f"),
                  "sensor timestamp [ns]": (599616000000000000 + np.arange(2000) * 4000000).astype("int64"),
                  "timestamp [ms]": times * 1000, "ecg [uV]": (values * 1000).round().astype(int)}), {"sep": ";"}),
        "arduino": (pandas.DataFrame({"Time": stamps.strftime("%Y-%m-%d %H:%M:%S.%f"), "ECG (mV)": values}), {}),
        "german": (pandas.DataFrame({"Zeit (s)": times, "EKG (mV)": values}), {"sep": ";", "decimal": ","}),
    }
    for name, (frame, options) in foreign.items():
        frame.to_csv(name + ".txt", index=False, **options)
        convert(name + ".txt", name + ".hea")
        back = wfdb.rdrecord(name)
        assert back.fs == 250, (name, back.fs)
        same(back.p_signal[:, 0], values, 5.1e-4 if name == "polar" else 1e-6, name)
        if name != "german":
            assert str(back.base_datetime)[:19] == "2024-03-26 15:04:53", (name, back.base_datetime)
    # OpenBCI GUI 5 and 6 (DataWriterODF): every number a Java double, large ones with an exponent; blanks behind the commas.
    def java(number):
        mantissa, exponent = f"{number:.15e}".split("e")
        return f"{float(mantissa)!r}E{int(exponent)}" if abs(number) >= 1e7 else repr(float(number))

    unused = "Not Used, Digital Channel 0 (D11), Digital Channel 1 (D12), Digital Channel 2 (D13), Digital Channel 3 (D17), Not Used, Digital Channel 4 (D18), Analog Channel 0, Analog Channel 1, Analog Channel 2"
    boards = {
        "BoardCytonSerial": (8, 250, 256, "Accel Channel 0, Accel Channel 1, Accel Channel 2, " + unused, [0.014, 0.826, 0.532, 192, 0, 0, 0, 0, 0, 0, 0, 0, 0]),
        "BoardCytonSerialDaisy": (16, 125, 256, "Accel Channel 0, Accel Channel 1, Accel Channel 2, " + unused, [0.014, 0.826, 0.532, 192, 0, 0, 0, 0, 0, 0, 0, 0, 0]),
        "BoardGanglionNative": (4, 200, 201, "Accel Channel 0, Accel Channel 1, Accel Channel 2, Other, Other, Other, Other, Other", [0.0, 0.0, 1.0, 0, 0, 0, 0, 0]),
    }
    for board, (count, rate, wrap, others, rest) in boards.items():
        name = f"OpenBCI-RAW-{board}.txt"
        with open(name, "w") as file:
            file.write(f"%OpenBCI Raw EXG Data\n%Number of channels = {count}\n%Sample Rate = {rate} Hz\n%Board = OpenBCI_GUI${board}\n")
            file.write("Sample Index, " + ", ".join(f"EXG Channel {i}" for i in range(count)) + f", {others}, Timestamp, Marker Channel, Timestamp (Formatted)\n")
            for row in range(2000):
                # Bluetooth brings several samples at once.
                time = 1700000000 + (row // 4 * 4 + 3) / rate + random.uniform(0, 0.004)
                numbers = [row % wrap, values[row] * 1000] + [float(index * 10 + row % 7) for index in range(1, count)] + rest + [time, 0]
                wall = pandas.Timestamp(time, unit="s").strftime("%Y-%m-%d %H:%M:%S.%f")[:-3]
                file.write(", ".join(java(number) for number in numbers) + f", {wall}\n")
        told = convert(name, f"{board}.hea")
        assert told["hertz"] == rate and told["frames"] == 2000, (board, told)
        record = wfdb.rdrecord(board)
        assert record.n_sig == count, (board, record.sig_name)
        same(record.p_signal[:, 0], values, 1e-6, board)
        done = subprocess.run([PROGRAM, "analyze", name, "--json"], capture_output=True, text=True, timeout=120)
        source = json.loads(done.stdout)["source"]
        assert source["hertz"] == rate and source["lead"] == "EXG Channel 0", source
    # Apple Health's export of the watch's ECG, with a point and with a comma in its numbers; Kardia's, spelt likewise, by others.
    for name, rate, decimal in (("apple", "512.414 hertz", "."), ("apfel", "512,414 Hertz", ","), ("kardia", "300 hertz", ".")):
        with open(name + ".csv", "w") as file:
            file.write('Name,A. N. Other\nDate of Birth,"5 Feb 1992"\nRecorded Date,2024-03-26 15:04:53 +0100\nClassification,Sinus Rhythm\nSymptoms,\n')
            file.write(f'Software Version,1.90\nDevice,"Watch6,7"\nSample Rate,{rate}\n\n\nLead,Lead I\nUnit,µV\n\n')
            file.writelines(f"{value * 1000:.3f}\n".replace(".", decimal) for value in values)
        told = convert(name + ".csv", name + ".hea")
        assert told["hertz"] == float(rate.split()[0].replace(",", ".")) and told["frames"] == 2000, (name, told)
        same(wfdb.rdrecord(name).p_signal[:, 0], values, 1e-6, name)


def mat():
    import scipy.io
    import wfdb

    counts = random.integers(-3000, 3000, (2, 1501)).astype(np.int16)
    for header in (True, False):
        name = "A0001" if header else "bare"
        scipy.io.savemat(name + ".mat", {"val": counts}, format="4")
        assert (scipy.io.loadmat(name + ".mat")["val"] == counts).all()
        if header:
            with open(name + ".hea", "w") as file:
                sums = [int(np.int16(int(row.astype(int).sum()) & 0xFFFF if int(row.astype(int).sum()) & 0xFFFF < 32768 else (int(row.astype(int).sum()) & 0xFFFF) - 65536)) for row in counts]
                file.write(f"{name} 2 300 1501\n" + "".join(f"{name}.mat 16+24 1000/mV 16 0 {row[0]} {total} 0 L{i}\n" for i, (row, total) in enumerate(zip(counts, sums))))
        convert(name + ".mat", name + "_out.hea", *([] if header else ["--rate", "300"]))
        same(wfdb.rdrecord(name + "_out").p_signal, counts.T / 1000, 1e-9, name)
        assert wfdb.rdrecord(name + "_out").fs == 300


{"wfdb": wfdb_, "annotations": annotations, "beats": beats, "segments": segments, "edf": edf, "discontinuous": discontinuous, "csv": csv, "mat": mat}[CHECK]()
print(CHECK, "agrees")
