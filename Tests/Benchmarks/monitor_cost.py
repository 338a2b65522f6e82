#!/usr/bin/env python3
"""What the live monitor costs, measured through two real ptys: a board on one, a terminal on the other.

    monitor_cost.py VITALSYNC [--seconds 60] [--columns 200] [--rows 50] [--rate 250]

The board side writes docs/protocol.md sample lines, one each 1/rate s: a flat line with a narrow 1.5 mV pulse every second.
Prints  CPU      user + system time of the process over the wall time, after a warm-up of 10 s, in percent of one core;
        memory   the largest resident set (VmHWM);
        latency  from the write of the line that carries a pulse's top to the first byte of terminal output
                 that paints a cell well above the base line: median, 95th percentile, worst.
The kernel's pty, the scheduler and this script's own poll are in the latency; nothing is subtracted.
"""
import argparse, binascii, fcntl, os, pty, re, select, signal, statistics, struct, subprocess, sys, termios, time

GAIN, VREF, BITS, MID = 1100, 3300, 12, 2048
WARM_UP = 10.0


def counts(millivolts):
    return round(MID + millivolts * GAIN * 2**BITS / VREF)


def line(body):
    return b"%s*%04X\n" % (body, binascii.crc_hqx(body, 0xFFFF))


def raw(fd):
    import tty
    tty.setraw(fd)


class Rows:
    """Follows which rows a terminal program writes to: cursor addressing and line feeds are enough for that."""
    MOVE = re.compile(rb"\x1b\[(\d*)(?:;\d*)?H|(\n)|\x1b\[[0-9;?]*[A-Za-z]|([^\x00-\x20\x1b][^\x00-\x1f\x1b]*)")

    def __init__(self):
        self.row, self.rest = 1, b""

    def painted(self, data):
        """Rows in which something other than blanks was written."""
        data, rows = self.rest + data, set()
        cut = data.rfind(b"\x1b")
        self.rest = b""
        if cut >= 0 and not re.match(rb"\x1b\[[0-9;?]*[A-Za-z]", data[cut:]):
            data, self.rest = data[:cut], data[cut:]
        for match in self.MOVE.finditer(data):
            if match.group(0).endswith(b"H") and match.group(0).startswith(b"\x1b"):
                self.row = int(match.group(1) or 1)
            elif match.group(2):
                self.row += 1
            elif match.group(3) and match.group(3).strip(b" \xe2\xa0\x80"):
                rows.add(self.row)
        return rows


def main():
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("vitalsync")
    p.add_argument("--seconds", type=float, default=60)
    p.add_argument("--columns", type=int, default=200)
    p.add_argument("--rows", type=int, default=50)
    p.add_argument("--rate", type=int, default=250)
    a = p.parse_args()

    board, board_end = pty.openpty()
    raw(board_end)
    port = os.ttyname(board_end)
    screen, screen_end = pty.openpty()
    fcntl.ioctl(screen_end, termios.TIOCSWINSZ, struct.pack("HHHH", a.rows, a.columns, 0, 0))
    environment = dict(os.environ, TERM="xterm-256color", COLORTERM="truecolor", LC_ALL="C.UTF-8")
    process = subprocess.Popen(
        [a.vitalsync, "monitor", port, "--baud", "115200", "--wire", "vitalsync", "--no-journal"],
        stdin=screen_end, stdout=screen_end, stderr=screen_end, env=environment, start_new_session=True)

    def cpu_seconds():
        fields = open(f"/proc/{process.pid}/stat").read().rsplit(")", 1)[1].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    start_line = line(b"#vitalsync 1 board=bench fw=1.0.0 rate=%d bits=%d vref_mv=%d gain=%d mid=%d baud=115200"
                      % (a.rate, BITS, VREF, GAIN, MID))
    rows, sequence, start, index = Rows(), 0, time.monotonic() + 0.5, 0
    waiting, latencies, drawn = None, [], 0
    cpu_from = wall_from = None
    base_rows = None
    end = start + WARM_UP + a.seconds
    sent_start = False
    os.set_blocking(board, False)
    while (now := time.monotonic()) < end:
        if process.poll() is not None:
            sys.exit(f"the monitor ended with status {process.returncode}")
        if cpu_from is None and now >= start + WARM_UP:
            cpu_from, wall_from, drawn = cpu_seconds(), now, 0
        due = start + index / a.rate
        ready, _, _ = select.select([screen, board], [], [], max(0, due - now))
        if board in ready:
            if b"id" in os.read(board, 4096):
                sent_start = False
        if screen in ready:
            data = os.read(screen, 1 << 16)
            arrived = time.monotonic()
            drawn += len(data)
            painted = rows.painted(data)
            if waiting and any(a.rows * 0.15 < r < waiting[1] for r in painted):
                latencies.append((arrived - waiting[0]) * 1000)
                waiting = None
        if time.monotonic() >= due:
            if not sent_start and index > 5:
                os.write(board, start_line)
                sent_start = True
            phase = index % a.rate
            value = {0: 0.5, 1: 1.5, 2: 1.5, 3: 0.5}.get(phase, 0.0)
            body = b"%d,%d,%d,0" % (sequence & 0xFFFF, (index * 1_000_000 // a.rate) & 0xFFFFFFFF, counts(value))
            os.write(board, line(body))
            if phase == 1 and wall_from is not None:
                waiting = (time.monotonic(), a.rows * 0.45)
            elif phase > a.rate // 2:
                waiting = None
            sequence += 1
            index += 1
    wall = time.monotonic() - wall_from
    cpu = cpu_seconds() - cpu_from
    peak = next(l.split()[1] for l in open(f"/proc/{process.pid}/status") if l.startswith("VmHWM"))
    process.send_signal(signal.SIGTERM)
    deadline = time.monotonic() + 10
    while process.poll() is None and time.monotonic() < deadline:
        if select.select([screen], [], [], 0.1)[0]:
            os.read(screen, 1 << 16)
    ordered = sorted(latencies)
    print(f"monitor, {a.rate} Hz, {a.columns}x{a.rows}, {wall:.0f} s:")
    print(f"  CPU      {100 * cpu / wall:6.2f} % of one core          (bar: 3 %)")
    print(f"  memory   {int(peak) / 1024:6.1f} MB resident at most    (bar: 40 MB)")
    print(f"  drawn    {drawn / wall / 1000:6.1f} kB/s")
    if ordered:
        print(f"  latency  {statistics.median(ordered):6.1f} ms median, {ordered[int(0.95 * (len(ordered) - 1))]:.1f} ms 95th percentile, "
              f"{ordered[-1]:.1f} ms worst, {len(ordered)} pulses    (bar: 50 ms median)")
    else:
        print("  latency  no pulse was seen on the screen")


if __name__ == "__main__":
    main()
