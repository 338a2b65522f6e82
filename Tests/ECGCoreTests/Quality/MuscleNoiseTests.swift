import ECGCore
import TestSupport
import Testing

/// Bursts of muscle noise bring *poor signal*, not sixty false beats a minute.
///
/// Annotated hearts, a minute each, with half a minute of the Noise Stress Test Database's muscle noise (record `ma`) added in the
/// middle, three to twelve times as large as it was recorded.
@Suite("Bursts of muscle noise")
struct MuscleNoiseTests {
  static let burst = 20.0..<50.0

  struct Minute {
    var rate: SampleRate
    var truth: [Double]
    var beats: [Double] = []
    var intervals: [RRInterval] = []
    var seconds: [QualitySecond] = []

    /// Beats that are none within EC57's 150 ms.
    func extra(in range: Range<Double>) -> [Double] {
      beats.filter { time in range.contains(time) && !truth.contains { abs($0 - time) <= 0.150 } }
    }

    func state(at time: Double) -> SignalState? {
      seconds.last { rate.seconds(Double($0.start)) <= time }?.state
    }
  }

  /// `gain` times the noise as it was recorded.
  static func minute(record name: String, gain: Float) throws -> Minute {
    let record = try #require(ReferenceRecord(folder: FixturePaths.signals, name: name))
    let noise = try #require(ReferenceRecord.noise(folder: FixturePaths.signals, name: "nstdb_ma"))
    var values = record.millivolts
    let first = record.rate.samples(in: burst.lowerBound)
    let count = min(noise.count, record.rate.samples(in: burst.upperBound) - first)
    for index in 0..<count { values[first + index] += gain * noise[index] }
    var minute = Minute(rate: record.rate, truth: record.beats.map { record.rate.seconds(Double($0)) })
    for event in run(ECGPipeline(rate: record.rate), [SampleBlock(start: 0, millivolts: values)]) {
      switch event {
      case .beat(let beat): minute.beats.append(record.rate.seconds(beat.position))
      case .interval(let interval): minute.intervals.append(interval)
      case .quality(let second): minute.seconds.append(second)
      case .conditioned, .figures, .finding, .classified, .rhythm, .ectopy, .strip, .delineation, .intervals: break
      }
    }
    return minute
  }

  /// The noise comes in bursts itself: not each of the thirty seconds holds any.
  @Test(
    "poor signal, hardly a false beat, and none that counts",
    arguments: ["mitdb_100", "mitdb_119", "mitdb_208", "mitdb_221"],
    [(3, 0.45), (6, 0.7), (12, 0.75)] as [(Float, Double)])
  func burst(name: String, noise: (gain: Float, poorShare: Double)) throws {
    let minute = try Self.minute(record: name, gain: noise.gain)
    let extra = minute.extra(in: Self.burst)
    #expect(extra.count <= 3, "\(name), \(noise.gain)-fold: no beats at \(extra)")
    #expect(!extra.contains { minute.state(at: $0)?.refusal == nil }, "\(name): counted though false, of \(extra)")
    let inside = minute.seconds.filter { Self.burst.contains(minute.rate.seconds(Double($0.start))) }
    let poor = inside.count { $0.state == .poor }
    #expect(inside.count == 30)
    #expect(Double(poor) >= noise.poorShare * 30, "\(name), \(noise.gain)-fold: \(poor) of 30 seconds are poor")
    // An interval that is believed lies between two beats that are some, and leaves none out.
    for interval in minute.intervals where interval.verdict == .normal {
      let (from, to) = (minute.rate.seconds(interval.from), minute.rate.seconds(interval.to))
      let isTrue = [from, to].allSatisfy { end in minute.truth.contains { abs($0 - end) <= 0.150 } }
      let between = minute.truth.count { $0 > from + 0.150 && $0 < to - 0.150 }
      #expect(isTrue && between == 0, "\(name), \(noise.gain)-fold: \(from) to \(to) s is believed")
    }
    // Behind the burst all is as it was.
    let after = 53.0..<59.0
    #expect(minute.extra(in: after).isEmpty)
    let missed = minute.truth.filter { t in after.contains(t) && !minute.beats.contains { abs($0 - t) <= 0.150 } }
    #expect(missed.isEmpty, "\(name), \(noise.gain)-fold: not found at \(missed)")
    #expect((53..<59).allSatisfy { minute.state(at: Double($0))?.refusal == nil })
  }
}
