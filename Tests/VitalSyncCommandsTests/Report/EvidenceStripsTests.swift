import ECGCore
import TerminalUI
import Testing

@testable import VitalSyncCommands

/// The signal behind a finding is kept as it went by, wherever the blocks were cut.
@Suite struct EvidenceStripsTests {
  private func finding(_ evidence: ClosedRange<Int>) -> Finding {
    Finding(
      kind: .pause, severity: .warning, onset: evidence.lowerBound, last: evidence.upperBound, isActive: false,
      evidence: evidence, statement: "", advice: "", criterion: "", source: "")
  }

  /// Sample n has the value n, so that a strip shows where it was cut.
  private func strips(size: Int, told: Int, _ finding: Finding) throws -> EvidenceStrips {
    let rate = try #require(SampleRate(hertz: 100))
    var strips = EvidenceStrips(rate: rate)
    for start in stride(from: 0, to: 6000, by: size) {
      let count = min(size, 6000 - start)
      // Samples 2000 ..< 2100 never came.
      let block = start..<(start + count)
      for part in [block.clamped(to: 0..<2000), block.clamped(to: 2100..<6000)] where !part.isEmpty {
        strips.receive(.conditioned(SampleBlock(start: part.lowerBound, millivolts: part.map(Float.init))))
      }
      if start <= told, told < start + count { strips.receive(.finding(finding)) }
    }
    strips.finish()
    return strips
  }

  /// What follows the evidence, in samples: a second.
  private static let after = 100

  @Test("told late, told early, across a gap", arguments: [1, 7, 250, 6000])
  func theStripIsTheEvidenceAndASecondAfterIt(size: Int) throws {
    for (evidence, told) in [(2500...2999, 3100), (2500...2999, 2600), (1900...2199, 2300)] {
      // A whole recording in one block goes by before its finding is told: what the ring still holds is what there is.
      if size == 6000, evidence.lowerBound < 2100 { continue }
      let finding = finding(evidence)
      let strip = try #require(try strips(size: size, told: told, finding).strip(of: finding))
      #expect(strip.start == evidence.lowerBound)
      let shown = evidence.lowerBound...(evidence.upperBound + Self.after)
      #expect(strip.millivolts == shown.map { 2000..<2100 ~= $0 ? nil : Float($0) })
    }
  }

  @Test func aLongEpisodeShowsItsLastTenSeconds() throws {
    let finding = finding(0...4999)
    let strip = try #require(try strips(size: 250, told: 5100, finding).strip(of: finding))
    #expect(strip.millivolts.count == 1000)
    #expect(strip.start == 4000 + Self.after)
  }

  @Test func theBeatThatEndsAPauseIsSeen() throws {
    let rate = try #require(SampleRate(hertz: 100))
    var strips = EvidenceStrips(rate: rate)
    let finding = finding(1000...1370)
    strips.receive(.conditioned(SampleBlock(start: 0, millivolts: [Float](repeating: 0, count: 1375))))
    strips.receive(.finding(finding))
    #expect(strips.strip(of: finding) == nil)
    strips.receive(.conditioned(SampleBlock(start: 1375, millivolts: [Float](repeating: 0, count: 200))))
    strips.receive(.beat(Beat(position: 1372, amplitude: 1, decidedAt: 1400, confidence: 1)))
    #expect(try #require(strips.strip(of: finding)).beats == [1372])
  }

  @Test func aRecordingThatEndsAtOnceShowsWhatThereIs() throws {
    let rate = try #require(SampleRate(hertz: 100))
    var strips = EvidenceStrips(rate: rate)
    let finding = finding(1000...1370)
    strips.receive(.conditioned(SampleBlock(start: 0, millivolts: [Float](repeating: 0, count: 1400))))
    strips.receive(.finding(finding))
    strips.finish()
    #expect(try #require(strips.strip(of: finding)).range == 1000..<1400)
  }

  @Test func aDrawingHasItsWidthAndMarksItsPeaks() throws {
    let rate = try #require(SampleRate(hertz: 100))
    var strip = EvidenceStrips.Strip(start: 1000, millivolts: (0..<500).map { $0 == 250 ? 1 : 0 })
    strip.beats = [1250]
    for (repertoire, mark) in [(Repertoire.unicode, "▾"), (.ascii, "v")] {
      let lines = StripDrawing.lines(strip, rate: rate, columns: 77, rows: 4, repertoire: repertoire)
      #expect(lines.count == 6)
      #expect(lines.allSatisfy { $0.count == 77 })
      // Seven columns of scale, then the middle of seventy.
      #expect(
        lines[0].firstIndex(of: Character(mark)).map { lines[0].distance(from: lines[0].startIndex, to: $0) } == 42)
      #expect(lines[5].contains("|0:10") && lines[5].contains("|0:14"))
      if repertoire == .ascii { #expect(lines.allSatisfy { $0.allSatisfy(\.isASCII) }) }
    }
  }
}
