#!/usr/bin/env python3
"""Writes the weights as Swift: export.py WEIGHTS.pt BoundaryNetworkWeights.swift. The file's opening is kept: mend it by hand."""

import sys

import numpy as np
import torch

COLUMNS = 118
MARK = "extension BoundaryNetwork.Layers {"
# Swift's name, torch's name, stride, whether rectified.
LAYERS = [
    ("entry", "c0", 1, True), ("down1", "c1", 2, True), ("down2", "c2", 2, True), ("down3", "c3", 2, True),
    ("middle", "m", 1, True), ("up2", "u2", 1, True), ("up1", "u1", 1, True), ("up0", "u0", 1, True),
    ("last", "h", 1, False),
]


def array(name, numbers):
    lines, line = [], "   "
    for number in numbers:
        word = f" {number:.4g},"
        if len(line) + len(word) > COLUMNS:
            lines.append(line)
            line = "   "
        line += word
    return "\n".join([f"  private static let {name}: [Float] = [", *lines, line, "  ]"])


def main(source, target):
    state = torch.load(source)
    layers, arrays = [], []
    for name, key, stride, rectified in LAYERS:
        weights, bias = state[key + ".weight"].numpy(), state[key + ".bias"].numpy()
        outputs, inputs, taps = weights.shape
        # Whole octets of output channels; those that are not asked for stay nought.
        more = -outputs % 8
        weights, bias = np.pad(weights, ((0, more), (0, 0), (0, 0))), np.pad(bias, (0, more))
        how = (f", stride: {stride}" if stride > 1 else "") + ("" if rectified else ", isRectified: false")
        layers.append(
            f"    {name}: ConvolutionLayer(\n      inputs: {inputs}, outputs: {outputs + more}, taps: {taps}{how},"
            f" weights: {name}Weights, bias: {name}Bias),"
        )
        arrays += [array(name + "Weights", weights.transpose(2, 1, 0).ravel()), array(name + "Bias", bias)]
    arrays += [array("presenceWeights", state["p.weight"].numpy().ravel()), array("presenceBias", state["p.bias"].numpy())]
    with open(target, encoding="utf-8") as file:
        opening = file.read().split(MARK)[0]
    with open(target, "w", encoding="utf-8") as file:
        file.write(opening + MARK + "\n  static let trained = BoundaryNetwork.Layers(\n" + "\n".join(layers))
        file.write("\n    presence: presenceWeights, presenceBias: presenceBias)\n\n" + "\n\n".join(arrays) + "\n}\n")


main(*sys.argv[1:])
