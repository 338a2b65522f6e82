"""Synthetic hearts: any rhythm, any proportion of P, QRS and T, each wave a Gaussian (P. E. McSharry et al., IEEE TBME
50:289, 2003), the rhythms by rule. What no database holds enough of: P waves as tall as the QRS, runs, pauses, steps in
gain.

The order in which numbers are drawn is part of the data: another order makes other hearts.
"""

import numpy as np
from records import read, write, write_beats
from rhythms import beats

RATE = 360
SECONDS = 150
# Name of a set: how many hearts, seed, and whether every P wave is tall.
SETS = {"hearts": (1200, 3, False), "tallP": (260, 9, True)}


def add(x, t, height, width, falling=None):
    """A Gaussian at t seconds, with another width after its peak where one is given."""
    falling = falling or width
    low, high = max(int((t - 4 * width) * RATE), 0), min(int((t + 4 * falling) * RATE) + 1, len(x))
    if high > low:
        u = np.arange(low, high) / RATE - t
        x[low:high] += height * np.exp(-0.5 * (u / np.where(u < 0, width, falling)) ** 2)


def complex_waves(rng, wide, tall=1.0):
    """(delay, height, width) of the Gaussians of a QRS complex: one of six kinds, now and then upside down."""
    kind = rng.integers(6)
    w = rng.uniform(1.7, 2.6) if wide else rng.uniform(0.8, 1.25)
    s = 0.011 * w

    def about(middle):
        return middle * rng.uniform(0.6, 1.4)

    if kind == 0:
        waves = [(-0.035 * w, -about(0.12), s), (0, 1, s), (0.032 * w, -about(0.2), s)]
    elif kind == 1:
        waves = [(-0.028 * w, about(0.25), s), (0.0, -1, s * 1.1)]
    elif kind == 2:
        waves = [(0, -1, s * rng.uniform(1.2, 1.8))]
    elif kind == 3:
        waves = [(0, about(0.8), s * 0.9), (0.026 * w, -about(0.35), s * 0.8), (0.055 * w, about(0.7), s * 1.1)]
    elif kind == 4:
        waves = [(-0.014 * w, about(0.9), s * 0.9), (0.018 * w, -about(0.9), s * 0.95)]
    else:
        waves = [(0, 1, s * rng.uniform(0.8, 1.5))]
    sign = rng.choice([1, -1]) if rng.random() < 0.3 else 1
    return [(delay, height * sign * tall, width) for delay, height, width in waves]


def heart(seed, tall, noise):
    """Samples, and the seconds at which the ventricles beat."""
    rng = np.random.default_rng(seed)
    x = np.zeros(SECONDS * RATE + RATE)
    usual = 60 / np.exp(rng.uniform(np.log(35), np.log(200)))
    wide = rng.random() < 0.25
    normal = complex_waves(rng, wide)
    p, p_width, pr = p_wave(rng, tall, usual)
    t_height = min(rng.lognormal(-1.3, 0.7), 1.3) * rng.choice([1, 1, 1, -1])
    t_width, qt = rng.uniform(0.035, 0.075), rng.uniform(0.26, 0.34)  # qt: R to the T wave's peak at RR 1 s
    ectopic = [complex_waves(rng, True, rng.uniform(0.6, 2.8)) for _ in range(2)]
    ectopic_t = [opposite_t(rng, waves) for waves in ectopic]
    rhythm, breath, drift, series = beats(rng, usual, p != 0, pr, SECONDS)

    truth, previous = [], -9
    for t, kind, has_p, delay in series:
        swing = 1 + drift * np.sin(2 * np.pi * breath * t + 1)
        since = t - previous
        if has_p and kind != "V":
            add(x, t - min(delay, since * 0.5), p * swing, p_width)
        if kind == "drop":
            if not has_p:
                add(x, t - delay, 0.1, p_width)
            continue
        waves, recovery = normal, t_height
        if kind == "V":
            which = 0 if rng.random() < 0.85 else 1
            waves, recovery = ectopic[which], ectopic_t[which]
        for wave_delay, height, width in waves:
            add(x, t + wave_delay, height * swing * (1 + 0.04 * rng.standard_normal()), width)
        stretch = max(0.5, min(since, 1.2)) ** 0.5
        peak = t + qt * max(0.28, min(since, 1.4)) ** 0.4 * (1.1 if kind == "V" else 1)
        add(x, peak, recovery * swing, t_width * stretch * 1.2, t_width * stretch)
        if t > 0:
            truth.append(t)
        previous = t
    x = x[: SECONDS * RATE]
    disturb(rng, x, rhythm, normal, 0.4 if tall else 0.6, noise)
    return x, [t for t in truth if t < SECONDS]


def p_wave(rng, tall, usual):
    """Height, width, and seconds from its peak to the R peak."""
    if tall:
        height = rng.uniform(0.25, 0.75) * rng.choice([1, 1, 1, -1])
        width, delay = rng.uniform(0.014, 0.03), rng.uniform(0.14, 0.26)
    else:
        height = min(rng.exponential(0.13), 0.75) * rng.choice([1, 1, 1, -1])
        width = rng.uniform(0.014, 0.03)
        delay = rng.uniform(0.11, 0.22) if rng.random() < 0.8 else rng.uniform(0.2, 0.34)
    return (0 if rng.random() < 0.1 else height), width, min(delay, 0.5 * usual)


def opposite_t(rng, waves):
    greatest = max(waves, key=lambda wave: abs(wave[1]))[1]
    return -np.sign(greatest) * rng.uniform(0.2, 0.8) * abs(greatest)


def disturb(rng, x, rhythm, normal, noisy, noise):
    """Fibrillation of the atria, amplifier noise, drift, motion, hum, a change of gain, another overall gain."""
    t = np.arange(len(x)) / RATE
    if rhythm == "af":
        phase = np.cumsum(2 * np.pi * (rng.uniform(4, 9) + 0.5 * np.sin(2 * np.pi * 0.3 * t)) / RATE)
        x += min(rng.exponential(0.05), 0.25) * (np.sin(phase) + 0.4 * np.sin(2 * phase))
    x += rng.choice([0.003, 0.01, 0.02, 0.04]) * rng.standard_normal(len(x))

    def part(whole):
        at = rng.integers(0, len(whole) - len(x))
        return whole[at : at + len(x)]

    if rng.random() < 0.5:
        x += rng.choice([0.03, 0.1, 0.2]) * part(noise["bw"])
    if rng.random() < noisy:
        decibels = rng.choice([24, 15, 9, 4, 0, -4])
        kinds = [noise[name] for name in ("ma", "ma_1", "bw_1", *(f"motion{k}" for k in range(10)))]
        period = rng.choice([20, 40, 1000])
        on = (t // period) % 2 == (0 if period > 500 else 1)
        level = (1 / 8 * 10 ** (-decibels / 10)) ** 0.5
        x += on * part(kinds[rng.integers(len(kinds))]) * level * np.ptp([height for _, height, _ in normal] + [0])
    if rng.random() < 0.2:
        x += rng.uniform(0.01, 0.15) * np.sin(2 * np.pi * rng.choice([50, 60]) * t)
    if rng.random() < 0.15:
        change = int(rng.uniform(0.3, 0.7) * len(x))
        x[change:] *= rng.choice([-1, -0.5, 0.15, 0.3, 4, 8])
        x[change:] += rng.normal()
    x *= np.exp(rng.uniform(-1.5, 1.5))


def prepare(work):
    noise = {path.stem: read(path) for path in sorted((work / "noise").glob("*.f32"))}
    for name, (count, seed, tall) in SETS.items():
        for k in range(count):
            samples, truth = heart(seed * 100000 + k, tall, noise)
            write(work / name / f"{seed}_{k}.f32", samples)
            write_beats(work / name / f"{seed}_{k}.ref", [round(t * RATE) for t in truth])
