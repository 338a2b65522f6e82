"""Prints, in points per pixel of CSS, the scale at which Chromium laid each page of a PDF on its paper: each scale once.

    pdf_scale.py PAGE.pdf

A page's contents begin with two matrices: device to points, then page to device.
"""

import re
import sys
import zlib

with open(sys.argv[1], "rb") as file:
    data = file.read()
scales = set()
for stream in re.finditer(rb"stream\r?\n(.*?)endstream", data, re.DOTALL):
    try:
        text = zlib.decompress(stream[1])
    except zlib.error:
        continue
    if not text.startswith(b".23999999 0 0 -.23999999"):
        continue
    matrices = re.findall(rb"([\d.]+) 0 0 -?[\d.]+ -?[\d.]+ -?[\d.]+ cm", text)
    scales.add(f"{float(matrices[0]) * float(matrices[1]):.4f}")
print("\n".join(sorted(scales)))
