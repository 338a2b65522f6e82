#!/usr/bin/env python3
"""Makes the wire fixtures: what boards with public sketches send, and the readings that it means.

    python3 Tests/Fixtures/wire/make.py

Needs the PyPI packages wfdb, numpy and scipy. The ECG is the excerpt of MIT-BIH record 100 beside this folder, at the
converter of each board. The formats are those of the sketches that PROVENANCE.md names; `rows.json` holds what a reader must
find: the readings (null for a lead off), and how the bytes come: a line each period, `periods` for lines that take none or
several. The decoders under test have no part in it.
"""
import binascii
import fractions
import json
import pathlib
import struct

import numpy as np
import scipy.signal
import wfdb

HERE = pathlib.Path(__file__).parent
SECONDS = 7
record = wfdb.rdrecord(str(HERE.parent / "signals/mitdb_100"))
LEAD = record.p_signal[:, 0]
rows = {}


def ecg(hertz, bits, vref=3300, mid=None, gain=1100):
    """Counts of the excerpt: resampled, rounded, cut off at the rails."""
    ratio = fractions.Fraction(hertz).limit_denominator(1000) / int(record.fs)
    signal = scipy.signal.resample_poly(LEAD - np.median(LEAD), ratio.numerator, ratio.denominator)[: int(hertz * SECONDS)]
    counts = np.round(signal * gain / vref * 2**bits) + (2 ** (bits - 1) if mid is None else mid)
    return [int(c) for c in np.clip(counts, 1, 2**bits - 2)]


def add(name, wire, baud, hertz, data, samples, **more):
    (HERE / f"{name}.bin").write_bytes(data)
    rows[name] = {"wire": wire, "baud": baud, "hertz": hertz, "samples": samples, **more}


def text(lines, torn=None):
    """Lines as println ends them; the first one's beginning is cut off where `torn` says how much remains."""
    data = "".join(line + "\r\n" for line in lines).encode()
    return data if torn is None else data[len(lines[0]) - torn:]


def off(counts, hertz, begin, end):
    return [None if begin <= i / hertz < end else c for i, c in enumerate(counts)]


# One integer a line ------------------------------------------------------------------------------------------------

c = off(ecg(192, 10, vref=5000), 192, 5, 5.5)
add("uno_exclamation", "integer", 9600, 192, text(["!" if v is None else str(v) for v in c], torn=1), c[1:], uart=True)

c = off(ecg(100, 10, vref=5000), 100, 5, 5.5)
add("uno_sentence", "integer", 115200, 100,
    text(["Lead off detected!" if v is None else str(v) for v in c], torn=2), c[1:])

c = off(ecg(250, 10, vref=3200, mid=528), 250, 5, 5.5)
boot = ["", "Connecting to WiFi....", "WiFi connected, IP address: 192.168.1.17", "HTTP server started"]
lines = boot + ["Leads off!" if v is None else str(v) for v in c]
lines.insert(900, "HTTP 200")
add("nodemcu_sentence", "integer", 115200, 250, b"\xe2\x82l\x8c\xfe\x0c\x1br\n" + text(lines), c, passed_over=4, periods={0: 0, 1: 0, 2: 0, 3: 0, 4: 0, 900: 0})

c = ecg(250, 10, vref=3200, mid=528)
lines, expected, periods = [], [], {}
for i, v in enumerate(c):
    if 1250 <= i < 1400:
        if i % 50 == 0:
            periods[len(lines)] = 50
            lines.append("Electrode LO- is disconnected.")
            expected.append(None)
        continue
    if i == 1400:
        periods[len(lines)] = 0
        lines.append("Electrode LO- REconnected")
    lines.append(str(v))
    expected.append(v)
add("esp8266_electrode", "integer", 115200, 250, text(lines, torn=1), expected[1:], passed_over=1, periods=periods)

for name, bits, still in [("uno_zeros", 10, 0), ("uno_middle", 10, 512), ("pico_middle", 16, 32768)]:
    c = [still if 4.5 <= i / 250 < 6 else v for i, v in enumerate(ecg(250, bits))]
    add(name, "integer", 115200, 250, text([str(v) for v in c], torn=1), c[1:], still=[int(4.5 * 250), 6 * 250])

c = off(ecg(250, 10), 250, 0, 2.5)
add("late_electrodes", "integer", 115200, 250, text(["!" if v is None else str(v) for v in c], torn=1), c[1:], late=True)

# Several numbers a line ----------------------------------------------------------------------------------------------

raw = ecg(250, 10)
smooth = [int(np.mean(raw[max(0, i - 7): i + 1])) for i in range(len(raw))]
c = off(raw, 250, 5, 5.5)
add("uno_raw_filtered", "columns", 115200, 250,
    text(["0,0" if v is None else f"{v},{s}" for v, s in zip(c, smooth)], torn=5), c[1:], words="column 1 of 2: ECG")
add("uno_filtered_raw", "columns", 115200, 250,
    text([f"{s},{v}" for v, s in zip(raw, smooth)], torn=5), raw[1:], words="column 2 of 2: ECG")
c = ecg(250, 10)
bpm = [round(72 + 4 * np.sin(i // 200), 2) for i in range(len(c))]
add("uno_raw_bpm_flag", "columns", 115200, 250,
    text([f"{v},{b:.2f},{int(b > 100)}" for v, b in zip(c, bpm)], torn=3), c[1:],
    words="column 1 of 3: ECG; 2: a heart rate, it seems; 3: constant")
c = ecg(80, 10)
add("uno_millis_9600", "time-value", 9600, 80, text([f"{2000 + i * 12.5:.0f},{v}" for i, v in enumerate(c)], torn=3), c[1:],
    words="1: time in ms")
c = ecg(250, 12)
add("esp32_millis", "time-value", 115200, 250, text([f"{2000 + 4 * i},{v}" for i, v in enumerate(c)], torn=3), c[1:],
    words="column 2 of 2: ECG; 1: time in ms")
add("curie_value_time", "time-value", 57600, 200,
    text([f"{v},{5000 * i + 812345}" for i, v in enumerate(ecg(200, 10))], torn=3), ecg(200, 10)[1:],
    words="column 1 of 2: ECG; 2: time in µs")
c = ecg(500, 12)
add("rp2040_micros_hr", "time-value", 115200, 500,
    text(["micros,value,hr"] + [f"{1000000 + 2000 * i + i % 7},{v},{72 + i // 400}" for i, v in enumerate(c)]), c,
    words="column 2 of 3: ECG; 1: time in µs; 3: a heart rate", periods={0: 0})
c = ecg(250, 12)
add("counted_lines", "columns", 115200, 250, text([f"{i},{v}" for i, v in enumerate(c)], torn=3), c[1:],
    words="column 2 of 2: ECG; 1: line number")

# Volts, labels, objects, letters -----------------------------------------------------------------------------------

c = ecg(250, 10, vref=5000)
volts = [f"{v * 5.0 / 1023:.3f}" for v in c]
add("uno_volts", "volts", 115200, 250, text(volts, torn=3), [float(v) for v in volts[1:]])
c = ecg(250, 10)
smoothed = [f"{(a + 2 * b + c) / 4:.2f}" for a, b, c in zip(c, c[1:], c[2:])]
add("nano_smoothed", "volts", 115200, 250, text(smoothed, torn=3), [float(v) for v in smoothed[1:]])
volts = [f"{v * 3.3 / 4095:.3f}" for v in ecg(250, 12)]
add("esp32_millis_volts", "time-value", 115200, 250, text([f"{4 * i + 1203},{v}" for i, v in enumerate(volts)], torn=3),
    [float(v) for v in volts[1:]], words="column 2 of 2: ECG; 1: time in ms")
c = ecg(200, 10)
add("uno_label_step", "labelled", 115200, 200, text([f"EKG:{v},t:{5 + (i % 9 == 0)}" for i, v in enumerate(c)], torn=3), c[1:],
    words="EKG: ECG")
c = ecg(250, 10)
add("teensy_labels_millis", "labelled", 250000, 250,
    text([line for i, v in enumerate(c) for line in (f"EKG:{v - 300},t:{4 * i}", f"CH0:{v},t:{4 * i}", f"CH1:300,t:{4 * i}")],
         torn=3), [v - 300 for v in c[1:]], words="EKG: ECG", lines_per_period=3)
c = off(ecg(200, 12), 200, 5, 5.5)
add("nodemcu_json", "json", 115200, 200,
    text(["!" if v is None else f'{{"bpm":{71 + i // 300},"ecg":{v},"status":"ok"}}' for i, v in enumerate(c)], torn=9),
    c[1:], words="ecg: ECG")
c = ecg(250, 12)
lines = ["I,0,0,BOOT"]
periods = {0: 0}
for i, v in enumerate(c):
    lines.append(f"E,{4 * i},{v}")
    if i % 125 == 0:
        periods[len(lines)] = 0
        lines.append(f"S,{4 * i},1753000000{4 * i % 1000:03d},72.4,31.2,30.0,30,0,0,0")
    if i % 200 == 100:
        periods[len(lines)] = 0
        lines.append(f"R,{4 * i},1753000000{4 * i % 1000:03d},812,73.9,31.2,30.0,1.04,{i // 200},0")
    if i % 500 == 250:
        periods[len(lines)] = 0
        lines.append(f"B,{4 * i},1753000000{4 * i % 1000:03d},14.2,0.8,3,0.9,14.1,0.7,14.4,0.6")
add("m5stack_letters", "prefixed", 460800, 250, text(lines), c, periods=periods)

# Polled, packets, ours -------------------------------------------------------------------------------------------------

c = ecg(250, 10, vref=5000)
add("uno_polled", "polled", 115200, 250, text([f"${v}" for v in c]), c)

c = ecg(500, 12)
data = b"".join(bytes([0xEC, v >> 8, v & 255, (v >> 8) ^ (v & 255)]) for v in c)
add("stm32_packets", "ec-packet", 921600, 500, data[2:], c[1:])


def openview(payload, kind=2):
    return struct.pack("<BBHB", 0x0A, 0xFA, len(payload), kind) + payload + b"\x00\x0b"


c = [None if 5 <= i / 125 < 5.5 else v - 32768 for i, v in enumerate(ecg(125, 16, vref=4840, gain=60))]
data = b"".join(openview(bytes(9) if v is None else struct.pack("<hhBBBBB", v, 320 + i % 50, 15, 0, 71, 0, 0))
                for i, v in enumerate(c))
add("ads1292r_openview", "openview", 57600, 125, data[5:], c[1:])

c = [v - 131072 for v in ecg(125, 18, vref=2000, gain=20)]
data = b"Max30003 read ID Success\r\nInitialising the chip ...\r\n" + b"".join(
    openview(bytes(5) + struct.pack("<iII", v, 812, 74)) for v in c)
add("max30003_openview", "openview", 57600, 125, data, c)

# ADS1293: half of full scale (B964F0) at rest, 3.5 / (2 * 2.4 V) of it a volt; three leads.
c = [int(v) for v in np.round(scipy.signal.resample_poly(LEAD - np.median(LEAD), 5, 18)[: 100 * SECONDS]
                              * 0xB964F0 * 3.5 / 4800)]
c = [v + 0xB964F0 // 2 for v in c]
data = b"".join(openview(struct.pack("<iii", v, 6075000 + (v - 6075000) // 2, 6075000)) for v in c)
add("ads1293_openview", "openview", 57600, 100, data[6:], c[1:])

c = [None if 5 <= i / 125 < 5.5 else v - 32768 for i, v in enumerate(ecg(125, 16, vref=4840, gain=6, mid=32768))]
data = b"Setting up Healthy pI V4...\r\nStarts in v3 mode\r\n" + b"".join(
    openview(struct.pack("<hhiiHBBBBBB", v or 0, 0 if v is None else 120 + i % 40, 812345 + i, 912345 + i, 3120,
                         0 if v is None else 15, 97, 0 if v is None else 71, 80, 120, 0x0F if v is None else 0))
    for i, v in enumerate(c))
add("healthypi4_openview", "openview", 115200, 125, data, c)

c = [int(v) for v in np.round((LEAD[: 128 * SECONDS]) * 1000)]
data = b""
for block in range(0, len(c) - 7, 8):
    data += openview(struct.pack("<8i", *c[block: block + 8]) + struct.pack("<4i", *range(4)) + bytes([72, 15]), kind=3)
    data += openview(struct.pack("<8H", *range(1000, 1008)) + bytes([97, 0x10, 0x0E]), kind=4)
add("healthypi_openview", "openview", 921600, 128, data, c[: len(c) // 8 * 8])

c = ecg(250, 10, vref=3200, mid=528)


def checked(line):
    return line + b"*%04X\n" % binascii.crc_hqx(line, 0xFFFF)


data = checked(b"#vitalsync 1 board=nodemcu fw=1.0.0 rate=250 bits=10 vref_mv=3200 gain=1100 mid=528 baud=115200")
data += b"".join(checked(b"%d,%d,%d,0" % (i, 4000 * i + 900000, v)) for i, v in enumerate(c))
add("vitalsync", "vitalsync", 115200, 250, data, c, periods={0: 0})

(HERE / "rows.json").write_text(
    "{\n" + ",\n".join(f' "{k}": {json.dumps(v, separators=(",", ":"), ensure_ascii=False)}' for k, v in rows.items()) + "\n}\n")
print(len(rows), "rows,", sum((HERE / f"{k}.bin").stat().st_size for k in rows), "bytes")
