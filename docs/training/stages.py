"""The seven stages by which weights are learnt, in order; each goes on from the one before. What ships is a mean.

A stage is some rounds of: run the detector as it now is over the stage's list, add what it met to what is kept, learn.
That the detector learns from its own mistakes, not from a world in which it never made one, is the point: S. Ross et
al., *A Reduction of Imitation Learning and Structured Prediction to No-Regret Online Learning*, AISTATS 2011.
"""

import random
from dataclasses import dataclass

from manifests import REAL, athletic, hearts, ludb, made, tall_p, varied
from records import names


@dataclass
class Stage:
    name: str
    rounds: int
    # Epochs of a round, and the greatest learning rate of its cycle.
    epochs: int
    rate: float
    # Weights of the loss by kind of example, and of the false alarms in noise.
    weights: dict[int, float]
    alarms: float
    # The stage whose last examples are learnt from, too.
    keep: str | None = None
    # Epochs of the rounds before the last one, where they differ.
    early_epochs: int | None = None
    # Whether only a part of the easy examples is learnt from, and on how many threads, by which sums differ.
    thinned: bool = False
    threads: int = 2


STAGES = [
    Stage("F", 2, 6, 8e-3, {7: 0.6, 3: 0.5, 6: 0.7, 4: 0.8, 8: 0.5}, 1, early_epochs=3),
    Stage("G", 1, 4, 4e-3, {7: 0.8, 3: 0.5, 6: 0.7, 4: 1, 8: 0.5}, 1, keep="F"),
    Stage("H", 1, 4, 4e-3, {7: 0.8, 3: 0.5, 6: 0.7, 4: 1, 8: 0.5}, 1.7),
    Stage("J", 2, 3, 4e-3, {7: 0.8, 3: 0.5, 6: 0.7, 4: 1, 8: 0.5}, 2.2, keep="H"),
    Stage("K", 2, 3, 3e-3, {7: 0.8, 3: 0.5, 6: 0.7, 4: 1.3, 8: 0.5}, 2.5, keep="J"),
    Stage("L", 2, 3, 3e-3, {7: 0.8, 3: 0.5, 6: 0.7, 4: 1.3, 8: 0.5}, 2.5),
    Stage("M", 1, 3, 3e-3, {1: 2, 2: 1.5, 7: 0.7, 3: 0.5, 6: 0.7, 4: 1.3, 8: 0.5}, 2.5, thinned=True, threads=1),
]

# Shares of the stages' last weights in what is written. A mean of weights along one line of descent keeps what the earlier
# stage did better and most of what the later one gained: M. Wortsman et al., *Robust fine-tuning of zero-shot models*,
# CVPR 2022; P. Izmailov et al., *Averaging weights leads to wider optima*, UAI 2018.
SHARES = {"K": 0.2, "M": 0.8}

# Seeds of the lists, as they were; and those of what was drawn unseeded then.
F_VARIED, G_ATHLETIC, H_ATHLETIC, H_VARIED, K_ATHLETIC, K_VARIED = 7, 31, 77, 55, 99, 66
TALL_P, HALF_OF_TALL_P, ORDER = 11, 12, 13
# Of the stages that learn from mimicry: seeds of the list in motion, of the varied one, of the half of the tall P waves, and of
# the order.
MIMICKED = {"L": (201, 67, 12, 13), "M": (202, 68, 14, 14)}


def half_of_tall_p(work, seed):
    tall = tall_p(work, TALL_P)
    return random.Random(seed).sample(tall, len(tall) // 2)


def manifest(stage, work, every):
    """The list of a stage, in a fixed mixed order; every so-manieth line of it."""
    order = ORDER
    if stage == "F":
        rows = varied(work, F_VARIED, 4) + ludb(work) + hearts(names(work / "hearts")[::2])
    elif stage == "G":
        rows = athletic(work, G_ATHLETIC, made("motion") * 3 + REAL)
    elif stage in ("H", "J"):
        rows = athletic(work, H_ATHLETIC, made("motion") * 3 + REAL) + varied(work, H_VARIED, 2)
        rows += tall_p(work, TALL_P) if stage == "J" else []
    elif stage == "K":
        motion = made("motionB") * 3 + REAL
        rows = athletic(work, K_ATHLETIC, motion) + half_of_tall_p(work, HALF_OF_TALL_P) + varied(work, K_VARIED, 1)
    else:
        athletic_seed, varied_seed, half_seed, order = MIMICKED[stage]
        pool = made("mimic") * 3 + made("motionB") + made("motion") + REAL * 3
        rows = athletic(work, athletic_seed, pool) + half_of_tall_p(work, half_seed) + varied(work, varied_seed, 1)
    rows = rows[::every]
    random.Random(order).shuffle(rows)
    return rows
