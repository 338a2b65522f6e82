import TestSupport
import Testing

@testable import ECGCore

/// What no electrode can have carried, before a heart that must be heard all the same.
@Suite("The chain's door")
struct SignalDoorTests {
  @Test("what a monitor's inputs have to stand goes in as it is; beyond it the last reading is held and flagged")
  func bound() {
    var door = SignalDoor()
    let most = SignalDoor.mostMillivolts
    let block = SampleBlock(
      start: 7, millivolts: [2 * most, most, -most, 2 * most, -.greatestFiniteMagnitude, .nan, 1])
    let admitted = door.admit(block)
    #expect(admitted.millivolts == [0, most, -most, -most, -most, -most, 1])
    #expect(admitted.flags == [.clipped, [], [], .clipped, .clipped, .clipped, []])
    #expect(admitted.start == 7)
    let sound = SampleBlock(start: 14, millivolts: [0.1, -3], flags: [.leadOffPlus, []])
    #expect(door.admit(sound) == sound)
    #expect(door.admit(SampleBlock(start: 16, millivolts: [.infinity, .infinity])).millivolts == [-3, -3])
  }

  @Test(
    "ten seconds of nonsense at the begin cost no beat from five seconds behind them on, and are clipped",
    arguments: [1e9, -1e9, 1e12, Double(Float.greatestFiniteMagnitude)], ["held", "turning", "impulses"])
  func nonsense(millivolts: Double, shape: String) throws {
    let rate = try #require(SampleRate(hertz: 250))
    var script = RhythmScript()
    script.sinus(bpm: 72, for: 60, swing: 0.03)
    let ecg = SyntheticECG(rate: rate, script: script, seed: 7)
    var values = ecg.millivolts()
    for index in 0..<2500 {
      switch shape {
      case "held": values[index] = Float(millivolts)
      case "turning": values[index] = index % 50 < 25 ? Float(millivolts) : -Float(millivolts)
      default: if index % 97 == 0 { values[index] = Float(millivolts) }
      }
    }
    var pipeline = ECGPipeline(rate: rate)
    var sink = Collected<PipelineEvent>()
    for block in cut([SampleBlock(start: 0, millivolts: values)], into: 100) { pipeline.process(block, into: &sink) }
    pipeline.finish(into: &sink)
    var beats: [Double] = []
    var states: [SignalState] = []
    for event in sink.elements {
      if case .beat(let beat) = event { beats.append(rate.seconds(beat.position)) }
      if case .quality(let second) = event, second.start < 2250 { states.append(second.state) }
    }
    let truth = ecg.truth.filter { $0 > 15 && $0 < 59 }
    let missed = truth.filter { time in !beats.contains { abs($0 - time) < 0.05 } }
    #expect(missed.isEmpty, "\(missed.count) of \(truth.count): \(missed.prefix(5))")
    // One reading in a hundred that is not to be believed does not make a second unreadable.
    if shape != "impulses" { #expect(states.allSatisfy { $0 == .clipped }, "\(states)") }
  }
}
