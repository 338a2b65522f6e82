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
      case .beat(let beat): "\(beat)"
      case .classified(let beat): "\(beat)"
      case .interval(let interval): "\(interval)"
      case .quality(let second): "\(second)"
      case .figures(let figures): "\(figures)"
      case .finding(let finding): "\(finding)"
      case .delineation(let told): "\(told)"
      case .intervals(let intervals): "\(intervals)"
      case .rhythm(let episode): "\(episode)"
      case .ectopy(let group): "\(group)"
      case .strip(let strip): "\(strip)"
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

  /// What scores the detector alone (`vitalsync evaluate`) then scores what the monitor shows.
  @Test("the chain passes the detector's beats on as they are", arguments: [125, 250, 360])
  func beats(hertz: Double) throws {
    let rate = try #require(SampleRate(hertz: hertz))
    let blocks = try Self.eventful(hertz: hertz)
    let alone = run(BeatDetector(rate: rate), blocks)
    let chained = run(ECGPipeline(rate: rate), blocks).compactMap { if case .beat(let beat) = $0 { beat } else { nil } }
    #expect(alone.count > 60)
    #expect(chained == alone)
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

  @Test("a sample lost every two seconds costs the intervals across it, not the heart rate, and is no finding")
  func lostSamples() throws {
    var script = RhythmScript()
    script.sinus(bpm: 75, for: 60, swing: 0.03)
    var ecg = try #require(SyntheticECG.at250(script))
    ecg.gaps = stride(from: 5.13, to: 60, by: 2.17).map { $0...($0 + 0.004) }
    var pipeline = ECGPipeline(rate: ecg.rate)
    var sink = Collected<PipelineEvent>()
    for block in cut(ecg.blocks(), into: 50) {
      pipeline.process(block, into: &sink)
      guard block.start > 10 * 250 else { continue }
      #expect(abs((pipeline.snapshot.heartRate.value ?? 0) - 75) < 4, "at \(Double(block.end) / 250) s")
    }
    for event in sink.elements {
      if case .finding(let finding) = event { Issue.record("\(finding.statement)") }
      if case .quality(let second) = event { #expect(second.state.refusal == nil, "\(second)") }
      if case .interval(let interval) = event {
        #expect(abs(interval.seconds - 0.8) < 0.05)
        #expect(!ecg.gaps.contains { interval.from < $0.lowerBound * 250 && interval.to > $0.upperBound * 250 })
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
