"""The same hearts in other rhythms: DS1's beats moved in time, their labels with them.

Each beat keeps its own P wave, complex and T wave; the time between T and the next P is stretched or cut. Premature atrial
beats, alone, in patterns and in runs, are normal beats brought forward (S); fibrillation is an irregular order of beats
whose P waves are flattened, under fibrillatory waves (N stays N); in effort the rate climbs and falls, and every beat stays what
it was; in tachycardia it jumps, and what comes fast is S; breath makes the rest of the intervals sway. So the rows hold many wearers in rhythms that only few of DS1's patients have.
"""

import numpy

RATE = 360
# MIT codes of the labels that are written.
CODES = {"N": 1, "S": 8, "V": 5, "F": 6, "Q": 13}
# What belongs to a beat: so many seconds before its R peak, and after it at most.
BEFORE, AFTER = 0.24, 0.42
# The P wave lies between, in seconds before the R peak.
P_WAVE = (0.24, 0.07)


def signals(stem, zero=1024):
    """Both signals of a record in format 212, in millivolts."""
    data = numpy.fromfile(stem + ".dat", dtype=numpy.uint8)
    frames = data[: data.size // 3 * 3].reshape(-1, 3).astype(numpy.int32)
    pair = numpy.stack([frames[:, 0] | (frames[:, 1] & 0x0F) << 8, frames[:, 2] | (frames[:, 1] & 0xF0) << 4])
    return (numpy.where(pair > 2047, pair - 4096, pair) - zero) / 200.0


def plan(beats, mode, random):
    """New intervals and labels for [(sample, class)]: the interval before each beat in seconds, and how its P wave changes."""
    places = numpy.array([place for place, _ in beats]) / RATE
    labels = [label for _, label in beats]
    old = numpy.diff(places, prepend=places[0] - 0.8)
    usual = numpy.median(old)
    new, atrial = numpy.array(old), numpy.ones(len(beats))
    if mode == "effort":
        return hurried(old, places, labels, random), labels, atrial
    if mode == "fibrillation":
        mean, scatter = random.uniform(0.45, 1.0), random.uniform(0.12, 0.3)
        # Nothing uses this draw any more; without it every later one, and so the model that ships, would be another.
        random.uniform(0.18, 0.24)
        for k, label in enumerate(labels):
            new[k] = max(0.28, mean * numpy.exp(scatter * random.standard_normal()))
            atrial[k] = 0
            if label == "S":
                labels[k] = "Q"
        return new, labels, atrial
    depth, period = random.uniform(0.0, 0.15), random.uniform(3, 7)
    speed = random.uniform(0.75, 1.15)
    new = speed * new * (1 + depth * numpy.sin(2 * numpy.pi * places / period))
    burden = numpy.exp(random.uniform(numpy.log(0.01), numpy.log(0.35)))
    coupling, focus = random.uniform(0.5, 0.85), random.uniform(-1, 1)
    if mode in ("runs", "patterns"):
        return crowded(new, labels, atrial, speed * usual, mode, random)
    if mode == "tachycardia":
        return raced(new, labels, atrial, speed * usual, random)
    k = 2
    while k < len(beats) - 2:
        fits = all(labels[k + step] == "N" for step in (-1, 0, 1)) and abs(old[k] - usual) < 0.15 * usual
        if fits and random.random() < burden:
            length = 1 if random.random() < 0.8 else random.integers(2, 12)
            rate = random.uniform(0.5, 0.75)
            for step in range(length):
                if k + step >= len(beats) - 2 or labels[k + step] != "N":
                    break
                share = coupling * numpy.exp(0.06 * random.standard_normal()) if step == 0 else rate
                new[k + step] = max(0.3, min(share, 0.9) * speed * usual)
                labels[k + step], atrial[k + step] = "S", focus
            k += max(1, step if length > 1 else 1)
            if labels[k] != "S":
                new[k] = speed * usual * random.uniform(0.95, 1.35)
        k += 1
    return new, labels, atrial


def hurried(old, places, labels, random):
    """Intervals through efforts and rests: the rate climbs and falls between 45 and 185 bpm; each beat comes as early as it did."""
    usual = numpy.array([numpy.median(old[max(0, k - 5) : k + 6]) for k in range(len(old))])
    knots, levels = [0.0], [60 / random.uniform(45, 100)]
    while knots[-1] < places[-1]:
        knots.append(knots[-1] + random.uniform(30, 180))
        levels.append(60 / numpy.exp(random.uniform(numpy.log(45), numpy.log(185))))
    pace = numpy.exp(numpy.interp(places, knots, numpy.log(levels)))
    for k, label in enumerate(labels):
        # A run's beats are not early among each other: nothing of the run would be left.
        if label == "S" and old[k] > 0.9 * usual[k]:
            labels[k] = "Q"
    # The faster the heart, the less it sways.
    sway = numpy.where(numpy.abs(numpy.log(old / usual)) < 0.15, numpy.minimum(1, pace / 0.8), 1)
    return numpy.maximum(0.27, pace * (old / usual) ** sway)


def raced(new, labels, atrial, usual, random):
    """Supraventricular tachycardia that begins and ends from one beat to the next, and lasts."""
    labels = ["Q" if label in "VF" else label for label in labels]
    focus, k = random.uniform(-1, 1), 2 + int(random.uniform(20, 120))
    while k < len(labels) - 2:
        length, interval = int(numpy.exp(random.uniform(numpy.log(8), numpy.log(200)))), max(0.29, usual * random.uniform(0.4, 0.72))
        for step in range(min(length, len(labels) - 2 - k)):
            new[k] = interval * numpy.exp(0.02 * random.standard_normal()) * (1 + 0.1 * numpy.exp(-step) * random.standard_normal())
            if labels[k] == "N":
                labels[k], atrial[k] = "S", focus
            k += 1
        new[k] = usual * random.uniform(1, 1.5)
        k += int(random.uniform(20, 150))
    return new, labels, atrial


def crowded(new, labels, atrial, usual, mode, random):
    """Premature atrial beats so many that they are usual: bigeminy and its kin, or runs with pauses behind them."""
    coupling, focus = random.uniform(0.55, 0.85), random.uniform(-1, 1)
    normal, early, pause = random.uniform(1, 3), random.uniform(1, 6), random.uniform(1.1, 3.0)
    # Ventricular beats keep their old company: among these they mean nothing.
    labels = ["Q" if label in "VF" else label for label in labels]
    k = 2
    while k < len(labels) - 2:
        if mode == "patterns" and random.random() < 0.05:
            normal, early = random.integers(1, 4), random.integers(1, 3)
            coupling = random.uniform(0.55, 0.85)
        count = (normal, early) if mode == "patterns" else (random.poisson(normal - 1) + 1, random.poisson(early - 1) + 1)
        for step in range(int(count[0]) + int(count[1])):
            if k >= len(labels) - 2 or labels[k] != "N" or labels[k - 1] not in "NS":
                k += 1
                break
            jitter = numpy.exp(0.04 * random.standard_normal())
            if step < int(count[0]):
                after_run = step == 0 and labels[k - 1] == "S"
                rest = pause * random.uniform(0.7, 1.5) if mode == "runs" else random.uniform(0.95, 1.4)
                new[k] = usual * jitter * (rest if after_run else 1)
            else:
                new[k] = max(0.3, usual * coupling * jitter)
                labels[k], atrial[k] = "S", focus
            k += 1
    return new, labels, atrial


def retimed(values, beats, mode, random):
    """(signal, [(sample, code)]): one record's signal with its beats in another rhythm."""
    new, labels, atrial = plan(beats, mode, random)
    pieces, marks = numpy.zeros(int((new.sum() + 20) * RATE)), []
    at = RATE
    for k in range(1, len(beats) - 1):
        place = beats[k][0]
        gap_before, gap_after = place - beats[k - 1][0], beats[k + 1][0] - place
        before = int(min(BEFORE * RATE, 0.45 * gap_before))
        after = int(min(AFTER * RATE, 0.55 * gap_after))
        beat = values[place - before : place + after].copy()
        flat = numpy.arange(max(0, before - int(P_WAVE[0] * RATE)), max(1, before - int(P_WAVE[1] * RATE)))
        line = numpy.linspace(beat[flat[0]], beat[flat[-1]], len(flat))
        beat[flat] = line + atrial[k] * (beat[flat] - line)
        step = max(int(new[k] * RATE), int(0.26 * RATE))
        at += step
        if at + after + 1 >= len(pieces):
            break
        start = at - before
        marks.append((at, CODES[labels[k]]))
        # What the beat before left there; between them, a straight line with the record's own noise on it.
        if k > 1:
            overlap = end - start
            if overlap > 0:
                fade = numpy.linspace(0, 1, overlap)
                overlap = min(overlap, len(beat))
                fade = fade[:overlap]
                left, right = pieces[start : start + overlap], beat[:overlap]
                # Waves add up; the levels meet.
                rest = left - numpy.linspace(left[0], left[-1], overlap)
                level = left[0] * (1 - fade) + right * fade
                beat[:overlap] = level + rest * (1 - fade)
            else:
                quiet = values[beats[k - 1][0] + last_after : place - before]
                length = start - end
                line = numpy.linspace(pieces[end - 1], beat[0], length)
                if len(quiet) > 8:
                    rest = quiet - numpy.linspace(quiet[0], quiet[-1], len(quiet))
                    line = line + numpy.resize(numpy.concatenate([rest, rest[::-1]]), length)
                pieces[end:start] = line
        pieces[start : start + len(beat)] = beat
        end, last_after = start + len(beat), after
    pieces = pieces[: end]
    if mode == "fibrillation":
        time = numpy.arange(len(pieces)) / RATE
        hertz = random.uniform(4, 9) + 0.5 * numpy.cumsum(random.standard_normal(len(time))) / RATE**0.5 / 10
        size = random.uniform(0.0, 0.08)
        pieces = pieces + size * numpy.sin(2 * numpy.pi * numpy.cumsum(hertz) / RATE)
    return pieces, marks
