#!/usr/bin/env python3
"""A strict reader of docs/protocol.md, by the book and without the project's own code: what the boards' tests read with.

    python3 protocol_reader.py vectors.txt      checks this reader against the test vectors
"""

import binascii
import re
import sys
from collections import namedtuple

Sample = namedtuple("Sample", "seq micros count leads")
# Light of a pulse oximeter.
Pulse = namedtuple("Pulse", "seq micros red infrared")
# What another sensor says it has measured.
Measured = namedtuple("Measured", "kind value unit")
Start = namedtuple("Start", "board fw rate bits vref_mv gain mid baud")
Ok = namedtuple("Ok", "words")
Error = namedtuple("Error", "words reason")
Other = namedtuple("Other", "text")
Newer = namedtuple("Newer", "version")
# Damage, or text that is no line of this protocol.
Refused = namedtuple("Refused", "bytes")

NUMBER = "(0|[1-9][0-9]*)"
SAMPLE = re.compile(rf"{NUMBER},{NUMBER},{NUMBER},([0-3])")
PULSE = re.compile(rf"@ppg {NUMBER},{NUMBER},{NUMBER},{NUMBER}")
MEASURED = re.compile(rf"@([a-z0-9]+) ({NUMBER}(?:\.[0-9]+)?(?:/{NUMBER})?) ([!-~]+)")
UNITS = {"spo2": ["%"], "pulse": ["bpm"], "bp": ["mmHg"], "temp": ["C"], "glucose": ["mmol/L", "mg/dL"], "weight": ["kg"]}
VERSION = re.compile(rf"#vitalsync {NUMBER}( .*)?")


def read_line(line):
    """One line without its LF: a message, or None for an empty line."""
    body = line[:-1] if line.endswith(b"\r") else line
    if not body:
        return None
    if len(body) > 127 or not re.fullmatch(rb"[ -~]+", body):
        return Refused(line)
    framed = re.fullmatch(rb"(.*)\*([0-9A-F]{4})", body)
    if not framed or binascii.crc_hqx(framed[1], 0xFFFF) != int(framed[2], 16):
        return Refused(line)
    text = framed[1].decode("ascii")
    return read_text(text) or Refused(line)


def read_text(text):
    if sample := SAMPLE.fullmatch(text):
        values = Sample(*map(int, sample.groups()))
        sound = values.seq < 2**16 and values.micros < 2**32 and values.count < 2**24
        return values if sound else None
    word = text.split(" ")[0]
    if word == "#vitalsync":
        version = VERSION.fullmatch(text)
        if not version:
            return None
        return read_start(text.split(" ")[2:]) if version[1] == "1" else Newer(int(version[1]))
    if word == "@ppg":
        pulse = PULSE.fullmatch(text)
        values = Pulse(*map(int, pulse.groups())) if pulse else None
        return values if values and values.seq < 2**16 and values.micros < 2**32 and max(values[2:]) < 2**24 else None
    if word[1:] in UNITS and word[0] == "@":
        found = MEASURED.fullmatch(text)
        sound = found and found[5] in UNITS[found[1]] and ("/" in found[2]) == (found[1] == "bp")
        return Measured(found[1], found[2], found[5]) if sound and not ("/" in found[2] and "." in found[2]) else None
    if word == "#ok":
        return Ok(text[4:]) if len(text) > 4 else None
    if word == "#err":
        words, _, reason = text[5:].partition(" : ")
        return Error(words, reason) if words and reason else None
    return Other(text) if text[:1] in ("#", "@") else None


def read_start(words):
    pairs = [word.partition("=") for word in words]
    if not all(key and equals for key, equals, _ in pairs):
        return None
    known = [(key, value) for key, _, value in pairs if key in Start._fields]
    facts = dict(known)
    if len(known) != len(Start._fields) or len(facts) != len(known):
        return None
    if not re.fullmatch(r"[A-Za-z0-9-]+", facts["board"]) or not re.fullmatch(rf"{NUMBER}(\.{NUMBER}){{2}}", facts["fw"]):
        return None
    if any(int(part) > 65535 for part in facts["fw"].split(".")):
        return None
    for key, least, most in (("rate", 125, 500), ("bits", 8, 24), ("vref_mv", 1, 65535), ("gain", 1, 65535),
                             ("mid", 0, 2**24), ("baud", 1, 2**32 - 1)):
        if not re.fullmatch(NUMBER, facts[key]) or not least <= int(facts[key]) <= most:
            return None
        facts[key] = int(facts[key])
    return Start(**facts) if facts["mid"] < 2 ** facts["bits"] else None


class Reader:
    """Bytes in, as they come; messages out."""

    def __init__(self):
        self.rest = b""

    def feed(self, data):
        *lines, self.rest = (self.rest + data).split(b"\n")
        return [message for line in lines if (message := read_line(line)) is not None]


def unescaped(text):
    return re.sub(rb"\\(?:x(..)|(.))",
                  lambda m: bytes([int(m[1], 16)]) if m[1] else {b"n": b"\n", b"r": b"\r", b"t": b"\t"}.get(m[2], m[2]),
                  text.encode("ascii"))


def check(path):
    failed = checked = 0
    for number, row in enumerate(open(path, encoding="ascii"), 1):
        if row.startswith("#") or not row.strip():
            continue
        kind, *fields = row.rstrip("\n").split("\t")
        if kind in ("lost", "elapsed", "carries", "microvolts", "crc", "command", "refuse", "ignore"):
            continue
        found = Reader().feed(unescaped(fields[0]))
        one = found[0] if len(found) == 1 else None
        good = {
            "sample": lambda: one == Sample(*map(int, fields[1:])),
            "start": lambda: one == Start(*fields[1:3], *map(int, fields[3:])),
            "pulse": lambda: one == Pulse(*map(int, fields[1:])),
            "measured": lambda: one == Measured(*fields[1:]),
            "version": lambda: one == Newer(int(fields[1])),
            "ok": lambda: one == Ok(fields[1]),
            "err": lambda: one == Error(*fields[1:]),
            "pass": lambda: not found or isinstance(one, Other),
            "reject": lambda: isinstance(one, Refused),
            "stream": lambda: ",".join(str(m.seq) for m in found if isinstance(m, Sample)) == fields[1].replace("-", ""),
        }[kind]()
        checked += 1
        if not good:
            failed += 1
            print(f"{path}:{number}: {kind}: found {found}", file=sys.stderr)
    print(f"protocol_reader: {checked} vectors, {failed} failed")
    return failed == 0 and checked > 100


if __name__ == "__main__":
    sys.exit(0 if check(sys.argv[1]) else 1)
