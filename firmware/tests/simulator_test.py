#!/usr/bin/env python3
"""The Uno's own program (make uno) in simavr (make simulator), through its UART."""

import os
import unittest

from board_cases import BoardCases
from protocol_reader import Start

BUILD = os.path.join(os.path.dirname(__file__), "..", "build")


class SimulatedUno(BoardCases, unittest.TestCase):
    command = [os.path.join(BUILD, "vitalsync-simulator"), os.path.join(BUILD, "uno", "vitalsync.elf")]
    facts = Start("uno", "1.0.0", 250, 10, 5000, 1100, 338, 115200)
    fast = (250000, 500)


if __name__ == "__main__":
    unittest.main()
