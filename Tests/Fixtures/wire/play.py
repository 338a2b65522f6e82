#!/usr/bin/env python3
"""Plays a wire fixture on a pty, as the board would: `play.py NAME LINK`. LINK is made to the port; plays over and over from
when a program opens it, and ends with that program. A port at another baud reads garbage. A polled board answers, one line a byte."""
import fcntl
import json
import os
import pathlib
import pty
import select
import struct
import sys
import time
import tty

HERE = pathlib.Path(__file__).parent
name, link = sys.argv[1:3]
row = json.loads((HERE / "rows.json").read_text())[name]
data = (HERE / f"{name}.bin").read_bytes()
TCGETS2 = 0x802C542A
ends, at = [], 0.0
if row["wire"] not in ("ec-packet", "openview") and not row.get("uart"):
    periods, usual = row.get("periods", {}), 1 / row.get("lines_per_period", 1)
    for place, byte in enumerate(data):
        if byte == 10:
            at += periods.get(str(len(ends)), usual) / row["hertz"]
            ends.append((at, place + 1))
length = at or len(row["samples"]) / row["hertz"]
lines = data.split(b"\n")[:-1]

master, slave = pty.openpty()
tty.setraw(master)
os.symlink(os.ttyname(slave), link)
os.close(slave)
os.set_blocking(master, False)
poller = select.poll()
poller.register(master, select.POLLIN)


def closed():
    return any(event & select.POLLHUP for _, event in poller.poll(0))


deadline = time.monotonic() + 60
while closed():
    time.sleep(0.005)
    if time.monotonic() > deadline:
        sys.exit("nobody opened the port")
began, sent, k = time.monotonic(), 0, 0
while not closed():
    now = time.monotonic() - began
    rounds, rest = divmod(now, length)
    try:
        asked = os.read(master, 256)
    except BlockingIOError:
        asked = b""
    out = b""
    if row["wire"] == "polled":
        out = b"".join(lines[int(now * row["hertz"]) % len(lines)] + b"\n" for _ in asked)
    else:
        if ends:
            k = 0 if rest < (ends[k - 1][0] if k else 0) else k
            while k < len(ends) and ends[k][0] <= rest:
                k += 1
            due = ends[k - 1][1] if k else 0
        else:
            due = int(rest / length * len(data))
        due += int(rounds) * len(data)
        out = bytes(data[i % len(data)] for i in range(sent, due))
        sent = due
    # Any baud, through termios2: four words of flags, a line, nineteen characters, two speeds.
    baud = struct.unpack("4I20B2I", fcntl.ioctl(master, TCGETS2, bytes(44)))[-1]
    if out and baud != row["baud"]:
        out = bytes(0x80 | (b * 167 + 13) & 0xFF for b in out)
    try:
        os.write(master, out)
    except (BlockingIOError, OSError):
        pass
    time.sleep(0.0005 if row["wire"] == "polled" else 0.002)
