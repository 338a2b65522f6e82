import BoardLink
import ECGCore
import Recordings
import ArgumentParser
struct SessionReport: Sink { package init(rate: SampleRate) {}
  mutating func receive(_ e: PipelineEvent) {} }
final class BeatsFile { init(path: String) throws(CommandFailure) {}
  func write(_ r: BeatRow) throws(CommandFailure) {} }
final class Recorder { init(path: String) throws(CommandFailure) {}
  func begin(_ f: SourceFacts) {}
  func take(_ b: SourcedBlock) throws(CommandFailure) {}
  func take(_ b: [UInt8], arrival: UInt64) throws(CommandFailure) {}
  func take(_ f: Finding, rate: SampleRate) throws(CommandFailure) {}
}
extension SessionOutputs {
  mutating func flushRecording(now: UInt64) {}
  mutating func closeRecording() {}
  var recordingDeadline: UInt64? { nil }
  mutating func toggleRecording(facts: SourceFacts?, seconds: Double) {}
  mutating func mark(_ t: String, at: Int) {}
}
