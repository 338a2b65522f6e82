"""A board on a pseudo-terminal: docs/protocol.md at 250 Hz, paced, whose leads come off when told."""

import math
import os
import pty
import threading
import time
import tty

RATE = 250
START = f"#vitalsync 1 board=host fw=1.0.0 rate={RATE} bits=10 vref_mv=3300 gain=1100 mid=512 baud=115200"


def crc16(data):
    """CRC-16/IBM-3740: polynomial 0x1021, initial value 0xFFFF."""
    crc = 0xFFFF
    for byte in data:
        crc ^= byte << 8
        for _ in range(8):
            crc = (crc << 1 ^ 0x1021 if crc & 0x8000 else crc << 1) & 0xFFFF
    return crc


def line(words):
    return f"{words}*{crc16(words.encode()):04X}\n".encode()


def count(at):
    """A narrow hump once a second over a flat line: a heart to a beat detector, and nothing more."""
    phase = at / RATE % 1 - 0.5
    return 512 + round(340 * math.exp(-((phase / 0.012) ** 2)) - 60 * math.exp(-(((phase - 0.03) / 0.015) ** 2)))


class Board:
    def __init__(self):
        self._master, slave = pty.openpty()
        tty.setraw(slave)
        os.set_blocking(self._master, False)
        # Kept open, so that the line does not hang up between two listeners.
        self._slave = slave
        self.port = os.ttyname(slave)
        self._leads = 0
        self._ask = None
        self._told = threading.Event()
        self._ended = False
        self._thread = threading.Thread(target=self._stream, daemon=True)
        self._thread.start()

    def set_leads(self, leads):
        """From the next sample on; returns the moment at which that sample's last byte was written."""
        self._told.clear()
        self._ask = leads
        self._told.wait(1)
        return self._moment

    def end(self):
        self._ended = True
        self._thread.join()
        os.close(self._slave)
        os.close(self._master)

    def _stream(self):
        began = time.monotonic()
        self._write(line(START))
        at = 0
        while not self._ended:
            time.sleep(max(0, began + at / RATE - time.monotonic()))
            asked, self._ask = self._ask, None
            if asked is not None:
                self._leads = asked
            self._write(line(f"{at % 65536},{at * 1_000_000 // RATE % (1 << 32)},{count(at)},{self._leads}"))
            self._moment = time.monotonic()
            if asked is not None:
                self._told.set()
            self._answer()
            at += 1

    def _answer(self):
        try:
            if b"id" in os.read(self._master, 256):
                self._write(line(START))
        except OSError:
            pass

    def _write(self, data):
        try:
            os.write(self._master, data)
        except BlockingIOError:
            pass
