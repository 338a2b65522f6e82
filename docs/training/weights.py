"""Writes weights as Swift: CandidateModelWeights.swift, four digits a number, under the opening it has now; and means of weights."""

import numpy as np
from places import ROOT

COMMITTED = ROOT / "Sources" / "ECGCore" / "Beats" / "CandidateModelWeights.swift"
COLUMNS = 118


def mean(shares, out):
    """The weighted mean of some files of weights, number by number; `shares` by path."""
    texts = {path: path.read_text(encoding="ascii").splitlines() for path in shares}
    lines = [next(iter(texts.values()))[0]]
    for columns in zip(*(text[1:] for text in texts.values())):
        parts = [np.array(column.split(), float) * share for column, share in zip(columns, shares.values())]
        lines.append(" ".join(f"{number:.7g}" for number in sum(parts)))
    out.write_text("\n".join(lines) + "\n", encoding="ascii")
    return out


def array(name, numbers, told):
    lines, line = [], "   "
    for number in numbers:
        word = f" {number:.4g},"
        if len(line) + len(word) > COLUMNS:
            lines.append(line)
            line = "   "
        line += word
    return "\n".join(
        [f"  /// {told}", f"  private static let {name}Weights: [Float] = [", *lines, line, "  ]", ""]
    )


def swift(path):
    """The source file for the weights at `path`. Its opening says what they were learnt from: mend that by hand."""
    words = path.read_text(encoding="ascii").split()
    inputs, wide, narrow = map(int, words[:3])
    numbers = [float(word) for word in words[3:]]
    opening = COMMITTED.read_text(encoding="utf-8").split("extension CandidateModel {")[0]
    parts = [
        opening + "extension CandidateModel {",
        "  static let trained = CandidateModel(",
        "    first: firstWeights, firstBias: firstBiasWeights, second: secondWeights, secondBias: secondBiasWeights,",
        f"    last: lastWeights, lastBias: {numbers[-1]:.5g})",
        "",
    ]
    for name, count, told in (
        ("first", inputs * wide, f"{inputs} features by {wide} units."),
        ("firstBias", wide, "Thresholds of the first layer."),
        ("second", wide * narrow, f"{wide} units by {narrow} units."),
        ("secondBias", narrow, "Thresholds of the second layer."),
        ("last", narrow, "From the second layer to the score."),
    ):
        parts.append(array(name, numbers[:count], told))
        numbers = numbers[count:]
    return "\n".join(parts).removesuffix("\n") + "\n}\n"
