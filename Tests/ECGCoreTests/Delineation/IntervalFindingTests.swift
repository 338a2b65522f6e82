import TestSupport
import Testing

@testable import ECGCore

/// What the averaged beat measures, held against the rules: when it counts, and when it does not.
struct IntervalFindingTests {
  private static func inputs(
    beats: Int = 16, meanRR: Double = 1, qrs: Double = 90, qt: Double = 480, pr: Double = 160, age: Double = 2,
    bandwidth: FrontEndBandwidth = .limited
  ) throws -> FindingInputs {
    let rate = try #require(SampleRate(hertz: 100))
    var inputs = FindingInputs(second: QualitySecond(start: 9900, count: 100, index: 1, state: .good))
    let intervals = HeartIntervals(
      beats: beats, meanRR: meanRR, pr: .value(pr), qrs: .value(qrs), qt: .value(qt), position: 10_000 - 100 * age,
      bandwidth: bandwidth)
    inputs.take(intervals, now: 10_000, rate: rate, widestQRS: 140)
    return inputs
  }

  @Test("a mean of eight beats or more, no older than 15 s, is judged")
  func judged() throws {
    // At 60 bpm QTc is QT by every formula.
    #expect(try Self.inputs().qtc == .value(480))
    #expect(try Self.inputs(beats: 8).pr == .value(160))
    #expect(try Self.inputs(beats: 7).pr == .refused(.settling))
    #expect(try Self.inputs(age: 15).qrs == .value(90))
    #expect(try Self.inputs(age: 16).qrs == .refused(.settling))
    let rate = try #require(SampleRate(hertz: 100))
    var none = FindingInputs(second: QualitySecond(start: 0, count: 100, index: 1, state: .good))
    none.take(nil, now: 100, rate: rate, widestQRS: 140)
    #expect(none.qtc == .refused(.settling))
  }

  @Test("QTc is not judged beside a broad QRS, nor above 100 bpm")
  func notJudged() throws {
    #expect(try Self.inputs(qrs: 139).qtc == .value(480))
    #expect(try Self.inputs(qrs: 140).qtc == .refused(.cannotTell))
    #expect(try Self.inputs(qrs: 140).qrs == .value(140))
    let fast = try #require(try Self.inputs(meanRR: 0.6).qtc)
    #expect(fast.value.map { $0 > 480 } == true)
    #expect(try Self.inputs(meanRR: 0.59).qtc == .refused(.cannotTell))
  }

  @Test("what came through 0.5-40 Hz says so in its finding")
  func bandwidth() throws {
    let rate = try #require(SampleRate(hertz: 100))
    for (bandwidth, words) in [(FrontEndBandwidth.limited, " (limited bandwidth)"), (.unstated, "")] {
      var board = FindingBoard(rate: rate, limits: FindingLimits(AthleteProfile(sex: .male)))
      var found = Collected<Finding>()
      for second in 0..<40 {
        var inputs = try Self.inputs(pr: 410, bandwidth: bandwidth)
        inputs.second = QualitySecond(start: 100 * second, count: 100, index: 1, state: .good)
        board.look(inputs, into: &found)
      }
      #expect(found.elements.map(\.statement).sorted() == ["PR of 410 ms\(words)", "QTc of 480 ms\(words)"])
    }
  }

  @Test("a heart whose intervals are normal raises none, and they are judged")
  func normal() throws {
    var script = RhythmScript()
    script.sinus(bpm: 64, for: 60)
    let ecg = SyntheticECG(rate: try #require(SampleRate(hertz: 250)), script: script, seed: 21)
    let scenario = Scenario(ecg)
    var judged = JudgedSeconds()
    for case .figures(let figures) in scenario.events { judged.add(judged: figures.judged, absent: figures.absent) }
    for measure in [FindingMeasure.qtc, .qrs, .pr] {
      #expect(judged.absent(measure) == 0 && judged.judged(measure) >= 40, "\(measure): \(judged.judged(measure)) s")
    }
    #expect(!scenario.events.contains { if case .finding = $0 { true } else { false } })
  }

  @Test("every other beat ventricular: they are not taken for the normal ones")
  func bigeminy() throws {
    var script = RhythmScript()
    for _ in 0..<30 {
      script.sinus(bpm: 60, for: 1)
      script.ectopic(bpm: 60)
    }
    let ecg = SyntheticECG(rate: try #require(SampleRate(hertz: 250)), script: script, seed: 22)
    for case .intervals(let intervals) in Scenario(ecg).events {
      #expect(intervals.qrs.value.map { $0 < 130 } ?? true, "\(intervals)")
    }
  }

  @Test("the typical beat has its waves in order, about the R peak")
  func typical() throws {
    var script = RhythmScript()
    script.sinus(bpm: 64, for: 40)
    let ecg = SyntheticECG(rate: try #require(SampleRate(hertz: 250)), script: script, seed: 23)
    var pipeline = ECGPipeline(rate: ecg.rate, settings: PipelineSettings(bandwidth: .limited))
    #expect(pipeline.typicalBeat == nil)
    var sink = Collected<PipelineEvent>()
    for block in ecg.blocks() { pipeline.process(block, into: &sink) }
    pipeline.finish(into: &sink)
    let beat = try #require(pipeline.typicalBeat)
    let (p, qrs, t) = (try #require(beat.p), try #require(beat.qrs), try #require(beat.t))
    let order = [p.onset, p.peak, p.end, qrs.onset, 0, qrs.end, t.onset, t.peak, t.end]
    #expect(order == order.sorted())
    #expect(beat.intervals.beats == 16 && beat.intervals.bandwidth == .limited)
    let highest = beat.millivolts.indices.max { beat.millivolts[$0] < beat.millivolts[$1] }
    #expect(abs((highest ?? 0) - TypicalBeat.origin) <= 1)
  }
}
