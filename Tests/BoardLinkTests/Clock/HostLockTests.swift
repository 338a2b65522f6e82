import BoardLink
import Glibc
import TestSupport
import Testing

/// An hour of a clock that is off, seen through 16-ms batches and 200-ms delays: where the grid stands, against true time.
@Suite struct HostLockTests {
  private struct Hour {
    /// Farthest that the grid stood from true time, in seconds, after the first two minutes.
    var worst = 0.0
    /// Before the first correction.
    var samplesUntouched = 0
    var lock = HostLock()
  }

  private func hour(skew: Double, seed: UInt64, wander: Double = 0) -> Hour {
    var random = TestSupport.SeededGenerator(seed: seed)
    var result = Hour()
    result.lock.begin(at: 0, unitSeconds: 1.0 / 250, follows: true)
    var grid = 0.0
    var count = 0.0
    for batch in 1...225_000 {
      let time = Double(batch) * 0.016
      // A resonator that warms up: the skew moves by `wander` with a time constant of ten minutes.
      let warming = wander * (time - 600 * (1 - exp(-time / 600)))
      let taken = ((time * (1 + skew) + warming) * 250).rounded(.down)
      let delay = 0.001 * random.uniform() + (random.uniform() < 0.002 ? 0.2 * random.uniform() : 0)
      result.lock.observe(count: taken, arrivalNanoseconds: UInt64((1000 + time + delay) * 1e9))
      let seconds = (taken - count) / 250 * result.lock.stretch
      result.lock.place(count: taken, seconds: seconds)
      count = taken
      grid += seconds
      if result.lock.stretch == 1 { result.samplesUntouched = Int(taken) }
      if time > 120 { result.worst = max(result.worst, abs(grid - time)) }
    }
    return result
  }

  @Test(
    arguments: [(0.0, 1), (2e-6, 2), (50e-6, 3), (-280e-6, 4), (300e-6, 5), (0.01, 6), (-0.01, 7)] as [(Double, UInt64)]
  )
  func anHourStaysWithinTwentyMilliseconds(_ skew: Double, _ seed: UInt64) throws {
    let hour = hour(skew: skew, seed: seed)
    // A sample is 4 ms long, and the batch's newest may be that old.
    #expect(hour.worst < 0.020)
    let slope = try #require(hour.lock.slope)
    // Batches beat with samples: a saw-tooth of 4 ms, at 50 ppm of 80 s, of which five minutes hold less than four.
    #expect(abs(slope / 250 - 1 - skew) < 5e-6)
    #expect(hour.lock.isLocked == (abs(skew) > 3e-6))
  }

  @Test func aClockThatWarmsUpIsFollowed() {
    let hour = hour(skew: 200e-6, seed: 8, wander: 100e-6)
    #expect(hour.worst < 0.020)
  }

  /// What is within 10 ms is not touched: at 50 ppm the first 200 s less what the measurement is off.
  @Test func aGoodClockIsLeftAlone() {
    #expect(hour(skew: 0, seed: 9).samplesUntouched == 900_000)
    #expect(hour(skew: 50e-6, seed: 10).samplesUntouched > 250 * 100)
  }
}
