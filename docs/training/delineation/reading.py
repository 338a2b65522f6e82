"""How ECGCore reads what the network says: BoundaryNetwork.read, TWaveMemory, WaveTimes and BeatDelineator, in numpy."""

import numpy as np
import windows

INSTANTS = windows.INSTANTS.numpy().astype(float)
P, QRS, T = 0, 3, 6  # first of each wave's onset, peak and end
REACH = 7  # BoundaryNetwork.reach
SHARE, LIKENESS, PATIENCE = 0.3, 0.9, 8  # TWaveMemory
COMPARED = slice(windows.ORIGIN - 20, windows.ORIGIN + 25)
CERTAIN, CERTAIN_IN_NOISE, OVERLAP = 0.3, 0.6, 20  # BeatDelineator


def remembered(logarithms, window):
    """Joins each beat's T wave with those of the like beats before it, one recording's beats in order."""
    joined, memory, like, unlike = logarithms.copy(), None, None, 0
    for k, values in enumerate(window[:, COMPARED]):
        if memory is not None and np.corrcoef(values, like)[0, 1] < LIKENESS:
            unlike += 1
            if unlike >= PATIENCE:
                memory, unlike = None, 0
            continue
        unlike = 0
        if memory is not None:
            joined[k, T : T + 3] = (1 - SHARE) * joined[k, T : T + 3] + SHARE * memory
        memory, like = joined[k, T : T + 3], values
    return joined


def places(logarithms):
    """Milliseconds from the R peak and certainties, boundary by boundary."""
    share = np.exp(logarithms - logarithms.max(2, keepdims=True))
    share /= share.sum(2, keepdims=True)
    best = share.argmax(2)[..., None]
    near = share * (np.abs(np.arange(share.shape[2]) - best) <= REACH)
    certain = near.sum(2)
    place = (share * INSTANTS).sum(2)
    place[:, 1::3] = ((near * INSTANTS).sum(2) / certain)[:, 1::3]
    return place, certain


def told(place, certain, odds, is_poor):
    """{"p": (onset, peak, end), …} of one beat in milliseconds from its R peak, without what is refused."""
    least = CERTAIN_IN_NOISE if is_poor else CERTAIN
    found = {}
    for name, first, there in (("p", P, odds[0] > 0), ("qrs", QRS, True), ("t", T, odds[1] > 0)):
        onset, peak, end = place[first : first + 3]
        if there and min(certain[first], certain[first + 2]) >= least and onset < end:
            found[name] = [onset, min(max(peak, onset), end), end]
    if "p" in found:
        end = min(found["p"][2], place[QRS])
        if found["p"][2] > place[QRS] + OVERLAP or found["p"][0] >= end:
            del found["p"]
        else:
            found["p"] = [found["p"][0], min(found["p"][1], end), end]
    if "t" in found and found["t"][2] <= place[QRS + 2]:
        del found["t"]
    return found
