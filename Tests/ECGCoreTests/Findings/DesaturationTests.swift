import TestSupport
import Testing

@testable import ECGCore

/// Low oxygen saturation as a finding: the limits of the rule, on given percentages and through the whole chain.
@Suite("Low oxygen saturation is a finding, with hysteresis")
struct DesaturationTests {
  static let rate = SampleRate(hertz: 250)

  /// Every telling of a finding of oxygen, of a heart at 60 bpm and a percentage a second; `nil` where the sensor tells none.
  private func told(
    _ percentages: [Double?], state: (inout SyntheticECG) -> Void = { _ in }
  ) throws -> (told: [Finding], desk: AlarmDesk, rules: [RuleAccount]) {
    let rate = try #require(Self.rate)
    var ecg = SyntheticECG(
      rate: rate, script: RhythmScript(intervals: Array(repeating: 1, count: percentages.count)), seed: 7)
    state(&ecg)
    var pipeline = ECGPipeline(rate: rate)
    var sink = Collected<PipelineEvent>()
    for block in cut(ecg.blocks(), into: 250) {
      pipeline.process(block, into: &sink)
      let second = block.start / 250
      if percentages.indices.contains(second), let percentage = percentages[second] {
        pipeline.note(saturation: .value(percentage))
      } else if percentages.contains(where: { $0 != nil }) {
        pipeline.note(saturation: .refused(.notWorn))
      }
    }
    pipeline.finish(into: &sink)
    var (findings, desk, figures) = ([Finding](), AlarmDesk(rate: rate), SessionFigures(rate: rate))
    for event in sink.elements {
      figures.receive(event)
      guard case .finding(let finding) = event, finding.kind == .desaturation else { continue }
      findings.append(finding)
      desk.receive(finding)
    }
    return (findings, desk, pipeline.limits.accounts(figures.judged))
  }

  private func level(_ parts: (seconds: Int, percent: Double?)...) -> [Double?] {
    parts.flatMap { Array(repeating: $0.percent, count: $0.seconds) }
  }

  @Test("ten seconds below 88 % raise a warning, thirty at 90 % end it, and what lies between keeps it")
  func raisedAndCleared() throws {
    let (told, desk, _) = try told(level((20, 97), (15, 84), (20, 89), (10, 93), (5, 89), (40, 95)))
    let first = try #require(told.first)
    #expect(first.severity == .warning && first.isActive && first.certainty == .possible)
    #expect(first.statement == "oxygen saturation down to 84 %")
    #expect(first.criterion == "oxygen saturation below 88 % for 10 s")
    #expect(!first.advice.isEmpty && first.source.contains("Jacobs"))
    let rate = try #require(Self.rate)
    // It began with the first second below, give or take the one that is being judged.
    #expect(abs(rate.seconds(Double(first.onset)) - 20) <= 1.5)
    #expect(rate.seconds(Double(first.evidence.count)) == 10)
    // One finding in all: 89 % neither ended it nor began another.
    #expect(Set(told.map(\.name)).count == 1)
    let last = try #require(told.last)
    #expect(!last.isActive)
    #expect(desk.entries.map(\.finding.kind) == [.desaturation])
  }

  @Test("nine seconds are none, nor is 88 %") func notRaised() throws {
    #expect(try told(level((20, 97), (9, 80), (20, 97))).told.isEmpty)
    #expect(try told(level((20, 97), (60, 88))).told.isEmpty)
  }

  @Test("it gets worse in words") func worst() throws {
    let (told, _, _) = try told(level((20, 97), (12, 86), (12, 79), (12, 85)))
    #expect(told.map(\.statement).last == "oxygen saturation down to 79 %")
  }

  @Test("a sensor taken off ends it: a figure that is not there is not low") func takenOff() throws {
    let (told, _, _) = try told(level((20, 97), (15, 84), (40, nil)))
    #expect(told.count == 2 && told.last?.isActive == false)
  }

  @Test("loose electrodes do not hide it") func withoutHeart() throws {
    let (told, _, _) = try told(level((20, 97), (30, 84))) { $0.leadsOff = [10...50] }
    #expect(told.first?.isActive == true)
  }

  @Test("it rings until somebody has seen it") func rings() throws {
    var (_, desk, _) = try told(level((20, 97), (30, 84)))
    #expect(desk.takeBell() == .warning)
    #expect(desk.takeBell() == nil)
    #expect(desk.acknowledge() == 1)
  }

  @Test("without a sensor the rule is not judged, and that is said") func absent() throws {
    func account(_ rules: [RuleAccount]) throws -> RuleAccount {
      try #require(rules.first { $0.kind == .desaturation })
    }
    #expect(try account(told(level((20, nil))).rules).words == "not judged: oxygen saturation is not measured")
    #expect(try account(told(level((20, 97))).rules).judgedSeconds >= 18)
  }
}
