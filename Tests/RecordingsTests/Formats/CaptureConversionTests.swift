import ECGCore
import Testing

@testable import Recordings

/// A capture in other formats: counts, hole, lead state and marks go along; what cannot is said.
@Suite struct CaptureConversionTests {
  private static let counts = (0..<2000).map { Int64(512 + ($0 * 37) % 301 - 150) }

  private static func capture(in folder: TemporaryFolder) throws -> String {
    let path = "\(folder.path)/run.vsr"
    let scale = try #require(CaptureTests.scale)
    let writer = try CaptureWriter(path: path, facts: try CaptureTests.facts(), scale: scale)
    let values = counts.map { scale.millivolts($0) }
    var flags = [SampleFlags](repeating: [], count: 1000)
    for index in 300..<425 { flags[index] = .leadsOff }
    try writer.append(raw: Array("bytes".utf8), arrivalNanoseconds: 1)
    try writer.append(SampleBlock(start: 0, millivolts: Array(values[..<1000]), flags: flags))
    try writer.mark("coffee; \"strong\"", at: 500)
    // Two seconds and a bit are lost.
    try writer.append(SampleBlock(start: 1513, millivolts: Array(values[1000...])))
    try writer.note("finding.tachycardia", json: #"{"statement":"Fast, 120 bpm"}"#, at: 1600)
    try writer.close()
    return path
  }

  @Test(arguments: [RecordingFormat.wfdb, .edf, .bdf, .csv]) func `everything that fits goes along`(
    _ format: RecordingFormat
  ) throws {
    let folder = TemporaryFolder()
    let path = try Self.capture(in: folder)
    let target = SignalConversion.Target(path: "\(folder.path)/out.\(format.suffixes[0])", format: format)
    let outcome = try SignalConversion(to: target) { () throws(RecordingError) in try Recording.signals(path) }
      .run { _, _ in }
    #expect(outcome.survey.gaps == 1 && outcome.survey.frames == 2000)
    #expect(
      outcome.remarks.contains { $0.contains("cannot hold the bytes as they came") }, "\(outcome.remarks)")
    #expect(!outcome.remarks.contains { $0.contains("steps of") }, "\(outcome.remarks)")

    let back = try Laid(try Recording.signals(outcome.files[0]))
    let scale = try #require(CaptureTests.scale)
    let factor = back.facts.channels[0].units == "uV" ? 1000.0 : 1
    #expect(back.values[0].count == 2513)
    for (place, count) in Self.counts.enumerated() {
      let value = back.values[0][place < 1000 ? place : place + 513]
      #expect(abs(value / factor - Double(scale.millivolts(count))) < 1e-6, "sample \(place)")
    }
    #expect(back.values[0][1000..<1513].allSatisfy { $0.isNaN })
    if format != .csv { #expect(back.facts.start?.day == outcome.facts.start?.day) }

    let texts = back.annotations.map(\.text)
    #expect(texts.contains { $0.hasPrefix("coffee") }, "\(texts)")
    #expect(texts.contains("finding.tachycardia: Fast, 120 bpm"), "\(texts)")
    let mark = try #require(back.annotations.first { $0.text.hasPrefix("coffee") })
    #expect(abs(mark.seconds - 2) < 1e-6)
    if format == .csv {
      #expect(back.flags.indices.filter { back.flags[$0] == .leadsOff } == Array(300..<425))
    } else {
      let off = try #require(back.annotations.first { $0.text == "leads off" })
      #expect(abs(off.seconds - 1.2) < 1e-6)
      if format == .wfdb {
        #expect(back.annotations.contains { $0.text == "leads off ends" && abs($0.seconds - 1.7) < 1e-6 })
      } else {
        #expect(abs((off.duration ?? 0) - 0.5) < 1e-6)
      }
    }
  }
}
