#!/usr/bin/env python3
"""What the network of ECGCore should say, by torch in double precision: parity.py BoundaryNetworkWeights.swift beats.csv

Reads the weights out of the Swift files, looks at LUDB's lead II beats (every eighteenth, both halves), and writes a line a beat: the beats
before and after in ms, the nine places in ms, the nine certainties, the log odds of P and T, and the window's 288 values in mV.
`BoundaryNetworkParityTests` holds the Swift inference against it.
"""

import os
import re
import sys

sys.dont_write_bytecode = True

# pylint: disable=wrong-import-position
import learning
import network
import torch
import windows

REACH = 7  # BoundaryNetwork.reach
NAMES = {
    "c0": "entry", "c1": "down1", "c2": "down2", "c3": "down3", "m": "middle", "u2": "up2", "u1": "up1", "u0": "up0",
    "h": "last",
}


def numbers(text, name):
    found = re.search(rf"let {name}: \[Float\] = \[(.*?)\]", text, re.S)
    return torch.tensor([float(word) for word in found[1].replace(",", " ").split()], dtype=torch.float64)


def trained(path):
    """The network with the weights that ship."""
    text = ""
    for part in ("", "+Down", "+Up"):
        with open(path.replace(".swift", f"{part}.swift"), encoding="utf-8") as file:
            text += file.read()
    model = network.Network(learning.SIZES).double()
    state = model.state_dict()
    for key, name in NAMES.items():
        outputs, inputs, taps = state[key + ".weight"].shape
        weights = numbers(text, name + "Weights").reshape(taps, inputs, -1)[:, :, :outputs]
        state[key + ".weight"] = weights.permute(2, 1, 0).contiguous()
        state[key + ".bias"] = numbers(text, name + "Bias")[:outputs]
    state["p.weight"] = numbers(text, "presenceWeights").reshape(state["p.weight"].shape)
    state["p.bias"] = numbers(text, "presenceBias")
    model.load_state_dict(state)
    return model


def read(heat):
    """Places and certainties, as BoundaryNetwork.read has them."""
    share = heat.softmax(2)
    best = share.argmax(2, keepdim=True)
    near = share * ((torch.arange(heat.shape[2])[None, None] - best).abs() <= REACH)
    certain = near.sum(2)
    mean = (share * windows.INSTANTS).sum(2)
    peak = (near * windows.INSTANTS).sum(2) / certain
    peaks = torch.tensor([k % 3 == 1 for k in range(9)])
    return torch.where(peaks, peak, mean), certain


def main(source, target):
    data = windows.Windows(*windows.load(os.path.join(os.environ["VITALSYNC_DATA"], "ludb")))
    chosen = torch.tensor([k for k, beat in enumerate(data.beats) if beat.lead == "ii"][::18])
    window = data.cut(data.signal[chosen], data.position[chosen], torch.ones(len(chosen)))
    # What is written is what is looked at.
    window = torch.tensor([[float(f"{value:.5g}") for value in row] for row in window.tolist()]).double()
    before = ((data.before[chosen] - data.position[chosen]) * 2).double()
    after = ((data.after[chosen] - data.position[chosen]) * 2).double()
    model = trained(source)
    with torch.no_grad():
        heat, odds = model(windows.features(window, before, after))
    places, certain = read(heat)
    with open(target, "w", encoding="ascii") as file:
        for k in range(len(chosen)):
            row = [before[k].item(), after[k].item(), *places[k].tolist(), *certain[k].tolist(), *odds[k].tolist()]
            words = [f"{value:.9g}" for value in row] + [f"{value:.5g}" for value in window[k].tolist()]
            file.write(",".join(words) + "\n")


if __name__ == "__main__":
    main(*sys.argv[1:])
