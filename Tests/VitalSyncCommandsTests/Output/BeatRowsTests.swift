import ECGCore
import Recordings
import Testing

@testable import VitalSyncCommands

/// Rows of beats: the recording's own numbers, and no interval over a hole.
@Suite struct BeatRowsTests {
  private func block(_ start: Int, _ count: Int, source: Int, off: Range<Int>? = nil) -> SourcedBlock {
    let flags = off.map { off in (0..<count).map { off.contains(start + $0) ? SampleFlags.leadOffPlus : [] } } ?? []
    return SourcedBlock(
      block: SampleBlock(start: start, millivolts: Array(repeating: 0, count: count), flags: flags), sourceStart: source
    )
  }

  private func row(_ rows: inout BeatRows, at position: Double) throws -> BeatRow {
    let rate = try #require(SampleRate(hertz: 250))
    return rows.row(Beat(position: position, amplitude: 1, decidedAt: Int(position) + 60, confidence: 1), rate: rate)
  }

  @Test func anIntervalIsTheTimeSinceTheBeatBefore() throws {
    var rows = BeatRows()
    rows.note(block(0, 1000, source: 0))
    #expect(try row(&rows, at: 100).intervalMilliseconds == nil)
    let second = try row(&rows, at: 325.5)
    #expect(second.intervalMilliseconds == 902)
    #expect(second.sample == 326)
    #expect(second.seconds == 1.302)
  }

  @Test func samplesAreCountedAsTheRecordingDoes() throws {
    var rows = BeatRows()
    rows.note(block(0, 500, source: 0))
    // 100 samples were lost: the grid goes on at 600, the recording's own count at 500.
    rows.note(block(600, 500, source: 500))
    #expect(try row(&rows, at: 499).sample == 499)
    #expect(try row(&rows, at: 600).sample == 500)
    #expect(try row(&rows, at: 1000).sample == 900)
  }

  @Test func noIntervalSpansAGap() throws {
    var rows = BeatRows()
    rows.note(block(0, 500, source: 0))
    rows.note(block(501, 500, source: 500))
    _ = try row(&rows, at: 400)
    #expect(try row(&rows, at: 600).intervalMilliseconds == nil)
    #expect(try row(&rows, at: 800).intervalMilliseconds == 800)
  }

  @Test("leads off from 200 to 250, however it is cut into blocks", arguments: [1, 7, 1000])
  func noIntervalSpansLeadsOff(size: Int) throws {
    var rows = BeatRows()
    for start in stride(from: 0, to: 1000, by: size) {
      rows.note(block(start, min(size, 1000 - start), source: start, off: 200..<250))
    }
    #expect(try row(&rows, at: 50).intervalMilliseconds == nil)
    #expect(try row(&rows, at: 150).intervalMilliseconds == 400)
    #expect(try row(&rows, at: 300).intervalMilliseconds == nil)
    #expect(try row(&rows, at: 550).intervalMilliseconds == 1000)
  }
}
