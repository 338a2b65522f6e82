import TestSupport
import Testing

@testable import ECGCore

@Suite("Findings on synthetic hearts whose truth is known")
struct FindingScenarioTests {
  func play(
    profile: AthleteProfile = AthleteProfile(), change: (inout SyntheticECG) -> Void = { _ in },
    _ write: (inout RhythmScript) -> Void
  ) throws -> Scenario {
    var script = RhythmScript()
    write(&script)
    var ecg = try #require(SyntheticECG.at250(script))
    change(&ecg)
    return Scenario(ecg, profile: profile)
  }

  @Test(
    "a resting athlete with strong sinus arrhythmia has no findings",
    arguments: [(60.0, 0.15, 12.0), (60, 0.25, 6), (48, 0.2, 9), (40, 0.1, 14), (36, 0.05, 12)])
  func athlete(bpm: Double, swing: Double, breaths: Double) throws {
    let scenario = try play { $0.sinus(bpm: bpm, for: 240, swing: swing, breathsPerMinute: breaths) }
    #expect(scenario.findings.isEmpty, "\(scenario.findings.map(\.statement))")
    let rate = try #require(scenario.figures.meanHeartRate.value)
    let script = scenario.ecg.script
    #expect(abs(rate * script.seconds / 60 / Double(script.intervals.count) - 1) < 0.005)
  }

  @Test("27 bpm is bradycardia from where it begins; 33 bpm is an athlete's sleep")
  func bradycardia() throws {
    let slow = try play {
      $0.sinus(bpm: 50, for: 60)
      $0.sinus(bpm: 27, for: 40)
      $0.sinus(bpm: 50, for: 60)
    }
    let finding = try #require(slow.finding(.bradycardia))
    #expect(slow.findings.map(\.kind) == [.bradycardia])
    #expect(finding.severity == .alarm)
    #expect(!finding.isActive)
    #expect((60...75).contains(slow.time(finding.onset)))
    #expect((98...112).contains(slow.time(finding.last)))
    #expect(finding.statement == "heart rate down to 27 bpm")
    #expect(try play { $0.sinus(bpm: 33, for: 120) }.findings.isEmpty)
    // The same 33 bpm in someone who does not train:
    let untrained = try play(profile: AthleteProfile(isAthlete: false)) { $0.sinus(bpm: 33, for: 60) }
    #expect(untrained.finding(.bradycardia)?.severity == .warning)
  }

  @Test("a run up to 185 bpm alarms nobody; above the stated maximum it does; at rest 100 is the limit")
  func tachycardia() throws {
    func run(_ profile: AthleteProfile) throws -> Scenario {
      try play(profile: profile) {
        $0.sinus(bpm: 70, for: 30)
        $0.ramp(from: 70, to: 185, for: 120)
        $0.sinus(bpm: 185, for: 60)
        $0.ramp(from: 185, to: 90, for: 60)
        $0.sinus(bpm: 85, for: 40)
      }
    }
    let unknown = try run(AthleteProfile())
    #expect(unknown.findings.map(\.severity) == [.note])
    #expect(try run(AthleteProfile(activity: .effort)).findings.isEmpty)
    let beyond = try run(AthleteProfile(maximumHeartRate: 175, activity: .effort))
    let finding = try #require(beyond.finding(.tachycardia))
    #expect(finding.severity == .warning)
    #expect(finding.criterion == "heart rate above 175 bpm")
    #expect(finding.statement == "heart rate up to 185 bpm")
    let rest = try play(profile: AthleteProfile(activity: .rest)) {
      $0.sinus(bpm: 70, for: 30)
      $0.sinus(bpm: 150, for: 40)
      $0.sinus(bpm: 70, for: 30)
    }
    let atRest = try #require(rest.finding(.tachycardia))
    #expect((30...40).contains(rest.time(atRest.onset)))
    #expect((65...80).contains(rest.time(atRest.last)))
  }

  @Test("pauses of 3 s and more are found to the tenth of a second, shorter ones are not")
  func pauses() throws {
    let scenario = try play {
      for length in [2.6, 3.4, 6.5] {
        $0.sinus(bpm: 60, for: 30, swing: 0.05)
        $0.pause(length)
      }
      $0.sinus(bpm: 60, for: 30)
    }
    let pauses = scenario.findings.filter { $0.kind == .pause }
    #expect(pauses.map(\.statement) == ["pause of 3.4 s", "pause of 6.5 s"])
    #expect(pauses.map(\.severity) == [.warning, .alarm])
    #expect(pauses.allSatisfy { !$0.isActive })
    for pause in pauses { #expect(scenario.ecg.truth.contains { abs($0 - scenario.time(pause.onset)) < 0.02 }) }
    #expect(scenario.findings.count == 2)
  }

  @Test("a pause is told while it lasts")
  func openPause() throws {
    var script = RhythmScript()
    script.sinus(bpm: 60, for: 30)
    script.pause(8)
    var ecg = try #require(SyntheticECG.at250(script))
    ecg.script = script
    var pipeline = ECGPipeline(rate: ecg.rate)
    var sink = Collected<PipelineEvent>()
    let lastBeat = ecg.truth[ecg.truth.count - 2]
    let stop = ecg.rate.samples(in: lastBeat + 5)
    for block in cut(ecg.blocks(), into: 25) where block.end <= stop { pipeline.process(block, into: &sink) }
    #expect(pipeline.snapshot.activeFindings.map(\.kind) == [.pause])
    #expect(pipeline.snapshot.heartRate == .refused(.cannotTell))
  }

  @Test("a hole in which an electrode was off, or noise was, or samples were lost, is no pause")
  func holesThatAreNoPause() throws {
    func hole(_ change: (inout SyntheticECG) -> Void) throws -> Scenario {
      try play(change: change) {
        $0.sinus(bpm: 60, for: 30)
        $0.pause(5)
        $0.sinus(bpm: 60, for: 30)
      }
    }
    #expect(try hole { _ in }.finding(.pause) != nil)
    #expect(try hole { $0.leadsOff = [32...33] }.finding(.pause) == nil)
    #expect(try hole { $0.bursts = [32...34] }.finding(.pause) == nil)
    #expect(try hole { $0.gaps = [32...33] }.finding(.pause) == nil)
  }

  @Test("beats too small to be found make no pause", arguments: [0.5, 0.7])
  func smallBeats(share: Double) throws {
    // A second heart, smaller by `share`, beats on in the hole: what a detector may pass over.
    var script = RhythmScript()
    script.sinus(bpm: 60, for: 30)
    script.pause(5)
    script.sinus(bpm: 60, for: 30)
    var small = RhythmScript()
    small.sinus(bpm: 60, for: 70)
    let main = try #require(SyntheticECG.at250(script))
    var other = try #require(SyntheticECG.at250(small))
    other.amplitude = share
    other.noise = 0
    var values = main.millivolts()
    let extra = other.millivolts()
    let from = main.rate.samples(in: 31.2)
    let to = main.rate.samples(in: 34.8)
    for index in from..<to { values[index] += extra[index] }
    var pipeline = ECGPipeline(rate: main.rate)
    var sink = Collected<PipelineEvent>()
    pipeline.process(SampleBlock(start: 0, millivolts: values), into: &sink)
    pipeline.finish(into: &sink)
    #expect(!sink.elements.contains { if case .finding(let finding) = $0 { finding.kind == .pause } else { false } })
  }

  @Test("fibrillation is found; bigeminy, isolated ectopy and breath are none", arguments: [1, 2, 3])
  func irregular(seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    let fibrillating = try play {
      $0.sinus(bpm: 70, for: 60)
      $0.fibrillation(bpm: 90, for: 90, from: &generator)
      $0.sinus(bpm: 70, for: 90)
    }
    let finding = try #require(fibrillating.finding(.atrialFibrillation))
    #expect(finding.severity == .warning)
    #expect(!finding.isActive)
    #expect((57...64).contains(fibrillating.time(finding.onset)))
    let ectopic = try play {
      for index in 0..<20 {
        $0.sinus(bpm: 65, for: Double(4 + (index * 7 + Int(seed)) % 9), swing: 0.05)
        $0.ectopic(bpm: 65)
      }
    }
    #expect(
      ectopic.findings.allSatisfy { [.earlyBeats, .frequentVentricularBeats].contains($0.kind) },
      "\(ectopic.findings.map(\.statement))")
    let bigeminy = try play { script in
      script.sinus(bpm: 65, for: 30)
      for _ in 0..<60 { script.ectopic(bpm: 65) }
    }
    #expect(bigeminy.finding(.atrialFibrillation) == nil)
  }

  @Test("leads off is told at once, ends when they are back, and withholds every figure between")
  func leadsOff() throws {
    var script = RhythmScript()
    script.sinus(bpm: 60, for: 60)
    var ecg = try #require(SyntheticECG.at250(script))
    ecg.leadsOff = [20...30]
    let scenario = Scenario(ecg)
    let finding = try #require(scenario.finding(.leadsOff))
    #expect(scenario.findings.count == 1)
    #expect((20...21).contains(scenario.time(finding.onset)))
    #expect((29.9...31).contains(scenario.time(finding.last)))
    #expect(!finding.isActive)
    #expect(scenario.intervals.allSatisfy { $0.to < 20.1 * 250 || $0.from > 29.9 * 250 })
    var pipeline = ECGPipeline(rate: ecg.rate)
    var sink = Collected<PipelineEvent>()
    for block in cut(ecg.blocks(), into: 25) where block.end <= 25 * 250 { pipeline.process(block, into: &sink) }
    #expect(pipeline.snapshot.heartRate == .refused(.leadsOff))
    #expect(pipeline.snapshot.lastInterval == .refused(.leadsOff))
    #expect(pipeline.snapshot.activeFindings.map(\.kind) == [.leadsOff])
  }

  @Test("half a minute of noise over a heart brings poor signal, not findings")
  func noise() throws {
    let scenario = try play(change: { $0.bursts = [30...60] }) { $0.sinus(bpm: 60, for: 100) }
    #expect(scenario.findings.isEmpty, "\(scenario.findings.map(\.statement))")
    #expect(scenario.figures.seconds(in: .poor) >= 27)
    #expect(
      scenario.intervals.filter { $0.verdict == .normal }.allSatisfy { $0.to < 30.1 * 250 || $0.from > 59.9 * 250 })
  }
}
