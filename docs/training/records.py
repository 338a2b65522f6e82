"""WFDB records as the tap reads them: NAME.f32 (little-endian millivolts, one lead) and NAME.ref (beats).

A line of a .ref file is `sample kind`; kind is N for a beat, [ and ] where a stretch without annotations begins and
ends (ventricular flutter; the ends of LUDB's records): candidates there are no examples of anything.

Format: G. B. Moody, *WFDB Applications Guide*, signal(5) and header(5); of signal formats 212 and 16.
"""

import pathlib

import numpy as np
import places  # noqa: F401  (finds annotated)
from annotated import annotations, reference

# LUDB's leads with annotations of their own, by their place in the record, and the annotation code of a QRS complex.
LUDB_LEADS = [(0, "i"), (1, "ii"), (6, "v1"), (10, "v5")]
NORMAL = 1
# LUDB's first and last complexes go unannotated: what lies further than this many samples (0.25 s) before the first
# annotated one or after the last is no example.
LUDB_MARGIN = 125
# Stands for "to the end" in a .ref file.
ENDLESS = 10**9


def signals(record):
    """Every lead of a record, in millivolts."""
    text = record.with_suffix(".hea").read_text(encoding="ascii", errors="replace")
    lines = [line for line in text.splitlines() if line.strip() and not line.startswith("#")]
    leads, length = int(lines[0].split()[1]), int(lines[0].split()[3])
    fields = [line.split() for line in lines[1 : 1 + leads]]
    name, form = fields[0][0], fields[0][1].split("+")[0]
    data = np.fromfile(record.parent / name, np.uint8)
    if form == "212":
        three = data[: len(data) // 3 * 3].reshape(-1, 3).astype(np.int32)
        first, second = three[:, 0] | (three[:, 1] & 15) << 8, three[:, 2] | (three[:, 1] >> 4) << 8
        counts = np.stack([first, second], 1).reshape(-1)
        counts = np.where(counts > 2047, counts - 4096, counts)
    elif form == "16":
        counts = data.view("<i2").astype(np.int32)
    else:
        raise ValueError(f"{record}: signal format {form} is not one of 16 and 212")
    counts = counts[: len(counts) // leads * leads].reshape(-1, leads)[:length]
    return [_millivolts(counts[:, lead], fields[lead]) for lead in range(leads)]


def _millivolts(counts, field):
    gain = field[2].split("/")[0]
    baseline = float(gain[gain.index("(") + 1 : gain.index(")")]) if "(" in gain else float(field[4])
    return (counts - baseline) / (float(gain.split("(")[0]) or 200.0)


def write(path, samples):
    path.parent.mkdir(parents=True, exist_ok=True)
    np.asarray(samples).astype("<f4").tofile(path)


def read(path):
    return np.fromfile(path, "<f4")


def write_beats(path, beats, flutter=()):
    lines = [f"{beat} N" for beat in beats]
    for begun, ended in flutter:
        lines += [f"{begun} [", f"{min(ended, ENDLESS)} ]"]
    path.write_text("".join(line + "\n" for line in lines), encoding="ascii")


def read_beats(path):
    pairs = [line.split() for line in path.read_text(encoding="ascii").splitlines()]
    return [int(sample) for sample, kind in pairs if kind == "N"]


def named(folder, wanted, count):
    """The records that are trained on, of a database's folder: all of them, or nothing is learnt."""
    found = {path.stem: path.with_suffix("") for path in sorted(folder.rglob("*.hea"))}
    records = [found[name] for name in sorted(found) if wanted(name)]
    if len(records) != count:
        found = f"holds {len(records)} of the {count} records to learn from"
        raise SystemExit(f"{folder}: {found}; see docs/training/README.md")
    return records


def odd(name):
    return name.isdigit() and int(name) % 2 == 1


def prepare(data, work):
    """Odd MIT-BIH records, both leads; the noise records; odd LUDB records, four leads. Nothing else is read."""
    for record in named(data / "mitdb", odd, 25):
        for lead, samples in enumerate(signals(record)):
            write(work / "mitdb" / f"{record.name}{'_1' if lead else ''}.f32", samples)
        beats, flutter = reference(str(record))
        spared = [beat for beat in beats if not any(begun <= beat <= ended for begun, ended in flutter)]
        write_beats(work / "mitdb" / f"{record.name}.ref", spared, flutter)
    for record in named(data / "nstdb", lambda name: name in ("ma", "bw"), 2):
        for lead, samples in enumerate(signals(record)):
            write(work / "nstdb" / f"{record.name}{'_1' if lead else ''}.f32", samples)
    for record in named(data / "ludb", odd, 100):
        leads = signals(record)
        for lead, extension in LUDB_LEADS:
            name = f"{record.name}_{extension}"
            write(work / "ludb" / f"{name}.f32", leads[lead])
            beats = [sample for sample, code in annotations(f"{record}.{extension}") if code == NORMAL]
            untold = [(0, beats[0] - LUDB_MARGIN), (beats[-1] + LUDB_MARGIN, ENDLESS)]
            write_beats(work / "ludb" / f"{name}.ref", beats, [span for span in untold if span[0] < span[1]])


def names(folder, suffix=".f32"):
    """File names without their ending, in the order of the whole names."""
    return [name[: -len(suffix)] for name in sorted(path.name for path in pathlib.Path(folder).glob("*" + suffix))]
