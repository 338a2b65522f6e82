"""Lists of what to run the detector over: a record, and what is done to it. One line of 14 words each:

    signal rate beats gain noise noise-gain noise-offset restart hum kind second-lead share second-share alternate

Paths relative to the work folder, `-` for none; `restart` and `alternate` in seconds, 0 for never; the tap (Tests/Benchmarks/Training) reads them.
"""

import math
import random

import numpy as np
from records import names, read, read_beats

# Kinds of example, by which the loss is weighted.
TALL_P, PLAIN, RESTARTED, SECOND_LEAD, NOISY, LUDB, MIXED_LEADS, VERY_NOISY, HEARTS = range(9)
# The records that the noise stress test is made of: they are never trained on with noise.
STRESS_TEST = ("118", "119")


def row(signal, rate, beats, kind, noise="-", noise_gain=0, offset=0, restart=0, hum=0, second="-", share=1.0,
        second_share=0.0, alternate=0):  # fmt: skip
    shares = (f"{share:.4f}", f"{second_share:.4f}")
    words = (signal, rate, beats, 1, noise, noise_gain, offset, restart, hum, kind, second, *shares, alternate)
    return " ".join(str(word) for word in words)


def height(work, name):
    """Median peak-to-peak of a lead within 50 ms of its beats."""
    samples = read(work / "mitdb" / f"{name}.f32")
    beats = read_beats(work / "mitdb" / f"{name.removesuffix('_1')}.ref")
    return float(np.median([np.ptp(samples[max(0, beat - 18) : beat + 18]) for beat in beats[5:-5:5]]))


def mixture(rng, name, first, second):
    """A lead that nobody recorded: both leads at a random angle, each counted in its own height."""
    angle = rng.uniform(-np.pi, np.pi)
    shares = {"share": math.cos(angle), "second_share": math.sin(angle) * first / second}
    words = {"second": f"mitdb/{name}_1.f32", **shares}
    return words, angle


def noise_gain(decibels, effective):
    """The stress test's own scale: signal power counted as an eighth of the squared peak-to-peak."""
    return round(effective * (1 / 8 * 10 ** (-decibels / 10)) ** 0.5, 4)


REAL = [f"noise/{name}.f32" for name in ("ma", "ma_1", "bw", "bw_1")]


def made(name):
    """A set of synthetic noises (noises.py)."""
    return [f"noise/{name}{k}.f32" for k in range(10)]


def varied(work, seed, variants):
    """Every odd record plain, restarted, by its second lead, and in so many variants of lead, rate and noise."""
    rng = random.Random(seed)
    motion = made("motion")
    rows = []
    for name in names(work / "mitdb", ".ref"):
        signal, beats = f"mitdb/{name}.f32", f"mitdb/{name}.ref"
        first, second = height(work, name), height(work, name + "_1")
        rows.append(row(signal, 360, beats, PLAIN))
        rows.append(row(signal, 360, beats, RESTARTED, restart=rng.choice([5, 10, 15])))
        rows.append(row(f"mitdb/{name}_1.f32", 360, beats, SECOND_LEAD))
        for variant in range(variants):
            words, angle = mixture(rng, name, first, second) if variant % 2 else ({}, 0)
            stretch = rng.choice([1, 1, rng.uniform(0.75, 1.4)])
            kind = MIXED_LEADS if angle else RESTARTED
            if variant % 3 != 0 and name not in STRESS_TEST:
                decibels = rng.choice([24, 15, 12, 9, 6, 3, 0, -3, -6])
                effective = first * (abs(np.cos(angle)) + abs(np.sin(angle))) * 0.8
                words |= {
                    "noise": rng.choice(REAL + motion * 2),
                    "noise_gain": noise_gain(decibels, effective),
                    "offset": rng.randrange(600000),
                    "alternate": rng.choice([0, 60, 20]),
                }
                kind = NOISY if decibels >= 6 else VERY_NOISY
            restart, hum = rng.choice([0, 0, 12, 40]), rng.choice([0, 0, 0, 0.05 * first])
            rows.append(row(signal, round(360 * stretch), beats, kind, restart=restart, hum=hum, **words))
    return rows


def athletic(work, seed, pool):
    """Odd records, mostly in motion: clean and noisy stretches by turns, as on an athlete; then LUDB and 400 hearts. `pool`: the noises."""
    rng = random.Random(seed)
    rows = []
    for name in names(work / "mitdb", ".ref"):
        signal, beats = f"mitdb/{name}.f32", f"mitdb/{name}.ref"
        first, second = height(work, name), height(work, name + "_1")
        rows.append(row(signal, 360, beats, PLAIN))
        rows.append(row(signal, 360, beats, RESTARTED, restart=rng.choice([5, 10, 15])))
        if name in STRESS_TEST:
            continue
        for variant in range(5):
            words, angle = mixture(rng, name, first, second) if variant in (1, 3) else ({}, 0)
            stretch = rng.choice([1, 1, rng.uniform(0.75, 1.4)])
            decibels = rng.choice([12, 9, 6, 3, 0, -3, -6])
            effective = first * (abs(np.cos(angle)) + abs(np.sin(angle))) * 0.8 if angle else first
            words |= {
                "noise": rng.choice(pool),
                "noise_gain": noise_gain(decibels, effective),
                "offset": rng.randrange(600000),
                "alternate": rng.choice([60, 120, 120, 30]),
            }
            kind = NOISY if decibels >= 6 else VERY_NOISY
            rows.append(row(signal, round(360 * stretch), beats, kind, **words))
    every = names(work / "hearts")
    rng.shuffle(every)
    return rows + ludb(work) + hearts(every[:400])


def ludb(work):
    return [row(f"ludb/{name}.f32", 500, f"ludb/{name}.ref", LUDB) for name in names(work / "ludb")]


def hearts(chosen):
    return [row(f"hearts/{name}.f32", 360, f"hearts/{name}.ref", HEARTS) for name in chosen]


def tall_p(work, seed):
    """The hearts with tall P waves, about half of them begun anew every 40 s."""
    rng = random.Random(seed)
    return [
        row(f"tallP/{name}.f32", 360, f"tallP/{name}.ref", TALL_P, restart=rng.choice([0, 40]))
        for name in names(work / "tallP")
    ]
