"""Reads a page of `vitalsync analyze --html` as any other program would, and prints what it found as JSON.

    read_page.py PAGE [SIGNAL.dat]

With the record's signal file (two signals, format 212) each strip also tells the raw height, in millivolts, of the highest sample
about each mark.
"""

import html.parser
import json
import re
import sys
import xml.etree.ElementTree as tree

VOID = {"meta", "link", "br", "hr", "img", "input"}


class Reader(html.parser.HTMLParser):
    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.stack, self.faults, self.ids, self.titles = [], [], [], []
        self.links, self.names, self.text = [], set(), {}
        self.drawing = None

    def handle_starttag(self, tag, attributes):
        self.names.add(tag)
        for key, value in attributes:
            if key == "id" and tag == "section":
                self.ids.append(value)
            if key in ("src", "href", "action", "srcset", "data", "poster") or key.startswith("on"):
                self.links.append(value)
        if tag not in VOID:
            self.stack.append(tag)

    def handle_startendtag(self, tag, attributes):
        self.names.add(tag)

    def handle_endtag(self, tag):
        if not self.stack or self.stack.pop() != tag:
            self.faults.append(f"</{tag}> at {self.getpos()}")

    def handle_data(self, data):
        if self.stack and self.stack[-1] in ("title", "bdi", "dd", "dt", "h2", "p", "text"):
            self.text.setdefault(self.stack[-1], []).append(data)


def corners(path):
    """Points of a trace: `M x y l dx dy dx dy …`, the pen lifted at each M."""
    points, x, y = [], 0, 0
    for letter, numbers in re.findall(r"([Ml])([^Ml]*)", path):
        values = [float(value) for value in re.findall(r"-?[\d.]+", numbers)]
        for dx, dy in zip(values[::2], values[1::2]):
            x, y = (dx, dy) if letter == "M" else (x + dx, y + dy)
            points.append((x, y))
    return points


def strip(begin, text, raw):
    svg = tree.fromstring(text)
    space = "{http://www.w3.org/2000/svg}"
    box = [float(value) for value in svg.get("viewBox").split()]
    found = {"from": begin, "size_mm": [svg.get("width"), svg.get("height")], "box": box, "beats": [], "minor": [], "major": []}
    for path in svg.iter(space + "path"):
        name, data = path.get("class") or "", path.get("d")
        if name in ("minor", "major"):
            found[name] = sorted({float(x) for x in re.findall(r"M([\d.]+) [\d.]+V", data)})
        if name == "beat":
            found["beats"].append(float(re.match(r"M([\d.]+)", data)[1]))
        if name == "trace pulse":
            found["pulse"] = [float(value) for value in re.findall(r"[hv](-?[\d.]+)", data)]
        if name == "trace fine":
            place, scale = re.match(r"translate\(([\d. ]+)\) scale\(([\d.]+)\)", path.get("transform")).groups()
            left, zero = (float(value) for value in place.split())
            found["trace"] = [(left + x * float(scale), -y * float(scale)) for x, y in corners(data)]
    trace = found.pop("trace", [])
    found["width_mm"] = [min(x for x, _ in trace), max(x for x, _ in trace)] if trace else []
    found["peaks"] = []
    for beat in found["beats"]:
        near = [(y, x) for x, y in trace if abs(x - beat) < 1.5]
        about = sorted(y for x, y in trace if abs(x - beat) < 8)
        height, x = max(near)
        found["peaks"].append({"x": x, "height_mm": height - about[len(about) // 2]})
        if raw:
            centre = begin + (beat - 10) / 25
            samples = sorted(raw[max(0, round((centre - 0.32) * 360)) : round((centre + 0.32) * 360)])
            found["peaks"][-1]["raw_mv"] = (samples[-1] - samples[len(samples) // 2]) / 200
    return found


def first_signal(path):
    with open(path, "rb") as file:
        data = file.read()
    values = (data[at] | (data[at + 1] & 15) << 8 for at in range(0, len(data) - 2, 3))
    return [value - 4096 if value > 2047 else value for value in values]


def main():
    with open(sys.argv[1], "rb") as file:
        page = file.read().decode("utf-8")
    raw = first_signal(sys.argv[2]) if len(sys.argv) > 2 else None
    reader = Reader()
    reader.feed(page)
    reader.close()
    drawings = re.findall(r'(?:<div(?: data-from="([\d.]+)")?>)?(<svg.*?</svg>)', page, re.DOTALL)
    strips, labels = [], []
    for begin, text in drawings:
        root = tree.fromstring(text)
        labels.append(root.get("aria-label"))
        if 'class="ecg"' in text:
            strips.append(strip(float(begin), text, raw))
    urls = [url for url in re.findall(r"(?:https?:|//|url\(|@import)[^\s\"'<)]*", page)
            if not url.startswith("url(#") and url != "http://www.w3.org/2000/svg"]
    json.dump({
        "faults": reader.faults + [f"<{tag}> is never closed" for tag in reader.stack], "sections": reader.ids,
        "links": reader.links, "urls": urls, "elements": sorted(reader.names), "text": reader.text, "labels": labels,
        "strips": strips}, sys.stdout)


main()
