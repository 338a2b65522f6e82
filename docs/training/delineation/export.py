#!/usr/bin/env python3
"""Writes the weights as Swift: export.py WEIGHTS.pt BoundaryNetworkWeights.swift. The file's opening is kept: mend it by hand.

The way down and the way up, the most of the numbers, go into files of their own beside it.
"""

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
# What a file of its own holds, and what its first line says.
PARTS = {"Down": "to an eighth of the rate", "Up": "back to the whole rate"}


def array(name, numbers):
    lines, line = [], "   "
    for number in numbers:
        word = f" {number:.4g},"
        if len(line) + len(word) > COLUMNS:
            lines.append(line)
            line = "   "
        line += word
    return "\n".join([f"  static let {name}: [Float] = [", *lines, line, "  ]"])


def main(source, target):
    state = torch.load(source)
    layers, arrays = [], {}
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
        arrays[name + "Weights"] = array(name + "Weights", weights.transpose(2, 1, 0).ravel())
        arrays[name + "Bias"] = array(name + "Bias", bias)
    arrays["presenceWeights"] = array("presenceWeights", state["p.weight"].numpy().ravel())
    arrays["presenceBias"] = array("presenceBias", state["p.bias"].numpy())
    layers.append("    presence: presenceWeights, presenceBias: presenceBias)")
    write(target, "  static let trained = BoundaryNetwork.Layers(\n" + "\n".join(layers), arrays)


def write(target, table, arrays):
    """The table of layers and the arrays, by name, into `target` and its parts."""
    with open(target, encoding="utf-8") as file:
        opening = file.read().split(MARK)[0]
    kept = [text for name, text in arrays.items() if not name.startswith(tuple(part.lower() for part in PARTS))]
    with open(target, "w", encoding="utf-8") as file:
        file.write(opening + MARK + "\n" + "\n\n".join([table, *kept]) + "\n}\n")
    for part, way in PARTS.items():
        own = [text for name, text in arrays.items() if name.startswith(part.lower())]
        with open(target.replace(".swift", f"+{part}.swift"), "w", encoding="utf-8") as file:
            file.write("// swift-format-ignore-file\n")
            file.write(f"/// `BoundaryNetworkWeights`, the layers {way}: source and limits stand there.\n")
            file.write(MARK + "\n" + "\n\n".join(own) + "\n}\n")


if __name__ == "__main__":
    main(*sys.argv[1:])
