import ECGCore
import Glibc
import TestSupport
import Testing

/// The electrodes are moved in mid-session, fall off, or samples are lost: the heart is found again in time.
@Suite("Finding the heart again")
struct RelockTests {
  /// Promised: behind an electrode swap, and behind leads-off or a gap, in seconds.
  static let behindSwap = 3.0
  static let behindHole = 2.0
  /// How near a beat must stand to its truth, in seconds: EC57's window for annotated hearts; a third of it for drawn ones.
  static let annotatedWindow = 0.150
  static let drawnWindow = 0.050

  struct Heart: Sendable, CustomTestStringConvertible {
    var name: String
    var rate: SampleRate
    var millivolts: [Float]
    /// Seconds of the true beats.
    var truth: [Double]
    var window: Double
    var testDescription: String { name }
  }

  /// Drawn hearts at rest and at effort, and excerpts of annotated ones (one minute each; 119 is half ventricular beats).
  static let hearts: [Heart] = {
    var hearts: [Heart] = []
    for (bpm, hertz) in [(60.0, 250.0), (150, 250), (75, 125), (75, 500)] {
      guard let rate = SampleRate(hertz: hertz) else { continue }
      var script = RhythmScript()
      script.sinus(bpm: bpm, for: 58, swing: 0.05)
      let ecg = SyntheticECG(rate: rate, script: script, seed: 61)
      hearts.append(
        Heart(
          name: "\(Int(bpm)) bpm at \(Int(hertz)) Hz", rate: rate, millivolts: ecg.millivolts(), truth: ecg.truth,
          window: drawnWindow))
    }
    for name in ["mitdb_100", "mitdb_119", "mitdb_221"] {
      guard let record = ReferenceRecord(folder: FixturePaths.signals, name: name) else { continue }
      hearts.append(
        Heart(
          name: name, rate: record.rate, millivolts: record.millivolts,
          truth: record.beats.map { record.rate.seconds(Double($0)) }, window: annotatedWindow))
    }
    return hearts
  }()

  private struct Heard {
    var beats: [Beat] = []
    var intervals: [RRInterval] = []

    init(_ blocks: [SampleBlock], rate: SampleRate) {
      for event in run(ECGPipeline(rate: rate), blocks) {
        if case .beat(let beat) = event { beats.append(beat) }
        if case .interval(let interval) = event { intervals.append(interval) }
      }
    }
  }

  /// True beats between two seconds that were not found, and beats there that are none.
  private func errors(_ heart: Heart, _ beats: [Beat], from: Double, to: Double) -> (missed: [Double], extra: [Double])
  {
    let found = beats.map { heart.rate.seconds($0.position) }
    let missed = heart.truth.filter { time in
      time > from && time < to && !found.contains { abs($0 - time) <= heart.window }
    }
    let extra = found.filter { time in
      time > from && time < to && !heart.truth.contains { abs($0 - time) <= heart.window }
    }
    return (missed, extra)
  }

  @Test("every heart is here")
  func heartsAreRead() {
    #expect(Self.hearts.count == 7)
  }

  /// Cables are swapped at 30 s: a second at the rail (unflagged, as a board without leads-off detection has it), then the
  /// lead turned round on a baseline that creeps back from 3 mV with the front end's time constant.
  @Test("an electrode swap: all beats within 3 s, polarity found again", arguments: hearts)
  func swap(heart: Heart) throws {
    let swapped = 30.0
    let settled = swapped + 1
    let values = heart.millivolts.enumerated().map { index, value -> Float in
      let time = heart.rate.seconds(Double(index))
      if time < swapped { return value }
      if time < settled { return 1.5 }
      // AD8232 board: high-pass at 0.5 Hz, time constant 0.32 s.
      return -0.8 * value + 3 * Float(exp((settled - time) / 0.32))
    }
    let heard = Heard([SampleBlock(start: 0, millivolts: values)], rate: heart.rate)
    let after = errors(heart, heard.beats, from: settled + Self.behindSwap, to: 59)
    #expect(after.missed.isEmpty, "\(heart.name): not found at \(after.missed)")
    #expect(after.extra.isEmpty, "\(heart.name): none at \(after.extra)")
    let before = errors(heart, heard.beats, from: Self.behindSwap, to: swapped - 1)
    #expect(before.missed.isEmpty && before.extra.isEmpty)
    // A drawn R wave points up, and down when turned round. A sign is the beat's own; of the excerpts only the
    // majority is held: ventricular beats point where they will.
    let late = heard.beats.filter { heart.rate.seconds($0.position) > settled + Self.behindSwap }
    let early = heard.beats.filter { heart.rate.seconds($0.position) < swapped - 1 }
    let turned = late.count { $0.amplitude < 0 }
    #expect(early.count { $0.amplitude > 0 } * 10 > early.count * 9, "\(heart.name)")
    #expect(turned * 10 > late.count * 9, "\(heart.name): \(turned) of \(late.count) beats point down")
    if heart.window == Self.drawnWindow { #expect(turned == late.count) }
  }

  @Test("leads off: all beats within 2 s, no interval across it", arguments: hearts)
  func leadsOff(heart: Heart) throws {
    let off = 28.3...34.1
    let samples = heart.millivolts.indices.map { heart.rate.seconds(Double($0)) }
    var values = heart.millivolts
    let flags = samples.map { off.contains($0) ? SampleFlags.leadOffPlus : [] }
    for (index, time) in samples.enumerated() where off.contains(time) { values[index] = 1.5 }
    check(heart, [SampleBlock(start: 0, millivolts: values, flags: flags)], hole: off)
  }

  /// From four lost samples to what a reconnected cable leaves; what stands behind the longest is another heart rate's business.
  @Test(
    "a gap: all beats within 2 s, no interval across it", arguments: hearts, [0.016, 0.3, 2.5, 7] as [Double])
  func gap(heart: Heart, seconds: Double) throws {
    let hole = 28.3...28.3 + seconds
    let first = heart.rate.samples(in: hole.lowerBound)
    let last = heart.rate.samples(in: hole.upperBound)
    let blocks = [
      SampleBlock(start: 0, millivolts: Array(heart.millivolts[..<first])),
      SampleBlock(start: last, millivolts: Array(heart.millivolts[last...])),
    ]
    check(heart, blocks, hole: heart.rate.seconds(Double(first))...heart.rate.seconds(Double(last)))
  }

  private func check(_ heart: Heart, _ blocks: [SampleBlock], hole: ClosedRange<Double>) {
    let heard = Heard(blocks, rate: heart.rate)
    let after = errors(heart, heard.beats, from: hole.upperBound + Self.behindHole, to: 59)
    #expect(after.missed.isEmpty, "\(heart.name): not found at \(after.missed)")
    #expect(after.extra.isEmpty, "\(heart.name): none at \(after.extra)")
    for interval in heard.intervals {
      let (from, to) = (heart.rate.seconds(interval.from), heart.rate.seconds(interval.to))
      #expect(!(from < hole.upperBound && to > hole.lowerBound), "\(heart.name): \(from) to \(to) s spans the hole")
    }
    #expect(heard.intervals.contains { heart.rate.seconds($0.from) > hole.upperBound })
    #expect(heard.intervals.contains { heart.rate.seconds($0.to) < hole.lowerBound })
  }

}
