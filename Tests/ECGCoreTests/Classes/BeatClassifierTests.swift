import TestSupport
import Testing

@testable import ECGCore

/// What holds of the classes whatever the model: every beat once, in order, in time, and the same for any gain and polarity.
@Suite("Classes of beats")
struct BeatClassifierTests {
  private static func script(seed: UInt64) -> RhythmScript {
    var script = RhythmScript()
    for _ in 0..<20 {
      script.sinus(bpm: 66, for: 9, swing: 0.04)
      script.ectopic(bpm: 66)
    }
    return script
  }

  private static func classified(_ events: [PipelineEvent]) -> [ClassifiedBeat] {
    events.compactMap { if case .classified(let beat) = $0 { beat } else { nil } }
  }

  @Test("every beat once, in its order, gaps and electrodes off or not", arguments: [125, 250, 360, 1000])
  func everyBeat(hertz: Double) throws {
    let rate = try #require(SampleRate(hertz: hertz))
    var ecg = SyntheticECG(rate: rate, script: Self.script(seed: 1), seed: 1)
    ecg.gaps = [40...40.2, 70...75]
    ecg.leadsOff = [100...108]
    let events = run(ECGPipeline(rate: rate), cut(ecg.blocks(), into: 50))
    let beats = events.compactMap { if case .beat(let beat) = $0 { beat.position } else { nil } }
    let told = Self.classified(events)
    #expect(beats.count > 150)
    #expect(told.map(\.beat.position) == beats)
    // The interval to the next beat and that beat's decision; at a gap or an end, no longer.
    for beat in told {
      let delay = rate.seconds(Double(beat.classifiedAt) - beat.beat.position)
      #expect(delay <= BeatDescriber.longestWait + 0.5, "\(delay) s at \(beat.beat.position)")
      let p = beat.probabilities
      #expect(abs(p.normal + p.supraventricular + p.ventricular + p.fusion - 1) < 1e-4)
      #expect((0...1).contains(beat.unlikeness))
    }
  }

  @Test(
    "broad early beats are ventricular, the others normal, at any gain and polarity", arguments: [1.0, -1.0, 0.2, 6.0])
  func synthetic(gain: Double) throws {
    let rate = try #require(SampleRate(hertz: 250))
    var ecg = SyntheticECG(rate: rate, script: Self.script(seed: 2), seed: 2)
    ecg.amplitude = gain
    ecg.noise = 0.01 * abs(gain)
    let told = Self.classified(run(ECGPipeline(rate: rate), ecg.blocks()))
    let truth = zip(ecg.script.beats(), 0...).filter { ecg.script.ventricular.contains($0.1) }.map { $0.0 * 250 }
    // The first beats are met before anything is usual.
    let late = told.dropFirst(30)
    let found = late.filter { beat in truth.contains { abs($0 - beat.beat.position) < 30 } }
    #expect(found.count > 15)
    let hits = found.count { $0.beat.label == .ventricular }
    let wrong = late.count { beat in
      beat.beat.label == .ventricular && !truth.contains { abs($0 - beat.beat.position) < 30 }
    }
    #expect(10 * hits >= 9 * found.count, "\(hits) of \(found.count)")
    #expect(wrong == 0)
    // They are another family, and unlike the usual.
    let families = Set(found.map(\.family))
    let usual = Set(late.filter { !families.contains($0.family) }.map(\.family))
    #expect(families.count <= 2 && !usual.isEmpty)
    #expect(found.allSatisfy { $0.unlikeness > 0.5 })
  }

  /// Effort has no onset: a fifth of the beats of a heart that sped up were called S before any was learnt from.
  @Test("a sinus rhythm that speeds up and slows down stays normal", arguments: [60.0, 120])
  func effort(seconds: Double) throws {
    let rate = try #require(SampleRate(hertz: 250))
    var script = RhythmScript()
    script.sinus(bpm: 60, for: 120, swing: 0.03)
    for step in 0..<30 { script.sinus(bpm: 60 + 3 * Double(step), for: seconds / 30, swing: 0.01) }
    script.sinus(bpm: 150, for: 60, swing: 0.005)
    for step in 0..<30 { script.sinus(bpm: 150 - 3 * Double(step), for: seconds / 20, swing: 0.01) }
    let told = Self.classified(run(ECGPipeline(rate: rate), SyntheticECG(rate: rate, script: script, seed: 5).blocks()))
    #expect(told.count > 400)
    let wrong = told.dropFirst(30).count { $0.beat.label != .normal }
    #expect(50 * wrong <= told.count, "\(wrong) of \(told.count)")
  }

  /// What is left of a QRS complex that the end cuts ends in a level line, and looks broad: half the normal beats so cut were called V.
  @Test("a beat whose complex is cut off is not named", arguments: [0.02, 0.04, 0.1], ["end", "gap", "leads off"])
  func cutOff(seconds: Double, by cut: String) throws {
    let rate = try #require(SampleRate(hertz: 250))
    var script = RhythmScript()
    script.sinus(bpm: 60, for: 40, swing: 0.02)
    let ecg = SyntheticECG(rate: rate, script: script, seed: 4)
    let peak = ecg.truth[30]
    let end = Int((peak + seconds) * 250)
    let whole = try #require(Self.joined(ecg.blocks()))
    var blocks = [SampleBlock(start: 0, millivolts: Array(whole[..<end]))]
    if cut == "gap" { blocks.append(SampleBlock(start: end + 50, millivolts: Array(whole[(end + 50)...]))) }
    if cut == "leads off" {
      let flags = (end..<whole.count).map { $0 < end + 500 ? SampleFlags.leadsOff : [] }
      blocks.append(SampleBlock(start: end, millivolts: Array(whole[end...]), flags: flags))
    }
    let told = Self.classified(run(ECGPipeline(rate: rate), blocks))
    let last = told.last { $0.beat.position < Double(end) }
    // Where the detector finds it at all.
    if let last, abs(last.beat.position - peak * 250) < 10 { #expect(last.beat.label == .unknown) }
    let before = told.filter { $0.beat.position < (peak - 0.5) * 250 }.dropFirst(5)
    #expect(before.count > 20 && before.allSatisfy { $0.beat.label == .normal })
    // One that is there to its end is named.
    let later = Array(whole[..<Int((peak + 0.2) * 250)])
    let named = Self.classified(run(ECGPipeline(rate: rate), [SampleBlock(start: 0, millivolts: later)])).last
    #expect(named?.beat.label == .normal)
    #expect(abs((named?.beat.position ?? 0) - peak * 250) < 10)
  }

  private static func joined(_ blocks: [SampleBlock]) -> [Float]? {
    blocks.first?.start == 0 ? blocks.flatMap(\.millivolts) : nil
  }

  @Test("features are finite and named", arguments: [125, 360])
  func features(hertz: Double) throws {
    let rate = try #require(SampleRate(hertz: hertz))
    var ecg = SyntheticECG(rate: rate, script: Self.script(seed: 3), seed: 3)
    ecg.gaps = [30...31]
    ecg.bursts = [50...55]
    ecg.rails = -0.5...0.8
    let settings = PipelineSettings(describesBeats: true)
    let told = Self.classified(run(ECGPipeline(rate: rate, settings: settings), ecg.blocks()))
    #expect(Set(BeatFeatures.names).count == BeatFeatures.names.count)
    for beat in told {
      let values = try #require(beat.features).values
      #expect(values.allSatisfy { $0.isFinite && abs($0) <= BeatFeatures.limit })
    }
    // Unless asked for they are not brought.
    #expect(Self.classified(run(ECGPipeline(rate: rate), ecg.blocks())).allSatisfy { $0.features == nil })
  }
}
