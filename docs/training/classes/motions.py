"""The same hearts with electrodes that move, and fresh starts: what a wearer's first minute looks like.

Noise of electrodes in motion is taken from the Noise Stress Test's own mixtures (118e00 and 119e00, less records 118 and 119: G. B.
Moody et al., Computers in Cardiology 11:381 (1984)); slow waves, steps that die away and bursts of spikes, as cables and skin make
them, are made up beside it. Labels stay as they are.
"""

import os

import numpy
import rhythms

RATE = rhythms.RATE
ZERO, GAIN = 1024, 200.0
# Noise lies in every other two minutes after the first five, in seconds.
FIRST, EVERY, LASTS = 300, 240, 120
# Of its own length, in seconds: how long noise stays, or stays away.
SPELL = 20


def recorded(data):
    """Recorded noise of electrodes in motion, in millivolts: both signals of both mixtures."""
    found = []
    for record in ("118", "119"):
        clean = rhythms.signals(os.path.join(data, "mitdb", record))
        mixed = numpy.fromfile(os.path.join(data, "nstdb", record + "e00.dat"), "<i2").reshape(-1, 2)
        for lead in (0, 1):
            noise = (mixed[:, lead] - ZERO) / GAIN - clean[lead]
            spells = [noise[at * RATE : (at + LASTS) * RATE] for at in range(FIRST, len(noise) // RATE - LASTS, EVERY)]
            found.append(numpy.concatenate([spell - numpy.median(spell) for spell in spells]))
    return found


def wave(size, random):
    """One artefact: a slow wave, a step that dies away, or a burst of spikes."""
    height = size * numpy.exp(random.uniform(numpy.log(0.15), numpy.log(3))) * random.choice((-1, 1))
    kind = random.integers(3)
    if kind == 0:
        half = int(numpy.exp(random.uniform(numpy.log(0.12), numpy.log(1.2))) * RATE)
        slow = height * numpy.hanning(2 * half)
        return slow * numpy.linspace(-2, 2, len(slow)) if random.random() < 0.5 else slow
    if kind == 1:
        fall = int(numpy.exp(random.uniform(numpy.log(0.1), numpy.log(0.8))) * RATE)
        rise = int(random.uniform(0.01, 0.1) * RATE) + 1
        step = height * numpy.exp(-numpy.arange(4 * fall) / fall)
        step[:rise] *= numpy.linspace(0, 1, rise)
        return step
    half, count = int(random.uniform(0.02, 0.08) * RATE), random.integers(1, 6)
    burst = numpy.zeros((4 * count + 2) * half)
    for k in range(count):
        burst[4 * k * half : (4 * k + 2) * half] += height * random.uniform(0.3, 1) * numpy.hanning(2 * half) * random.choice((-1, 1))
    return burst


def moved(values, noises, random):
    """The signal with both kinds of noise on it, which come and go."""
    size = numpy.percentile(numpy.abs(values - numpy.median(values)), 99.5)
    found, share = values.copy(), random.choice([0, 0.5, 1], p=[0.2, 0.3, 0.5])
    at, gap = 0, numpy.exp(random.uniform(numpy.log(1.5), numpy.log(12)))
    while share > 0:
        at += int(random.exponential(gap) * RATE) + 1
        if at >= len(values):
            break
        one = share * wave(size, random)
        found[at : at + len(one)] += one[: len(values) - at]
    noise = noises[random.integers(len(noises))]
    noise = numpy.resize(numpy.roll(noise, random.integers(len(noise))), len(values))
    knots = numpy.arange(0, len(values) + SPELL * RATE, SPELL * RATE)
    swell = numpy.interp(numpy.arange(len(values)), knots, random.integers(0, 2, len(knots)))
    # 0 to 20 dB, the QRS complex's height taken for 2.8 times its standard deviation, as of a sine wave.
    return found + noise / noise.std() * swell * size / 2.8 * 10 ** (-random.uniform(0, 20) / 20)


def starts(values, noises, random, pieces=20, seconds=40):
    """[(first sample, signal)]: short recordings, every other one with electrodes that move."""
    found = []
    for k in range(pieces):
        at = int(random.integers(len(values) - seconds * RATE))
        piece = values[at : at + seconds * RATE]
        found.append((at, moved(piece, noises, random) if k % 2 else piece))
    return found
