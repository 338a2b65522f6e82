import TestSupport
import Testing

@testable import ECGCore

@Suite("Early beats by the clock")
struct EarlyBeatsTests {
  static let rate = SampleRate(hertz: 1000)

  /// Plays intervals in seconds through the gate, looks each second, and returns the largest count of any look, and the newest
  /// comparison of effort with calm.
  func play(_ intervals: [Double], maximum: Double? = nil) throws -> (
    most: Double, share: Double, inEffort: Reading<Double>
  ) {
    let rate = try #require(Self.rate)
    var early = EarlyBeats(rate: rate, limits: HeartRateLimits(maximum: maximum))
    var gate = IntervalGate()
    var watch = FibrillationWatch()
    var at = 0.0
    var second = 1
    var most = 0.0
    var several = 0.0
    for seconds in intervals {
      let interval = RRInterval(
        from: 1000 * at, to: 1000 * (at + seconds), seconds: seconds, verdict: gate.verdict(seconds: seconds))
      at += seconds
      early.append(interval)
      watch.append(interval, form: nil)
      while Double(second) <= at {
        early.look(
          .value(60 / seconds), second: QualitySecond(start: 1000 * (second - 1), count: 1000, index: 1, state: .good),
          end: 1000 * second, fibrillation: watch.isSettling ? .refused(.settling) : .value(watch.confidence))
        most = max(most, early.recent.value ?? 0)
        several += early.recent.value ?? 0 >= 2 ? 1 : 0
        second += 1
      }
    }
    return (most, several / Double(second), early.inEffort)
  }

  static let steady = [Double](repeating: 1, count: 40)

  @Test("a beat 35 % early with its pause counts, one 10 % early does not, nor a split interval")
  func counted() throws {
    #expect(try play(Self.steady + [0.65, 1.35, 1, 1, 0.65, 1.35, 1, 1, 1]).most == 2)
    #expect(try play(Self.steady + [0.65, 1, 1, 1, 1]).most == 1)
    #expect(try play(Self.steady + [0.9, 1.1, 1, 0.9, 1.1, 1, 1]).most == 0)
    #expect(try play(Self.steady + [0.4, 0.6, 1, 0.4, 0.6, 1, 1]).most == 0)
    #expect(try play(Self.steady + [1.5, 1, 1, 1.6, 1, 1]).most == 0)
  }

  @Test("bigeminy is five in ten seconds")
  func bigeminy() throws {
    var intervals = Self.steady
    for _ in 0..<40 { intervals += [0.65, 1.35] }
    #expect((4...6).contains(try play(intervals).most))
  }

  @Test("where the intervals follow no pattern there is hardly ever an early beat", arguments: [1, 2, 3])
  func fibrillation(seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    var script = RhythmScript()
    script.fibrillation(bpm: 80, for: 300, from: &generator)
    // Before the first decisions nothing is told.
    let share = try play(script.intervals).share
    #expect(share <= 0.1, "told in \(share) of the seconds")
  }

  @Test("twice as many in effort as before it is growth, as many is not")
  func effort() throws {
    func session(calmEvery: Int, effortEvery: Int) -> [Double] {
      var intervals: [Double] = []
      for (length, count, every) in [(1.0, 240, calmEvery), (0.4, 600, effortEvery)] {
        for beat in 0..<count / (every + 2) {
          intervals += [Double](repeating: length, count: every + beat % 2) + [0.65 * length, 1.35 * length]
        }
      }
      return intervals
    }
    // Every 18 beats of 0.4 s: one in 7 s, eight a minute; before it every 100 s, then every 10 s.
    let grown = try #require(try play(session(calmEvery: 98, effortEvery: 18)).inEffort.value)
    #expect((6...9).contains(grown))
    #expect(try play(session(calmEvery: 8, effortEvery: 18)).inEffort == .value(0))
    // With a stated maximum of 250, 150 bpm is below 65 % of it.
    #expect(try play(session(calmEvery: 98, effortEvery: 18), maximum: 250).inEffort.value == nil)
  }
}
