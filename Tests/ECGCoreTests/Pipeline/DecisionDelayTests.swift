import ECGCore
import TestSupport
import Testing

/// How long a beat is in coming, on annotated hearts, clean and in muscle noise: within what the detector declares, and
/// that within what is promised.
struct DecisionDelayTests {
  /// Promised, in seconds from the R peak to the sample on which its beat is decided.
  static let promised = 0.350

  @Test(arguments: ["mitdb_100", "mitdb_119", "mitdb_208", "mitdb_221", "nstdb_118e06"], [0, 6] as [Float])
  func everyBeatOfAnAnnotatedHeartIsDecidedInTime(name: String, noiseGain: Float) throws {
    let record = try #require(ReferenceRecord(folder: FixturePaths.signals, name: name))
    let noise = try #require(ReferenceRecord.noise(folder: FixturePaths.signals, name: "nstdb_ma"))
    let values = record.millivolts.enumerated().map { $0.element + noiseGain * noise[$0.offset % noise.count] }
    let detector = BeatDetector(rate: record.rate)
    #expect(detector.latencySeconds <= Self.promised)
    let beats = run(detector, [SampleBlock(start: 0, millivolts: values)])
    #expect(beats.count > 10)
    for beat in beats {
      // Half a sample: a peak lies between samples, a decision on one.
      let delay = record.rate.seconds(Double(beat.decidedAt) - beat.position - 0.5)
      #expect(delay <= detector.latencySeconds, "\(name): decided \(delay) s behind the beat at \(beat.position)")
    }
  }
}
