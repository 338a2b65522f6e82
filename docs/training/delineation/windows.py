"""Windows about LUDB's heartbeats as ECGCore's BoundaryWindow takes them, and what is done to them in training."""

import math

import boundaries
import numpy as np
import torch
from torch.nn import functional

LENGTH, ORIGIN, STEP = 288, 128, 4.0  # BoundaryWindow: values, the R peak's, milliseconds a value
EDGE = 1000  # samples repeated at a recording's ends
# Milliseconds from the R peak of each of the network's instants.
INSTANTS = (torch.arange(LENGTH // 2) * 2 + 0.5 - ORIGIN) * STEP
NEVER = 1e5
STRETCH = 0.22  # logarithm: 0.80 to 1.25-fold
MIXED = 0.5  # how often another lead is mixed in, and its largest share


def kernel():
    """PolyphaseResampler's at 500 Hz: a sinc of 45 Hz in a Hann window."""
    t = np.arange(-12, 13) / boundaries.RATE
    window = 0.5 + 0.5 * np.cos(np.pi * t / (0.024 + 1 / boundaries.RATE))
    taps = window * np.sinc(2 * 45 * t)
    return taps / taps.sum()


def load(folder):
    signals, beats = {}, []
    for number in boundaries.records(folder):
        leads = boundaries.signals(f"{folder}/{number}")
        for lead in boundaries.LEADS:
            raw = leads[boundaries.COLUMNS[lead]]
            beats += boundaries.heartbeats(f"{folder}/{number}", lead, raw)
            signals[number, lead] = np.convolve(np.pad(raw, EDGE, mode="edge"), kernel(), "same")
    return signals, beats


def features(window, before, after):
    """BoundaryWindow.describe: windows in millivolts, the neighbours in milliseconds from the R peak."""
    window = window - window.mean(1, keepdim=True)
    plain = window / (window.pow(2).mean(1, keepdim=True) + 1e-4**2).sqrt()
    companded = 4 * plain / (1 + 4 * plain.abs())
    time = ((torch.arange(LENGTH) - ORIGIN) * STEP)[None, ::2]
    side = (time > after[:, None]).float() - (time < before[:, None]).float()
    interval = (((-before).clamp(max=1500) - 800) / 400)[:, None].expand_as(side)
    rows = [plain[:, ::2] * 0.5, plain[:, 1::2] * 0.5, companded[:, ::2], companded[:, 1::2], side, interval]
    return torch.stack(rows, 1)


class Windows:
    def __init__(self, signals, beats):
        place = {key: k for k, key in enumerate(signals)}
        self.beats = beats
        self.signals = torch.tensor(np.stack(list(signals.values())), dtype=torch.float32)
        self.signal = torch.tensor([place[beat.record, beat.lead] for beat in beats])
        self.position = torch.tensor([float(beat.position) for beat in beats])
        self.before = torch.tensor([float(beat.before) for beat in beats])
        self.after = torch.tensor([float(beat.after) for beat in beats])
        self.marks = torch.tensor([[math.nan if mark is None else float(mark) for mark in beat.marks] for beat in beats])
        self.known = torch.tensor([beat.known for beat in beats]).float()
        of_record = {}
        for k, beat in enumerate(beats):
            of_record.setdefault(beat.record, []).append(k)
        # The same beat in other leads.
        self.others = [
            [j for j in of_record[beat.record] if abs(beats[j].position - beat.position) < 50 and j != k]
            for k, beat in enumerate(beats)
        ]

    def cut(self, signal, centre, stretch):
        at = centre[:, None] + EDGE + (torch.arange(LENGTH)[None] - ORIGIN) * STEP / 2 * stretch[:, None]
        at = at.clamp(0, self.signals.shape[1] - 2)
        whole = at.floor().long()
        part = at - whole
        rows = signal[:, None]
        return self.signals[rows, whole] * (1 - part) + self.signals[rows, whole + 1] * part

    def plain(self, chosen):
        """Features, boundaries in milliseconds from the R peak, and whether the absence of P and T is known."""
        centre = self.position[chosen]
        window = self.cut(self.signal[chosen], centre, torch.ones(len(chosen)))
        return (
            features(window, (self.before[chosen] - centre) * 2, (self.after[chosen] - centre) * 2),
            (self.marks[chosen] - centre[:, None]) * 2,
            self.known[chosen],
        )

    def changed(self, chosen, generator):
        """The same, moved, stretched, mixed with another lead, with wander, noise, a front end's smoothing, or turned round."""
        count = len(chosen)

        def chance():
            return torch.rand(count, generator=generator)

        rarely = (chance() < 0.25).float()
        centre = self.position[chosen] + ((chance() * 2 - 1) * (4 + 10 * rarely)).round()
        stretch = torch.exp((chance() * 2 - 1) * STRETCH)
        window = self.cut(self.signal[chosen], centre, stretch)
        drawn = zip(chosen.tolist(), chance().tolist())
        other = torch.tensor([self.others[k][int(x * len(self.others[k]))] if self.others[k] else k for k, x in drawn])
        mix = torch.where(chance() < MIXED, chance() * MIXED, torch.zeros(count))
        mine, theirs = self.marks[chosen], self.marks[other]
        mix = mix * (torch.isnan(mine) == torch.isnan(theirs)).all(1)
        window = window * (1 - mix[:, None]) + mix[:, None] * self.cut(self.signal[other], centre, stretch)
        both = ~torch.isnan(mine) & ~torch.isnan(theirs)
        marks = torch.where(both, mine * (1 - mix[:, None]) + theirs * mix[:, None], mine)
        window = self.disturbed(window, chance, generator)
        before = (self.before[chosen] - centre) * 2 / stretch
        after = (self.after[chosen] - centre) * 2 / stretch
        after = torch.where(chance() < 0.1, torch.full((count,), NEVER), after)
        before = torch.where(chance() < 0.1, torch.full((count,), -NEVER), before)
        return features(window, before, after), (marks - centre[:, None]) * 2 / stretch[:, None], self.known[chosen]

    @staticmethod
    def disturbed(window, chance, generator):
        time = (torch.arange(LENGTH) - ORIGIN)[None] * STEP / 1000
        size = window.std(1, keepdim=True)
        hertz = chance()[:, None] * 0.7 + 0.05
        height = size * (chance()[:, None] ** 2 * 1.2)
        window = window + height * torch.sin(2 * math.pi * (hertz * time + chance()[:, None]))
        window = window + size * (chance()[:, None] - 0.5) * time
        noise = torch.randn(window.shape, generator=generator)
        window = window + size * noise * (chance()[:, None] ** 3 * 0.15)
        smooth = (chance() < 0.4).float()[:, None]
        taps = torch.tensor([[[0.1, 0.2, 0.4, 0.2, 0.1]]])
        smoothed = functional.conv1d(functional.pad(window[:, None], (2, 2), mode="replicate"), taps)[:, 0]
        window = window * (1 - smooth) + smoothed * smooth
        return window * torch.where(chance() < 0.12, -1.0, 1.0)[:, None]

