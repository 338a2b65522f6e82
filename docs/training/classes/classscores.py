"""Se and +P of S and V after ANSI/AAMI EC57, over rows that already have their reference class."""

import numpy


def counts(label, predicted, truth, total):
    """(hits, annotated beats, false calls): F or Q called V, and Q called S, count neither way."""
    scored = truth != "-"
    hits = int(((predicted == label) & (truth == label) & scored).sum())
    excused = {"V": ["F", "Q"], "S": ["Q"]}[label]
    wrong = (predicted == label) & (truth != label) & ~numpy.isin(truth, excused) & scored
    return hits, total, int(wrong.sum())


def figures(rows):
    """Se and +P in percent of summed counts."""
    hits, total, wrong = (sum(column) for column in zip(*rows))
    return 100 * hits / max(total, 1), 100 * hits / max(hits + wrong, 1)


def threshold(label, probabilities, truths, totals, bars):
    """The probability at which the lesser of what Se and +P have over their bars is greatest."""
    best = (-1e9, 0.5)
    for step in range(2, 96):
        level = step / 100
        rows = [
            counts(label, numpy.where(probability >= level, label, ""), truth, total)
            for probability, truth, total in zip(probabilities, truths, totals)
        ]
        se, ppv = figures(rows)
        best = max(best, (min(se - bars[0], ppv - bars[1]), level), key=lambda one: one[0])
    return best[1]
