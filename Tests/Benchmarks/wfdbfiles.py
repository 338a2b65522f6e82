"""WFDB records as the measurements need them: reading MIT-BIH's, and writing others at any rate and gain.

Format: G. B. Moody, *WFDB Applications Guide*: header(5), signal(5), annot(5). Shares nothing with the program's reader.
"""

import numpy

SKIP = 59


def first_signal(record):
    """Rate, converter's zero taken off, of a record's first signal (format 212 or 16, two signals, as MIT-BIH has it)."""
    with open(record + ".hea", encoding="ascii") as file:
        lines = [line.split() for line in file if line.strip() and not line.startswith("#")]
    shape, kind, zero = lines[0][1], lines[1][1], int(lines[1][4])
    if shape != "2" or kind not in ("16", "212"):
        raise ValueError(f"{record}: not two signals in format 212 or 16")
    data = numpy.fromfile(record + ".dat", dtype=numpy.uint8)
    if kind == "16":
        return data.view("<i2")[::2].astype(numpy.int32) - zero
    frames = data[: data.size // 3 * 3].reshape(-1, 3).astype(numpy.int32)
    values = frames[:, 0] | (frames[:, 1] & 0x0F) << 8
    return numpy.where(values > 2047, values - 4096, values) - zero


def write_record(stem, values, rate, per_millivolt, baseline=0, description="ECG"):
    """One signal in format 16: millivolts = (value - baseline) / per_millivolt."""
    name = stem.rsplit("/", 1)[-1]
    numpy.clip(numpy.rint(values), -32768, 32767).astype("<i2").tofile(stem + ".dat")
    with open(stem + ".hea", "w", encoding="ascii") as file:
        file.write(f"{name} 1 {rate:g} {len(values)}\n")
        file.write(f"{name}.dat 16 {per_millivolt:g}({baseline})/mV 16 0 {int(numpy.rint(values[0]))} 0 0 {description}\n")


def write_annotations(path, annotations):
    """(sample, code) in order, in MIT format."""
    words, last = [], 0
    for sample, code in annotations:
        step = sample - last
        if not 0 <= step <= 0x3FF:
            words += [SKIP << 10, (step >> 16) & 0xFFFF, step & 0xFFFF]
            step = 0
        words.append(code << 10 | step)
        last = sample
    numpy.array([*words, 0], dtype="<u2").tofile(path)
