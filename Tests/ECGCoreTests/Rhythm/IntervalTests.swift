import TestSupport
import Testing

@testable import ECGCore

@Suite("RR intervals and their verdicts")
struct IntervalTests {
  func verdicts(_ seconds: [Double]) -> [RRInterval.Verdict] {
    var gate = IntervalGate()
    return seconds.map { gate.verdict(seconds: $0) }
  }

  @Test("an early beat, its pause, and nothing else is irregular")
  func ectopic() {
    let series = [1, 1, 1, 1, 1, 0.6, 1.4, 1, 1]
    #expect(
      verdicts(series) == [.normal, .normal, .normal, .normal, .normal, .irregular, .irregular, .normal, .normal])
  }

  @Test("an early beat without a pause still opens an interval that is not between sinus beats")
  func interpolated() {
    #expect(verdicts([1, 1, 1, 1, 0.7, 1, 1]).suffix(3) == [.irregular, .irregular, .normal])
  }

  @Test("a missed beat doubles an interval, an extra one splits it: irregular")
  func missedAndExtra() {
    #expect(verdicts([0.8, 0.8, 0.8, 0.8, 1.6, 0.8])[4] == .irregular)
    #expect(verdicts([0.8, 0.8, 0.8, 0.8, 0.3, 0.5, 0.8])[4...5].allSatisfy { $0 == .irregular })
  }

  @Test("breath that swings the interval by a fifth each way is normal throughout")
  func sinusArrhythmia() {
    var script = RhythmScript()
    script.sinus(bpm: 50, for: 120, swing: 0.2, breathsPerMinute: 6)
    #expect(verdicts(script.intervals).allSatisfy { $0 == .normal })
  }

  @Test("the onset of effort is normal but for where it jumps")
  func effort() {
    var script = RhythmScript()
    script.sinus(bpm: 60, for: 20)
    script.ramp(from: 60, to: 170, for: 40)
    #expect(verdicts(script.intervals).allSatisfy { $0 == .normal })
  }

  @Test("outside what a heart does is impossible, and moves no median")
  func impossible() {
    #expect(
      verdicts([1, 1, 1, 0.15, 1, 11, 1]) == [
        .normal, .normal, .normal, .impossible, .normal, .impossible, .normal,
      ])
  }

  @Test("intervals wait for their signal to be judged, and say where it was unfit")
  func fitness() throws {
    var series = IntervalSeries(rate: try #require(SampleRate(hertz: 100)))
    var timeline = QualityTimeline()
    var sink = Collected<RRInterval>()
    func beat(_ at: Double) -> Beat { Beat(position: at, amplitude: 1, decidedAt: Int(at) + 20, confidence: 1) }
    for at in [50.0, 150, 250, 350, 450] { series.append(beat(at)) }
    series.resolve(timeline, into: &sink)
    #expect(sink.elements.isEmpty)
    let states: [SignalState] = [.good, .fair, .good, .poor, .good]
    for (number, state) in states.enumerated() {
      timeline.append(QualitySecond(start: number * 100, count: 100, index: 1, state: state))
      series.resolve(timeline, into: &sink)
      #expect(sink.elements.count == number)
    }
    #expect(sink.elements.map(\.verdict) == [.normal, .normal, .unfit, .unfit])
    #expect(sink.elements.map(\.seconds) == [1, 1, 1, 1])
    series.breakAtGap()
    timeline.removeAll()
    series.append(beat(1050))
    timeline.append(QualitySecond(start: 1000, count: 100, index: 1, state: .good))
    series.resolve(timeline, into: &sink)
    #expect(sink.elements.count == 4)
  }
}

@Suite("Heart rate")
struct HeartRateTests {
  func heart(_ seconds: [Double], verdict: RRInterval.Verdict = .normal) throws -> (HeartRate, Int) {
    var heart = HeartRate(rate: try #require(SampleRate(hertz: 1000)))
    var at = 0.0
    for length in seconds {
      heart.append(RRInterval(from: at, to: at + 1000 * length, seconds: length, verdict: verdict))
      at += 1000 * length
    }
    return (heart, Int(at))
  }

  @Test("the mean of the last eight intervals")
  func mean() throws {
    let (heart, end) = try heart([2, 2, 2] + Array(repeating: 0.5, count: 8))
    #expect(heart.beatsPerMinute(now: end, chainDelay: 0) == .value(120))
  }

  @Test("never of intervals older than ten seconds")
  func memory() throws {
    let (heart, end) = try heart([0.5, 0.5, 0.5, 3, 3, 3.5])
    // The first closed 10.5 s before the last.
    #expect(heart.beatsPerMinute(now: end, chainDelay: 0) == .value(60 * 5 / 10.5))
  }

  @Test("withheld three seconds and the chain's delay after the last beat")
  func stale() throws {
    let (heart, end) = try heart([1, 1, 1])
    #expect(heart.beatsPerMinute(now: end + 4000, chainDelay: 1) == .value(60))
    #expect(heart.beatsPerMinute(now: end + 4001, chainDelay: 1) == .refused(.cannotTell))
  }

  @Test("one interval is no rate; fibrillation has one all the same")
  func fewAndIrregular() throws {
    let (one, end) = try heart([1])
    #expect(one.beatsPerMinute(now: end, chainDelay: 1) == .refused(.settling))
    let (all, last) = try heart([0.5, 0.7, 0.6, 0.6], verdict: .irregular)
    #expect(all.beatsPerMinute(now: last, chainDelay: 1) == .value(100))
  }
}
