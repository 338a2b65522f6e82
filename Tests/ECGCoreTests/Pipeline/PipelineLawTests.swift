import TestSupport
import Testing

@testable import ECGCore

@Suite("Laws of the composed chain and its stages")
struct PipelineLawTests {
  /// Everything that can happen: breath, ectopy, a pause, noise, leads off, two gaps, mains.
  static func eventful(hertz: Double) throws -> [SampleBlock] {
    var script = RhythmScript()
    script.sinus(bpm: 60, for: 25, swing: 0.1)
    script.ectopic(bpm: 60)
    script.sinus(bpm: 60, for: 5)
    script.pause(4.2)
    script.sinus(bpm: 130, for: 25)
    var ecg = SyntheticECG(rate: try #require(SampleRate(hertz: hertz)), script: script, seed: 42)
    ecg.mains = (0.05, 50)
    ecg.bursts = [12...15]
    ecg.leadsOff = [40.3...43.1]
    ecg.gaps = [18.2...18.3, 46...49.7]
    return ecg.blocks()
  }

  @Test("chunks of 1, 7, 250 and whole, replay, two instances, finite", arguments: [125, 191.7, 250, 360, 1000])
  func pipeline(hertz: Double) throws {
    let rate = try #require(SampleRate(hertz: hertz))
    let broken = brokenStageLaws(on: try Self.eventful(hertz: hertz), make: { ECGPipeline(rate: rate) }) { event in
      switch event {
      case .conditioned: String?.none
      case .figures(let figures): "\(figures)"
      case .beat(let beat): "\(beat)"
      case .interval(let interval): "\(interval)"
      case .quality(let second): "\(second)"
      case .figures(let figures): "\(figures)"
      case .finding(let finding): "\(finding)"
      }
    }
    #expect(broken.isEmpty, "\(broken.joined(separator: "\n"))")
  }

  @Test("the quality judge by itself")
  func judge() throws {
    let rate = try #require(SampleRate(hertz: 250))
    let broken = brokenStageLaws(on: try Self.eventful(hertz: 250), make: { QualityJudge(rate: rate) }) { $0 }
    #expect(broken.isEmpty, "\(broken.joined(separator: "\n"))")
  }

  @Test("the snapshot at a moment is the same however its samples came")
  func snapshots() throws {
    let rate = try #require(SampleRate(hertz: 250))
    let blocks = try Self.eventful(hertz: 250)
    func snapshot(_ size: Int) -> String {
      var pipeline = ECGPipeline(rate: rate)
      var sink = Collected<PipelineEvent>()
      for block in cut(blocks, into: size) { pipeline.process(block, into: &sink) }
      return "\(pipeline.snapshot)"
    }
    let expected = snapshot(10_000_000)
    for size in [1, 7, 250] { #expect(snapshot(size) == expected) }
  }

  @Test("no interval spans a gap or leads off, and positions stay on the session's grid")
  func holes() throws {
    let rate = try #require(SampleRate(hertz: 250))
    let events = run(ECGPipeline(rate: rate), try Self.eventful(hertz: 250))
    for event in events {
      guard case .interval(let interval) = event else { continue }
      for hole in [18.25, 42.0, 48.0] {
        #expect(!(interval.from < hole * 250 && interval.to > hole * 250), "\(interval)")
      }
    }
  }

  @Test("a session that begins late on its grid gives the same events, moved by a whole second")
  func lateStart() throws {
    let rate = try #require(SampleRate(hertz: 250))
    let blocks = try Self.eventful(hertz: 250)
    let late = blocks.map { SampleBlock(start: $0.start + 250_000, millivolts: $0.millivolts, flags: $0.flags) }
    func beats(_ blocks: [SampleBlock]) -> [Double] {
      run(ECGPipeline(rate: rate), blocks).compactMap {
        if case .interval(let interval) = $0 { interval.seconds } else { nil }
      }
    }
    let first = beats(blocks)
    let second = beats(late)
    #expect(first.count == second.count)
    for (a, b) in zip(first, second) { #expect(abs(a - b) < 1e-9) }
  }
}
