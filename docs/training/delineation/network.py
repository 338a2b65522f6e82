"""BoundaryNetwork, and what it is taught by."""

import torch
from torch import nn
from torch.nn import functional
from windows import INSTANTS

# Milliseconds that an annotation may be out, boundary by boundary: P, QRS, T, each onset, peak, end.
SCATTER = torch.tensor([10, 10, 8, 6, 6, 8, 14, 12, 14.0])


class Network(nn.Module):
    def __init__(self, sizes):
        super().__init__()
        a, b, c, d = sizes
        self.c0 = nn.Conv1d(6, a, 5, padding=2)
        self.c1 = nn.Conv1d(a, b, 5, stride=2, padding=2)
        self.c2 = nn.Conv1d(b, c, 5, stride=2, padding=2)
        self.c3 = nn.Conv1d(c, d, 5, stride=2, padding=2)
        self.m = nn.Conv1d(d, d, 3, padding=1)
        self.u2 = nn.Conv1d(d + c, c, 3, padding=1)
        self.u1 = nn.Conv1d(c + b, b, 3, padding=1)
        self.u0 = nn.Conv1d(b + a, a, 3, padding=1)
        self.h = nn.Conv1d(a, 9, 1)
        self.p = nn.Linear(2 * d, 2)

    def forward(self, x):
        def joined(low, high):
            return torch.cat([low.repeat_interleave(2, 2), high], 1)

        x0 = self.c0(x).relu()
        x1 = self.c1(x0).relu()
        x2 = self.c2(x1).relu()
        middle = self.m(self.c3(x2).relu()).relu()
        y = self.u2(joined(middle, x2)).relu()
        y = self.u1(joined(y, x1)).relu()
        y = self.u0(joined(y, x0)).relu()
        halves = torch.cat([middle[:, :, :9].mean(2), middle[:, :, 9:].mean(2)], 1)
        return self.h(y), self.p(halves)


def places(heat):
    """Milliseconds from the R peak: the mean of each boundary's probability."""
    return (heat.softmax(2) * INSTANTS).sum(2)


def loss(network, inputs, truth, known):
    heat, odds = network(inputs)
    inside = ~torch.isnan(truth) & (truth > INSTANTS[0]) & (truth < INSTANTS[-1])
    target = torch.where(inside, truth, torch.zeros_like(truth))
    spread = (INSTANTS[None, None] - target[:, :, None]) / SCATTER[None, :, None]
    wanted = torch.exp(-0.5 * spread**2)
    wanted = wanted / wanted.sum(2, keepdim=True)
    entropy = -(wanted * heat.log_softmax(2)).sum(2)
    error = (places(heat) - target) / SCATTER
    huber = functional.huber_loss(error, torch.zeros_like(error), reduction="none")
    told = ((entropy + 1.5 * huber) * inside).sum() / inside.sum()
    there = torch.stack([~torch.isnan(truth[:, 0]), ~torch.isnan(truth[:, 6])], 1).float()
    return told + (functional.binary_cross_entropy_with_logits(odds, there, reduction="none") * known).mean()
