"""Noise to add: synthetic electrode motion, and the records `ma` and `bw`, all at one level.

Motion is coloured noise whose level wanders, with bumps, recovering steps and bursts thrown in; every second half of a
set also holds stretches of steps at a runner's rhythm, which look like beats and are none.
"""

import numpy as np
from records import read, write

RATE = 360
# As long as a record of the MIT-BIH Arrhythmia Database.
LENGTH = 650000
COUNT = 10
# Seeds of the two sets, counted on for each file of a set.
SETS = {"motion": 100, "motionB": 500}
# Seed of the set that mimics ectopic beats, counted on likewise.
MIMICRY = 900


def motion(seed, stepping):
    rng = np.random.default_rng(seed)
    coloured, bumps = _coloured(rng), _bumps(rng)
    samples = coloured + rng.uniform(0.8, 2) * bumps
    samples /= samples.std()
    if stepping:
        steps = _steps(rng)
        samples = 0.35 * samples + rng.uniform(0.6, 1.2) * steps / steps.std()
        samples /= samples.std()
    return samples


def _coloured(rng):
    hertz = np.fft.rfftfreq(LENGTH, 1 / RATE)
    slope = rng.uniform(1.0, 2.2)
    band = (hertz > 0.3) & (hertz < 40)
    spectrum = np.where(band, np.maximum(hertz, 1) ** (-slope / 2) / (1 + (hertz / 25) ** 4) ** 0.5, 0)
    base = np.fft.irfft(np.fft.rfft(rng.standard_normal(LENGTH)) * spectrum, LENGTH)
    base /= base.std()
    wander = np.fft.irfft(np.fft.rfft(rng.standard_normal(LENGTH)) * np.exp(-((hertz / 0.4) ** 2)), LENGTH)
    wander /= wander.std()
    return base * np.exp(0.6 * wander)


def _bumps(rng):
    bumps, at = np.zeros(LENGTH), 0
    while True:
        at += int(rng.exponential(RATE * rng.uniform(0.4, 1.5)))
        if at > LENGTH - RATE * 4:
            return bumps
        height = rng.lognormal(0, 0.7) * rng.choice([-1, 1])
        kind = rng.integers(4)
        width = rng.uniform(0.015, 0.12) * RATE
        u = np.arange(-4 * width, 4 * width)
        bell = np.exp(-0.5 * (u / width) ** 2)
        if kind == 0:
            shape = bell
        elif kind == 1:
            shape = -(u / width) * bell * 1.6
        elif kind == 2:
            u = np.arange(0, 3 * RATE)
            recovery = np.exp(-u / (rng.uniform(0.1, 0.7) * RATE))
            shape = recovery * (1 - np.exp(-u / (rng.uniform(0.005, 0.04) * RATE)))
        else:
            shape = bell * np.cos(2 * np.pi * u / (width * rng.uniform(2, 5)))
        bumps[at : at + len(shape)] += (shape * height)[: LENGTH - at]


def _steps(rng):
    steps, at = np.zeros(LENGTH), 0
    while at < LENGTH - 4 * RATE:
        end = at + int(rng.uniform(5, 30) * RATE)
        period = rng.uniform(0.3, 0.85)
        waves = [
            (rng.uniform(-0.2, 0.2), rng.normal(), rng.uniform(0.025, 0.11)) for _ in range(rng.integers(1, 4))
        ]
        height = rng.lognormal(0, 0.5)
        while at < min(end, LENGTH - 4 * RATE):
            at += int(period * RATE * (1 + 0.12 * rng.standard_normal())) or 1
            now = height * rng.lognormal(0, 0.35)
            for delay, part, width in waves:
                centre = at + int(delay * RATE)
                width *= RATE * rng.uniform(0.85, 1.15)
                u = np.arange(max(0, int(centre - 4 * width)), int(centre + 4 * width))
                if u[-1] < LENGTH:
                    steps[u] += now * part * np.exp(-0.5 * ((u - centre) / width) ** 2)
    return steps


def mimicry(seed):
    """Electrode motion that looks like ectopic beats: bumps of one to three waves, alike for a while, at any time."""
    rng = np.random.default_rng(seed)
    bumps, at = np.zeros(LENGTH), 0
    while at < LENGTH - 4 * RATE:
        begun, end = at, at + int(rng.uniform(5, 60) * RATE)
        pause, evenness = np.exp(rng.uniform(np.log(0.25), np.log(2))), rng.uniform(1, 5)
        waves = [(rng.uniform(-0.1, 0.1), rng.normal(), rng.uniform(0.012, 0.075)) for _ in range(rng.integers(1, 4))]
        unlike, spread = rng.uniform(0.05, 0.8), rng.uniform(0.1, 0.7)
        tail, fall = rng.uniform(0, 0.5), rng.uniform(0.1, 0.6) * RATE
        while at < min(end, LENGTH - 4 * RATE):
            at += int((0.15 + pause * rng.gamma(evenness) / evenness) * RATE)
            now = rng.lognormal(0, spread)
            for delay, part, width in waves:
                centre = at + (delay + 0.03 * unlike * rng.standard_normal()) * RATE
                width *= RATE * rng.lognormal(0, 0.4 * unlike)
                part += unlike * rng.standard_normal()
                u = np.arange(max(0, int(centre - 4 * width)), min(LENGTH, int(centre + 4 * width)))
                bumps[u] += now * part * np.exp(-0.5 * ((u - centre) / width) ** 2)
            u = np.arange(min(3 * RATE, LENGTH - at))
            bumps[at : at + len(u)] += now * tail * rng.normal() * np.exp(-u / fall) * (1 - np.exp(-u / (0.02 * RATE)))
        # Episodes differ in height by their own draw, not by how their waves happened to add up.
        bumps[begun:at] *= rng.lognormal(0, 0.4) / max(bumps[begun:at].std(), 1e-3)
    coloured = _coloured(rng)
    return rng.uniform(0.4, 1.2) * coloured / coloured.std() + bumps / bumps.std()


def levelled(samples):
    """At level 1 as the noise stress test's own tool measures it: RMS of mean-removed seconds, 5 % trimmed mean."""
    samples = samples.astype("<f4").astype(float)
    seconds = samples[: len(samples) // RATE * RATE].reshape(-1, RATE)
    powers = np.sort((seconds - seconds.mean(1, keepdims=True)).std(1))
    cut = len(powers) // 20
    return samples / powers[cut:-cut].mean()


def prepare(work):
    for name, seed in SETS.items():
        for k in range(COUNT):
            write(work / "noise" / f"{name}{k}.f32", levelled(motion(seed + k, stepping=k >= COUNT // 2)))
    for k in range(COUNT):
        write(work / "noise" / f"mimic{k}.f32", levelled(mimicry(MIMICRY + k)))
    for name in ("ma", "ma_1", "bw", "bw_1"):
        samples = read(work / "nstdb" / f"{name}.f32")
        write(work / "noise" / f"{name}.f32", levelled((samples - samples.mean()) / samples.std()))
