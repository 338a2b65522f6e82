import TestSupport
import Testing

@testable import ECGCore

@Suite("Measurements by rule")
struct MeasureTests {
  /// Plays intervals at a rate given by the second, and judged seconds, into a guide.
  func play(
    _ kind: MeasureKind, seconds: Int, unfit: Range<Int> = 0..<0, noRateUntil: Int = 0, length: (Double) -> Double
  ) throws -> MeasureGuide {
    let rate = try #require(SampleRate(hertz: 250))
    var guide = MeasureGuide(kind, rate: rate)
    var generator = SeededGenerator(seed: 3)
    var at = 0.0
    for second in 0..<seconds {
      while at < Double(second + 1) {
        let interval = length(at) + 0.02 * generator.normal()
        let isUnfit = unfit.contains(second)
        guide.take(
          RRInterval(
            from: at * 250, to: (at + interval) * 250, seconds: interval, verdict: isUnfit ? .unfit : .normal))
        at += interval
      }
      guide.take(
        QualitySecond(
          start: second * 250, count: 250, index: 1, state: unfit.contains(second) ? .poor : .good),
        heartRate: second < noRateUntil ? .refused(.leadsOff) : .value(60 / length(Double(second))))
    }
    return guide
  }

  @Test("a morning takes a minute and five, waits for a heart rate, and is judged")
  func morning() throws {
    let early = try play(.morning, seconds: 100, noRateUntil: 30) { _ in 1.0 }
    #expect(early.phase == .resting && early.remainingSeconds == 290)
    let waiting = try play(.morning, seconds: 10, noRateUntil: 30) { _ in 1.0 }
    #expect(waiting.phase == .settling && waiting.remainingSeconds == 60 && waiting.waitsFor == .leadsOff)
    let done = try play(.morning, seconds: 400) { _ in 1.0 }
    #expect(done.phase == .finished)
    let result = try #require(done.results[.resting])
    #expect(result.isValid && result.fitShare == 1)
    expect(result.figures.value?.meanNN, near: 1000, within: 0.01, "mean")
    expect(result.figures.value?.sdnn, near: 20, within: 0.1, "SDNN")
  }

  @Test("a drifting heart and a poor signal make a measurement invalid")
  func invalid() throws {
    let drifting = try play(.morning, seconds: 400) { 1.0 - 0.0005 * $0 }
    let drift = try #require(drifting.results[.resting])
    #expect(!drift.isValid && drift.stationarity.value?.isStationary == false)
    let noisy = try play(.morning, seconds: 400, unfit: 100..<150) { _ in 1.0 }
    let noise = try #require(noisy.results[.resting])
    #expect(!noise.isValid && noise.fitShare < 0.9)
  }

  @Test("standing up: rest, rise and stand are told apart, and the rise of the rate with them")
  func orthostatic() throws {
    let guide = try play(.orthostatic, seconds: 460) { $0 < 240 ? 1.0 : $0 < 270 ? 0.6 : 0.75 }
    #expect(guide.phase == .finished)
    expect(guide.riseOfRate.value, near: 20, within: 0.02, "rise")
    expect(guide.highestRising, near: 100, within: 0.01, "highest")
    #expect(guide.results[.standing]?.isValid == true && guide.results[.resting]?.isValid == true)
  }
}
