"""What every board must do, whichever it is: the cases that host_test.py and simulator_test.py run."""

from board import Board, level, losses, mean_rate, staircase
from protocol_reader import Error, Ok, Pulse, Refused, Sample, Start


def between(a, value, b):
    return min(a, b) <= value <= max(a, b)


class BoardCases:
    """Mixed into a unittest.TestCase that sets `command`, `facts` (the start line at 250 Hz) and `fast` (baud, rate)."""

    def board(self, *options, source=None):
        board = Board(self.command, source or staircase(250, 100), "--speed", "max", *options)
        self.addCleanup(board.close)
        return board

    def assert_whole(self, samples, rate, seconds):
        self.assertEqual(losses(samples), 0)
        self.assertAlmostEqual(len(samples), rate * seconds, delta=rate * 0.1)
        self.assertAlmostEqual(mean_rate(samples), rate, delta=rate * 1e-4)

    def assert_sound(self, board):
        self.assertEqual([m for m in board.said if isinstance(m, Refused)], [])

    def test_a_minute_is_whole_and_true(self):
        board = self.board("--for", "60", "--rate", "2000", source=staircase(2000, 61))
        self.assertEqual(board.run_to_end(), 0)
        self.assert_sound(board)
        self.assertEqual(board.said[0], self.facts)
        self.assertEqual(board.samples[0].seq, 0)
        self.assert_whole(board.samples, 250, 60)
        # Every count is the one the signal had at that stamp: the board's clock, its numbers and the world agree to the
        # millisecond (the clock begins when the program does, a little after the power) for the whole minute.
        wrong = [s for s in board.samples if not between(level(s.micros / 1e6), s.count, level(s.micros / 1e6 + 0.001))]
        self.assertEqual(wrong, [])
        self.assertGreater(len({s.count for s in board.samples}), 50)

    def test_the_highest_rate_of_the_default_speed_is_whole(self):
        board = self.board("--for", "61")
        board.run_until(0.2)
        board.ask("rate 364")
        self.assertTrue(board.listen(lambda m: m == self.facts._replace(rate=364)))
        fast_from = len(board.samples) + 10
        for second in range(1, 59, 3):
            board.run_until(second)
            board.ask("id")
        self.assertEqual(board.run_to_end(), 0)
        self.assert_sound(board)
        self.assertEqual(board.said.count(self.facts._replace(rate=364)), 21)
        self.assertEqual(losses(board.samples), 0)
        self.assertAlmostEqual(mean_rate(board.samples[fast_from:]), 364, delta=0.364)

    def test_a_faster_line_carries_500_a_second(self):
        baud, rate = self.fast
        board = self.board("--for", "20")
        board.run_until(0.1)
        board.ask("rate 500")
        self.assertTrue(board.listen(lambda m: isinstance(m, Error)))
        board.ask(f"baud {baud}")
        self.assertTrue(board.listen(lambda m: m == self.facts._replace(baud=baud)))
        board.ask(f"rate {rate}")
        self.assertTrue(board.listen(lambda m: m == self.facts._replace(baud=baud, rate=rate)))
        fast_from = len(board.samples) + 10
        self.assertEqual(board.run_to_end(), 0)
        self.assert_sound(board)
        self.assertEqual([m for m in board.said if isinstance(m, Ok)], [Ok(f"baud {baud}"), Ok(f"rate {rate}")])
        self.assertEqual(losses(board.samples), 0)
        self.assertAlmostEqual(mean_rate(board.samples[fast_from:]), rate, delta=rate * 1e-3)

    def test_leads_off_is_reported_when_it_happens(self):
        board = self.board("--for", "8", "--leads-off", "2-3:+,4-5:-,6-7:both")
        self.assertEqual(board.run_to_end(), 0)
        self.assertEqual(losses(board.samples), 0)
        for sample in board.samples:
            at = sample.micros / 1e6
            if abs(at - round(at)) < 0.02:
                continue  # beside a change
            self.assertEqual(sample.leads, {2: 1, 4: 2, 6: 3}.get(int(at), 0), sample)
            if sample.leads & 1:
                self.assertEqual(sample.count, 1023)
            elif sample.leads:
                self.assertEqual(sample.count, 0)

    def test_the_light_of_a_finger_comes_beside_the_heart(self):
        board = self.board("--for", "30", "--finger", "ratio=0.5,bpm=60,from=3,to=27")
        self.assertEqual(board.run_to_end(), 0)
        self.assert_sound(board)
        self.assert_whole(board.samples, 250, 30)
        light = [m for m in board.said if isinstance(m, Pulse)]
        # 24 s of 25 a second, less the second that may pass until the sensor is looked for.
        self.assertTrue(570 <= len(light) <= 600, len(light))
        self.assertEqual([b.seq - a.seq for a, b in zip(light, light[1:])], [1] * (len(light) - 1))
        rate = (len(light) - 1) * 1e6 / (light[-1].micros - light[0].micros)
        self.assertAlmostEqual(rate, 25, delta=0.1)
        depth = [1 - min(values) / max(values) for values in zip(*((m.red, m.infrared) for m in light))]
        self.assertAlmostEqual(depth[0] / depth[1], 0.5, delta=0.005)

    def test_stop_is_silence_and_start_goes_on(self):
        # The board does not wait for us: at this length it outlasts a busy computer.
        board = self.board("--for", "60")
        board.run_until(1)
        board.ask("stop")
        self.assertTrue(board.listen(lambda m: m == Ok("stop")))
        stopped = len(board.said)
        self.assertEqual(board.said[-1], Ok("stop"))
        board.ask("id")
        self.assertTrue(board.listen(lambda m: isinstance(m, Start)))
        self.assertEqual(board.said[stopped:], [self.facts])
        board.ask("start")
        self.assertEqual(board.run_to_end(), 0)
        self.assert_sound(board)
        self.assertEqual(losses(board.samples), 0)
        self.assertGreater(len(board.samples), 250)

    def test_garbage_is_answered_and_harmless(self):
        # The board does not wait for us here either.
        board = self.board("--for", "60")
        board.run_until(1)
        for nonsense in ("hello", "RATE 250", "rate", "rate 99999999999", "baud 9600", "\x7f\x01*:", "x" * 60):
            board.ask(nonsense)
            self.assertTrue(board.listen(lambda m: isinstance(m, Error)), nonsense)
        board.ask("id")
        self.assertTrue(board.listen(lambda m: m == self.facts))
        self.assertEqual(board.run_to_end(), 0)
        self.assert_sound(board)
        self.assertEqual(len([m for m in board.said if isinstance(m, Error)]), 7)
        self.assert_whole(board.samples, 250, 60)
