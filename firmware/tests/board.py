"""A board under test: a program whose serial port is a pseudo-terminal, run faster than real time, and what it said."""

import os
import re
import select
import subprocess
import tempfile
import termios
import time
import tty

from protocol_reader import Reader, Sample


def staircase(rate, seconds, step=0.5, counts=1024):
    """A signal that tells the time: every `step` seconds another level, each far from its neighbours."""
    return [level(i / rate, step, counts) for i in range(int(rate * seconds))]


def level(at, step=0.5, counts=1024):
    return 100 + int(at / step + 1e-9) * 389 % (counts - 200)


class Board:
    def __init__(self, command, source, *options):
        self.folder = tempfile.TemporaryDirectory()
        path = os.path.join(self.folder.name, "source.txt")
        with open(path, "w") as file:
            file.write("\n".join(map(str, source)) + "\n")
        self.link = os.path.join(self.folder.name, "port")
        self.process = subprocess.Popen([*command, "--source", path, "--link", self.link, *options],
                                        stdout=subprocess.PIPE, text=True)
        port = self.process.stdout.readline().strip()
        if os.path.realpath(self.link) != port:
            raise AssertionError(f"the link leads to {os.path.realpath(self.link)}, the program says {port}")
        self.fd = os.open(self.link, os.O_RDWR | os.O_NOCTTY | os.O_NONBLOCK)
        tty.setraw(self.fd, termios.TCSANOW)
        self.reader = Reader()
        self.said = []

    def ask(self, command):
        os.write(self.fd, command.encode("ascii") + b"\n")

    def listen(self, until, wall_seconds=120):
        """Reads until `until(message)` holds, or the board has ended; at most so long. Returns whether it held."""
        deadline = time.monotonic() + wall_seconds
        while time.monotonic() < deadline:
            if not select.select([self.fd], [], [], 0.2)[0]:
                if self.process.poll() is not None:
                    return False
                continue
            try:
                data = os.read(self.fd, 65536)
            except OSError:
                return False  # EIO: the board is gone
            if not data:
                return False
            messages = self.reader.feed(data)
            self.said += messages
            if any(until(message) for message in messages):
                return True
        raise AssertionError(f"no end after {wall_seconds} s; last: {self.said[-3:]}")

    def run_until(self, board_seconds):
        return self.listen(lambda m: isinstance(m, Sample) and m.micros >= board_seconds * 1e6)

    def run_to_end(self):
        self.listen(lambda m: False)
        return self.process.wait(timeout=10)

    def close(self):
        self.process.terminate()
        self.process.wait(timeout=10)
        self.process.stdout.close()
        os.close(self.fd)
        self.folder.cleanup()

    @property
    def samples(self):
        return [message for message in self.said if isinstance(message, Sample)]


def losses(samples):
    """Samples missing between the first and the last, by number."""
    return sum((b.seq - a.seq - 1) % 65536 for a, b in zip(samples, samples[1:]))


def mean_rate(samples):
    steps = sum((b.seq - a.seq) % 65536 for a, b in zip(samples, samples[1:]))
    micros = sum((b.micros - a.micros) % 2**32 for a, b in zip(samples, samples[1:]))
    return steps / micros * 1e6
