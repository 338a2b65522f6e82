import BoardLink
import Glibc
import Testing

/// The promises about time, from heart to beat: a synthetic heart whose R waves are known, a board, its UART, its bridge, the
/// link, the pipeline. `make link-time` prints all rows, an hour each; here each promise is held for five minutes.
@Suite struct LinkTimeTests {
  struct Example: Sendable, CustomStringConvertible {
    let name: String
    let board: TimedBoard
    /// Bar for the standard deviation of interval errors, in milliseconds.
    let bar: Double
    var description: String { "\(name), seed \(board.seed)" }

    init(_ name: String, bar: Double, seed: UInt64 = 1, _ set: (inout TimedBoard) -> Void) {
      var board = TimedBoard()
      board.seed = seed
      set(&board)
      self.name = name
      self.board = board
      self.bar = bar
    }
  }

  static let examples: [Example] =
    [UInt64(1), 2, 3].map { seed in
      Example("vitalsync, 50 ppm", bar: 1, seed: seed) {
        $0.wire = .vitalsync
        $0.skew = 50e-6
      }
    }
    + [UInt64(4), 5].map { seed in
      Example("vitalsync, 1 % fast", bar: 1, seed: seed) {
        $0.wire = .vitalsync
        $0.skew = 0.01
      }
    }
    + [UInt64(1), 2].map { seed in
      Example("micros, up to 3 ms late, -300 ppm", bar: 1, seed: seed) {
        $0.stamp = .microseconds
        $0.unevenness = 0.003
        $0.skew = -300e-6
      }
    }
    + [UInt64(1), 2].map { seed in
      Example("millis, 232.7 Hz, 300 ppm", bar: 1, seed: seed) {
        $0.stamp = .milliseconds
        $0.hertz = 232.7
        $0.skew = 300e-6
      }
    }
    + [UInt64(1), 2].map { seed in
      Example("millis, 250 Hz, 1 % fast", bar: 1, seed: seed) {
        $0.stamp = .milliseconds
        $0.skew = 0.01
      }
    }
    + [UInt64(1), 2, 3].map { seed in
      Example("UART-limited, 9600 baud", bar: 3, seed: seed) {
        $0.hertz = 1000
        $0.baud = 9600
        $0.midScale = 900
        $0.skew = 50e-6
      }
    }
    + [0.001, 0.008, 0.016].map { timer in
      Example("unstamped 115200, \(Int(timer * 1000)) ms timer", bar: 4, seed: UInt64(timer * 1000)) {
        $0.latencyTimer = timer
        $0.skew = -280e-6
      }
    }
    + [32, 64].map { packet in
      Example("unstamped 115200, \(packet)-byte packets, 1 % fast", bar: 4, seed: UInt64(packet)) {
        $0.packetBytes = packet
        $0.skew = 0.01
      }
    }

  @Test(arguments: examples) func intervalsAndRateAreTrue(_ example: Example) throws {
    let run = try TimedRun(example.board, minutes: 5)
    let milliseconds = run.intervalDeviation * 1000
    let told = try #require(run.hertzAfterHalfMinute)
    let truth = run.trueHertz(example.board)
    print(
      "\(example): RR SD \(rounded(milliseconds)) ms, worst \(rounded(run.worstInterval * 1000)) ms, rate off by"
        + " \(rounded((told / truth - 1) * 1e6)) ppm, drift \(rounded(run.drift * 1000)) ms, skew"
        + " \(run.status.skew.map { rounded($0 * 1e6) } ?? "none") ppm, beats \(run.errors.count) of \(run.beats),"
        + " \(run.status.rateReason ?? "")")
    #expect(run.streams.count == 1)
    #expect(milliseconds <= example.bar)
    #expect(abs(told / truth - 1) < 0.001)
    #expect(run.drift < 0.020)
    #expect(run.errors.count > run.beats - 15)
    #expect(run.status.counts.lost == 0)
    #expect(run.status.counts.torn <= 1)
    if let skew = run.status.skew { #expect(abs(skew - example.board.skew) < 10e-6) }
  }

  private func rounded(_ value: Double) -> String {
    value.isFinite ? "\((value * 100).rounded() / 100)" : "\(value)"
  }
}
