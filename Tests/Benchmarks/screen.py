"""A program on a terminal of its own, and what it costs there."""

import fcntl
import os
import pty
import re
import select
import signal
import struct
import termios
import time

ESCAPE = re.compile(rb"\x1b(?:\[[0-?]*[ -/]*[@-~]|\][^\x07\x1b]*(?:\x07|\x1b\\)|[@-Z\\-_])")
TICKS = os.sysconf("SC_CLK_TCK")


class Screen:
    def __init__(self, command, columns, rows):
        self.pid, self._terminal = pty.fork()
        if self.pid == 0:
            os.environ.update(TERM="xterm-256color", LANG="C.UTF-8")
            time.sleep(0.1)  # until the parent has set the size
            os.execv(command[0], command)
        fcntl.ioctl(self._terminal, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
        os.set_blocking(self._terminal, False)
        self.bytes = self.bursts = 0

    def watch(self, seconds, until=None):
        """Reads for a time, or until the words are painted: then the moment, otherwise None."""
        end, tail = time.monotonic() + seconds, b""
        while (left := end - time.monotonic()) > 0:
            if not select.select([self._terminal], [], [], left)[0]:
                continue
            try:
                data = os.read(self._terminal, 1 << 16)
            except OSError:
                break
            moment = time.monotonic()
            self.bytes += len(data)
            self.bursts += 1
            tail = (tail + data)[-8192:]
            if until and until in ESCAPE.sub(b"", tail).lower():
                return moment
        return None

    def cpu_seconds(self):
        with open(f"/proc/{self.pid}/stat", encoding="ascii") as file:
            fields = file.read().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / TICKS

    def resident_megabytes(self):
        with open(f"/proc/{self.pid}/status", encoding="ascii") as file:
            peak = next(line for line in file if line.startswith("VmHWM"))
        return int(peak.split()[1]) / 1024

    def alive(self):
        return os.waitid(os.P_PID, self.pid, os.WEXITED | os.WNOHANG | os.WNOWAIT) is None

    def close(self, key=b"q"):
        """Presses the key to quit; the exit code, or -9 where it had to be killed."""
        if self.alive():
            os.write(self._terminal, key)
            end = time.monotonic() + 5
            while self.alive() and time.monotonic() < end:
                self.watch(0.05)
            if self.alive():
                os.kill(self.pid, signal.SIGKILL)
        code = os.waitstatus_to_exitcode(os.waitpid(self.pid, 0)[1])
        os.close(self._terminal)
        return code
