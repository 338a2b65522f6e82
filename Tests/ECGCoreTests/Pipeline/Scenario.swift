import ECGCore
import TestSupport

/// A script played through the whole chain.
struct Scenario {
  var events: [PipelineEvent]
  var snapshot: MonitorSnapshot
  var figures: SessionFigures
  var ecg: SyntheticECG

  /// Every finding once, in its last form.
  var findings: [Finding] { figures.findings }
  var beats: [Beat] { events.compactMap { if case .beat(let beat) = $0 { beat } else { nil } } }
  var intervals: [RRInterval] { events.compactMap { if case .interval(let interval) = $0 { interval } else { nil } } }
  var seconds: [QualitySecond] { events.compactMap { if case .quality(let second) = $0 { second } else { nil } } }

  func finding(_ kind: FindingKind) -> Finding? { findings.first { $0.kind == kind } }
  func time(_ index: Int) -> Double { ecg.rate.seconds(Double(index)) }

  init(_ ecg: SyntheticECG, profile: AthleteProfile = AthleteProfile(), finish: Bool = true) {
    self.ecg = ecg
    var pipeline = ECGPipeline(rate: ecg.rate, settings: PipelineSettings(profile: profile))
    var sink = Collected<PipelineEvent>()
    for block in cut(ecg.blocks(), into: 50) { pipeline.process(block, into: &sink) }
    snapshot = pipeline.snapshot
    if finish { pipeline.finish(into: &sink) }
    events = sink.elements
    figures = SessionFigures(rate: ecg.rate)
    for event in events { figures.receive(event) }
  }
}

extension SyntheticECG {
  /// 250 Hz, as boards deliver it.
  static func at250(_ script: RhythmScript, seed: UInt64 = 1) -> SyntheticECG? {
    SampleRate(hertz: 250).map { SyntheticECG(rate: $0, script: script, seed: seed) }
  }
}
