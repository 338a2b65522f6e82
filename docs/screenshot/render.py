#!/usr/bin/env python3
"""A terminal's picture: runs a command on a pty of a given size and draws what stands there as an SVG.

    docs/screenshot/render.py --size 120x36 --seconds 75 --output docs/images/monitor.svg -- vitalsync monitor ...

Needs pyte (pip install pyte). Letters are SVG text, stretched to their cells; braille dots, blocks and lines are drawn
as shapes, so that the picture is the same whatever fonts a reader has.
"""

import argparse
import fcntl
import html
import os
import pty
import select
import signal
import struct
import sys
import termios
import time

import pyte

CELL_WIDTH, CELL_HEIGHT = 9, 18
MARGIN = 14
PAPER, INK = "0b1110", "c9d6d1"
# Bits of a braille pattern to the dot's column and row (Unicode, chapter 21.1).
BRAILLE = [(0, 0), (0, 1), (0, 2), (1, 0), (1, 1), (1, 2), (0, 3), (1, 3)]
# Lines from a cell's middle to its left, right, top and bottom.
LINES = {"─": "lr", "━": "lr", "│": "tb", "┊": "tb", "┴": "lrt", "╭": "rb", "╮": "lb", "╰": "rt", "╯": "lt"}
# Blocks: x, y, width, height as shares of the cell, and opacity.
BLOCKS = {"█": (0, 0, 1, 1, 1), "▀": (0, 0, 1, 0.5, 1), "▄": (0, 0.5, 1, 0.5, 1), "░": (0, 0, 1, 1, 0.25)}


def record(command, columns, rows, seconds, keys):
    """What the command wrote in so many seconds."""
    child, master = pty.fork()
    if child == 0:
        os.environ.update(TERM="xterm-256color", COLORTERM="truecolor", LC_ALL="C.UTF-8")
        os.environ.pop("NO_COLOR", None)
        time.sleep(0.1)  # until the size is set
        os.execvp(command[0], command)
    fcntl.ioctl(master, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
    screen = pyte.Screen(columns, rows)
    stream = pyte.ByteStream(screen)
    end = time.monotonic() + seconds
    while (left := end - time.monotonic()) > 0:
        if keys and left < 2:
            os.write(master, keys.encode())
            keys = ""
        if not select.select([master], [], [], min(left, 0.1))[0]:
            continue
        try:
            data = os.read(master, 65536)
        except OSError:
            sys.exit(f"{command[0]} ended before the picture was taken")
        stream.feed(data)
    os.kill(child, signal.SIGTERM)
    os.close(master)
    os.waitpid(child, 0)
    return screen


def colour(name, default):
    """pyte's colour as six hexadecimal digits."""
    return name if len(name) == 6 and all(c in "0123456789abcdef" for c in name) else default


def shapes(screen):
    """Backgrounds, drawn characters (one path a colour) and text, as SVG elements."""
    grounds, texts = [], []
    paths, strokes = {}, {}
    for y in range(screen.lines):
        run = None
        for x in range(screen.columns + 1):
            cell = screen.buffer[y][x] if x < screen.columns else None
            text, look = "", None
            if cell is not None:
                ink, paper = colour(cell.fg, INK), colour(cell.bg, PAPER)
                if cell.reverse:
                    ink, paper = paper, ink
                if paper != PAPER:
                    grounds.append(rectangle(x, y, (0, 0, 1, 1, 1), paper))
                if not draw(cell.data, x, y, ink, paths, strokes, grounds):
                    text, look = cell.data, (ink, cell.bold)
            if run and (look != run[1] or text.strip() == ""):
                texts.append(label(*run))
                run = None
            if text.strip():
                run = (run[0] + text, look, run[2], y) if run else (text, look, x, y)
    drawn = [f'<path fill="#{ink}" d="{"".join(d)}"/>' for ink, d in paths.items()]
    drawn += [
        f'<path fill="none" stroke="#{ink}" stroke-width="{width}" d="{"".join(d)}"/>'
        for (ink, width), d in strokes.items()
    ]
    return grounds + drawn + texts


def place(x, y):
    return MARGIN + x * CELL_WIDTH, MARGIN + y * CELL_HEIGHT


def rectangle(x, y, block, ink):
    left, top = place(x, y)
    dx, dy, width, height, opacity = block
    return (
        f'<rect x="{left + dx * CELL_WIDTH:g}" y="{top + dy * CELL_HEIGHT:g}" width="{width * CELL_WIDTH:g}" '
        f'height="{height * CELL_HEIGHT:g}" fill="#{ink}"' + (f' opacity="{opacity}"/>' if opacity < 1 else "/>")
    )


def draw(character, x, y, ink, paths, strokes, rectangles):
    """Draws a character that is no letter; False where it is one."""
    left, top = place(x, y)
    if "\u2800" <= character <= "\u28ff":
        for bit, (column, row) in enumerate(BRAILLE):
            if (ord(character) - 0x2800) >> bit & 1:
                cx, cy = left + (0.25 + 0.5 * column) * CELL_WIDTH, top + (0.125 + 0.25 * row) * CELL_HEIGHT
                paths.setdefault(ink, []).append(f"M{cx - 1.9:g} {cy:g}a1.9 1.9 0 1 0 3.8 0a1.9 1.9 0 1 0-3.8 0")
        return True
    if character in BLOCKS:
        rectangles.append(rectangle(x, y, BLOCKS[character], ink))
        return True
    if character in LINES:
        cx, cy = left + CELL_WIDTH / 2, top + CELL_HEIGHT / 2
        ends = {"l": f"H{left:g}", "r": f"H{left + CELL_WIDTH:g}", "t": f"V{top:g}", "b": f"V{top + CELL_HEIGHT:g}"}
        strokes.setdefault((ink, 2.5 if character == "━" else 1), []).extend(
            f"M{cx:g} {cy:g}{ends[end]}" for end in LINES[character]
        )
        return True
    return False


def label(text, look, x, y):
    left, top = place(x, y)
    weight = ' font-weight="bold"' if look[1] else ""
    return (
        f'<text x="{left:g}" y="{top + 0.74 * CELL_HEIGHT:g}" textLength="{len(text) * CELL_WIDTH}" '
        f'lengthAdjust="spacingAndGlyphs" fill="#{look[0]}"{weight}>{html.escape(text)}</text>'
    )


def svg(screen):
    width = screen.columns * CELL_WIDTH + 2 * MARGIN
    height = screen.lines * CELL_HEIGHT + 2 * MARGIN
    return "\n".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" '
            f'height="{height}" font-family="ui-monospace, Menlo, Consolas, \'DejaVu Sans Mono\', monospace" '
            f'font-size="14">',
            f'<rect width="{width}" height="{height}" rx="10" fill="#{PAPER}"/>',
            *shapes(screen),
            "</svg>\n",
        ]
    )


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--size", default="120x36", help="columns x rows")
    parser.add_argument("--seconds", type=float, default=10, help="how long the command runs before the picture")
    parser.add_argument("--keys", default="", help="typed two seconds before the picture")
    parser.add_argument("--output", required=True)
    parser.add_argument("command", nargs=argparse.REMAINDER)
    options = parser.parse_args()
    command = options.command[1:] if options.command[:1] == ["--"] else options.command
    if not command:
        parser.error("no command given")
    columns, rows = (int(part) for part in options.size.split("x"))
    screen = record(command, columns, rows, options.seconds, options.keys)
    with open(options.output, "w", encoding="utf-8") as file:
        file.write(svg(screen))


if __name__ == "__main__":
    main()
