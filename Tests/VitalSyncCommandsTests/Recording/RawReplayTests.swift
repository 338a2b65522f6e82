import ArgumentParser
import BoardLink
import ECGCore
import Foundation
import Recordings
import TerminalUI
import TestSupport
import Testing

@testable import VitalSyncCommands

/// The raw layer of a capture, played, is the live session again: sample for sample, to the bit.
@Suite struct RawReplayTests {
  static let fixtures =
    ((try? FileManager.default.contentsOfDirectory(atPath: FixturePaths.fixtures + "/wire")) ?? [])
    .filter { $0.hasSuffix(".bin") && $0 != "uno_polled.bin" }.sorted()

  /// What a source gave out, in a form that compares.
  struct Told: Sink, Equatable {
    typealias Element = SourceOutput
    var rates: [Double] = []
    var starts: [Int] = []
    var bits: [UInt32] = []
    var flags: [UInt8] = []
    var raw: [UInt8] = []
    var holes = 0

    mutating func receive(_ output: SourceOutput) {
      switch output {
      case .started(let facts): rates.append(facts.rate.hertz)
      case .samples(let sourced):
        starts += sourced.block.start..<sourced.block.end
        bits += sourced.block.millivolts.map(\.bitPattern)
        for offset in 0..<sourced.block.count { flags.append(sourced.block.flags(at: offset).rawValue) }
      case .raw(let bytes, _): raw += bytes
      case .interrupted: holes += 1
      case .resumed, .notice, .readToItsEnd: break
      }
    }
  }

  private func forward(_ outputs: inout Collected<LinkOutput>, to told: inout Told) {
    for output in outputs.elements { if let output = SourceOutput(output) { told.receive(output) } }
    outputs.removeAll()
  }

  /// A live session of the fixture's bytes, read in chunks of any size with jitter, the board away once in the middle; ticks
  /// where they fall. What it gave, and the capture that it wrote.
  private func live(
    _ name: String, seed: UInt64, capture: String, isInterrupted: Bool
  ) throws -> Told {
    var random = SeededGenerator(seed: seed)
    let bytes = Array(try Data(contentsOf: URL(fileURLWithPath: "\(FixturePaths.fixtures)/wire/\(name)")))
    let opening = BoardOpening(calibration: try CalibrationOptions.parse(["--gain", "1000"]))
    let writer = try CaptureWriter(
      path: capture,
      facts: CaptureFacts(rate: try #require(SampleRate(hertz: 250)), rateReason: "test", source: "/dev/ttyUSB0"),
      scale: nil)
    try writer.settings(opening.settings)
    var decoder = LinkDecoder(options: opening.options(port: "/dev/ttyUSB0", bridge: nil))
    var outputs = Collected<LinkOutput>()
    var told = Told()
    // Somewhere in the uptime of a computer, in whole microseconds as the live source stamps.
    var now = UInt64.random(in: 1_000_000...9_000_000_000, using: &random) * 1000
    var nextTick = now
    var place = 0
    var hasBeenAway = !isInterrupted
    while place < bytes.count {
      let count = min(Int.random(in: 1...200, using: &random), bytes.count - place)
      // 11,520 bytes a second, and a bridge's jitter.
      now += UInt64(count) * 86_806 + UInt64.random(in: 0...4_000_000, using: &random)
      now = now / 1000 * 1000
      while nextTick <= now {
        decoder.tick(nowNanoseconds: nextTick, into: &outputs)
        forward(&outputs, to: &told)
        nextTick += UInt64.random(in: 1_000_000...260_000_000, using: &random)
      }
      if !hasBeenAway, place > bytes.count / 2 {
        hasBeenAway = true
        decoder.interrupt(words: "gone", nowNanoseconds: now, into: &outputs)
        let gone = LinkNote(.interrupted, at: now, words: "gone")
        try writer.note(gone.name, json: String(decoding: JSONText.line(gone), as: UTF8.self), at: 0)
        told.holes += 1
        now += 7_654_321_000
        decoder.resume(port: "/dev/ttyUSB1", nowNanoseconds: now, into: &outputs)
        let back = LinkNote(.resumed, at: now, port: "/dev/ttyUSB1", seconds: 7.654)
        try writer.note(back.name, json: String(decoding: JSONText.line(back), as: UTF8.self), at: 0)
        nextTick = now
        now += 40_000_000
      }
      let chunk = Array(bytes[place..<(place + count)])
      decoder.absorb(chunk.span, arrivalNanoseconds: now, into: &outputs)
      try writer.append(raw: chunk, arrivalNanoseconds: Int64(now))
      told.raw += chunk
      forward(&outputs, to: &told)
      try writer.flushIfDue(nowNanoseconds: Int64(now))
      place += count
    }
    try writer.close()
    return told
  }

  private func replayed(_ capture: String, speed: ReplaySpeed = .unlimited) throws -> Told {
    var source = try RawReplaySource(path: capture, speed: speed, limit: nil)
    var told = Told()
    var now: UInt64 = 77
    while !source.isFinished {
      try source.service(now: now, poller: Poller(), into: &told)
      now += 16_000_000
    }
    #expect(source.failure == nil)
    return told
  }

  @Test(arguments: fixtures) func anyFormatComesAgainToTheBit(fixture: String) throws {
    let folder = NSTemporaryDirectory() + "vitalsync-raw-\(UUID().uuidString)"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    for (seed, isInterrupted) in [(71, false), (72, true)] as [(UInt64, Bool)] {
      let capture = "\(folder)/\(seed).vsr"
      let live = try live(fixture, seed: seed, capture: capture, isInterrupted: isInterrupted)
      #expect(live.holes == (isInterrupted ? 1 : 0))
      let again = try replayed(capture)
      #expect(again.raw == live.raw, "seed \(seed): the bytes")
      #expect(again.rates == live.rates, "seed \(seed)")
      #expect(again.starts == live.starts && again.flags == live.flags, "seed \(seed): places")
      #expect(again.bits == live.bits, "seed \(seed): values")
      #expect(again.holes == live.holes)
      // At ten times the pace too.
      #expect(try replayed(capture, speed: .times(10)) == again, "seed \(seed)")
    }
  }

  @Test func aCaptureOfAReplayHasNoBytes() throws {
    let path = NSTemporaryDirectory() + "vitalsync-raw-\(UUID().uuidString).vsr"
    defer { unlink(path) }
    let writer = try CaptureWriter(
      path: path, facts: CaptureFacts(rate: try #require(SampleRate(hertz: 250)), rateReason: "test", source: "x.csv"),
      scale: nil)
    try writer.append(SampleBlock(start: 0, millivolts: [1, 2, 3]))
    try writer.close()
    let failure = try #require(throws: CommandFailure.self) {
      try RawReplaySource(path: path, speed: .unlimited, limit: nil)
    }
    #expect(failure.status == .badRecording && failure.message.contains("no bytes of a port"))
  }

  @Test func marksOfACaptureStandInEveryReport() throws {
    let path = NSTemporaryDirectory() + "vitalsync-marks-\(UUID().uuidString).vsr"
    defer { unlink(path) }
    let rate = try #require(SampleRate(hertz: 250))
    let writer = try CaptureWriter(
      path: path, facts: CaptureFacts(rate: rate, rateReason: "test", source: "x"), scale: nil)
    for second in 0..<30 {
      try writer.append(SampleBlock(start: second * 250, millivolts: Array(repeating: 0, count: 250)))
      if second == 4 { try writer.mark("mark 1", at: 1000) }
      if second == 20 { try writer.mark("felt <a> flutter", at: 5125) }
      try writer.flush()
    }
    try writer.close()
    func account(_ part: RecordingPart?) throws -> SessionAccount {
      try RecordingAnalysis(try Recording.open(path), part: part, settings: PipelineSettings(), progress: { _, _ in })
        .account
    }
    let whole = try account(nil)
    #expect(
      whole.marks == [SessionMark(seconds: 4, text: "mark 1"), SessionMark(seconds: 20.5, text: "felt <a> flutter")])
    let text = TextReport(account: whole, columns: 80, repertoire: .ascii).whole
    #expect(text.contains("Marks       0:04; 0:20 felt <a> flutter\n"), "\(text)")
    let json = String(decoding: try JSONText.line(ReportJSON(whole)), as: UTF8.self)
    #expect(
      json.contains(#""marks":[{"at_s":4,"text":"mark 1"},{"at_s":20.5,"text":"felt <a> flutter"}],"marks_s":[4,20.5]"#)
    )
    let page = path + ".html"
    defer { unlink(page) }
    let file = try OutputFile(creating: page)
    try HTMLReport(account: whole).write(to: file)
    try file.flush()
    #expect(try String(contentsOfFile: page, encoding: .utf8).contains("felt &lt;a&gt; flutter"))
    // Of a part, those in it.
    #expect(try account(RecordingPart(fromSeconds: 10, toSeconds: 25)).marks.map(\.seconds) == [20.5])
    #expect(try account(RecordingPart(fromSeconds: 21, toSeconds: nil)).marks == [])
  }
}
