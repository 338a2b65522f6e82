#!/usr/bin/env python3
"""The sketch's host build (make host), through its pseudo-terminal."""

import os
import subprocess
import tempfile
import time
import unittest

from board import Board, losses, staircase
from board_cases import BoardCases
from protocol_reader import Start

PROGRAM = os.path.join(os.path.dirname(__file__), "..", "build", "vitalsync-host")


class HostBoard(BoardCases, unittest.TestCase):
    command = [PROGRAM]
    facts = Start("host", "1.0.0", 250, 10, 3300, 1100, 512, 115200)
    fast = (921600, 500)

    def test_a_recording_at_the_boards_rate_comes_out_sample_for_sample(self):
        source = [(i * 37) % 1024 for i in range(2500)]
        board = self.board("--for", "10", source=source)
        self.assertEqual(board.run_to_end(), 0)
        counts = [s.count for s in board.samples]
        # Taken within 20 µs of a period of 4,000: half a percent of the step to the next sample.
        self.assertGreater(len(counts), 2490)
        self.assertLessEqual(max(abs(a - b) for a, b in zip(counts, source)), 5)

    def test_an_excerpt_of_mit_bih_comes_out_in_counts(self):
        # 200 units a millivolt about 1024, packed by hand: 0, +1, −1 and −2.56 mV (which is clipped), 2 s each.
        values = [v for v in (1024, 1224, 824, 512) for _ in range(720)]
        with tempfile.NamedTemporaryFile(suffix=".dat") as file:
            for value in values:
                file.write(bytes([value & 255, value >> 8 & 15 | 0x50, 0xAA]))
            file.flush()
            board = Board([PROGRAM], [0], "--speed", "max", "--for", "8", "--source", file.name, "--format", "212",
                          "--rate", "360", "--per-millivolt", "200", "--zero", "1024")
            self.addCleanup(board.close)
            self.assertEqual(board.run_to_end(), 0)
        # 1 mV · 1100 · 1024 / 3300 mV = 341.3 counts about 512.
        levels = [s.count for s in board.samples if abs(s.micros / 1e6 % 2 - 1) < 0.5]
        self.assertEqual(sorted(set(levels)), [0, 171, 512, 853])

    def test_a_reader_that_is_behind_costs_whole_samples(self):
        board = Board([PROGRAM], staircase(250, 10), "--speed", "10", "--for", "30", "--wait")
        self.addCleanup(board.close)
        board.run_until(1)
        time.sleep(1.5)  # 15 s of board time: 100 kB that a pseudo-terminal does not hold
        self.assertEqual(board.run_to_end(), 0)
        self.assert_sound(board)
        self.assertGreater(losses(board.samples), 1000)
        seqs = [s.seq for s in board.samples]
        self.assertEqual(seqs, sorted(set(seqs)))
        self.assertTrue(all(abs(s.micros - s.seq * 4000) < 100 for s in board.samples))

    def test_a_wrong_command_line_says_so(self):
        for options, code, words in (([], 2, "--source"), (["--source", "/nowhere"], 1, "No such file"),
                                     (["--source", __file__], 1, "line 2"),
                                     (["--source", __file__, "--leads-off", "3"], 1, "--leads-off"),
                                     (["--source", __file__, "--rate", "x"], 2, "--rate")):
            done = subprocess.run([PROGRAM, *options], capture_output=True, text=True)
            self.assertEqual(done.returncode, code, options)
            self.assertIn(words, done.stderr)


if __name__ == "__main__":
    unittest.main()
