"""When a synthetic heart beats: sinus rhythm with ectopic beats, runs, fibrillation, block and pauses, by rule."""

import numpy as np

RHYTHMS = ["sinus", "sinus", "sinus", "pvc", "pvc", "bigeminy", "pac", "af", "af", "block", "pause", "runs"]


def beats(rng, usual, has_p, pr, seconds):
    """The rhythm, breaths a second, how far breathing moves the height, and (time, kind, has P, PR) beat by beat.

    Kind: N normal, V ventricular ectopic, S supraventricular ectopic, drop (a P wave that nothing follows).
    """
    rhythm = rng.choice(RHYTHMS)
    share = rng.uniform(0.03, 0.25)
    arrhythmia, breath, drift = rng.uniform(0, 0.08), rng.uniform(0.15, 0.45), rng.uniform(0, 0.25)
    jitter, slow = rng.uniform(0.003, 0.02), rng.uniform(0, 0.15)
    series = []
    t, index, run = rng.uniform(0.0, 1.0) - 0.3, 0, 0
    while t < seconds:
        waves = 1 + slow * np.sin(2 * np.pi * t / 60) + arrhythmia * np.sin(2 * np.pi * breath * t)
        base = usual * (waves + jitter * rng.standard_normal())
        kind, p = "N", has_p
        if rhythm == "af":
            base, p = max(0.28, usual * np.exp(0.22 * rng.standard_normal())), False
        following = base
        if run > 0:
            kind, run = "V", run - 1
            following = min(rng.uniform(0.27, 0.45), base)
        elif rhythm in ("pvc", "bigeminy", "runs", "af") and index > 0 and rng.random() < ectopy(rhythm, share, index):
            kind = "V"
            following = base * rng.uniform(1.0, 1.5)
            if rhythm == "runs" or rng.random() < 0.15:
                run = int(rng.integers(1, 8))
                following = rng.uniform(0.27, 0.5)
        elif rhythm == "pac" and rng.random() < share:
            kind = "S"
        elif rhythm == "block" and rng.random() < share + 0.1:
            kind = "drop"
        elif rhythm == "pause" and rng.random() < 0.04:
            following = base * rng.uniform(1.8, 6)
        series.append((t, kind, p, pr))
        index += 1
        # The next beat comes early where it will be ectopic.
        early = rhythm in ("pvc", "bigeminy") and kind == "N" and run == 0
        if early and rng.random() < 0.9 and rhythm == "bigeminy" and index % 2:
            following = base * rng.uniform(0.45, 0.8)
        if rhythm == "pac" and rng.random() < share:
            following = base * rng.uniform(0.55, 0.85)
        t += max(following, 0.22)
    return rhythm, breath, drift, series


def ectopy(rhythm, share, index):
    """The chance that a beat is a ventricular ectopic one."""
    if rhythm == "bigeminy":
        return 0.85 if index % 2 else 0.02
    return share * 0.5 if rhythm == "af" else share
