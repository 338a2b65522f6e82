import BoardLink
import ECGCore
import Foundation
import TestSupport
import Testing

/// Lines that lost characters and still read as numbers are gaps; steep beats are not.
@Suite struct TornLineTests {
  private func bench(_ counts: [Int], hertz: Double, line: (Int, Int) -> String = { "\($1)\r\n" }) -> LinkBench {
    var options = LinkOptions(port: "test")
    options.baud = 115_200
    var bench = LinkBench(options)
    bench.absorb(Array("\r\n".utf8), at: 999_000_000)
    for (place, value) in counts.enumerated() {
      bench.absorb(Array(line(place, value).utf8), at: UInt64(1_000_000_000 + Double(place) / hertz * 1e9))
    }
    return bench
  }

  /// A record at another rate, by straight lines between its samples: as steep as before.
  static func counts(_ record: String, hertz: Double, bits: Int) throws -> [Int] {
    let recording = try #require(ReferenceRecord(folder: FixturePaths.signals, name: record))
    let source = recording.millivolts.prefix(360 * 30).map(Double.init)
    let scale = Double(1 << bits) * 1100 / 3300
    return (0..<Int(Double(source.count - 1) / 360 * hertz)).map { place in
      let position = Double(place) / hertz * 360
      let index = Int(position)
      let value = source[index] + (source[index + 1] - source[index]) * (position - Double(index))
      return min(max(Int((value * scale).rounded()) + (1 << (bits - 1)), 0), (1 << bits) - 1)
    }
  }

  struct Clean: Sendable, CustomStringConvertible {
    let record: String
    let hertz: Double
    let bits: Int
    var description: String { "\(record) at \(hertz) Hz, \(bits) bits" }
  }

  static let clean = ["mitdb_100", "mitdb_119", "mitdb_202", "mitdb_208", "mitdb_221"].flatMap { record in
    [100.0, 250, 1000].flatMap { hertz in [10, 12].map { Clean(record: record, hertz: hertz, bits: $0) } }
  }

  /// Premature beats, ventricular beats and all: nothing is flagged, nothing waits for ever.
  @Test(arguments: clean) func noBeatIsTakenForATornLine(_ example: Clean) throws {
    let counts = try Self.counts(example.record, hertz: example.hertz, bits: example.bits)
    let bench = bench(counts, hertz: example.hertz)
    #expect(bench.decoder.status.counts.torn == 0)
    #expect(bench.samples.count == counts.count)
  }

  /// Digits lost at the front, at the end, or with the line's end, one line in 300.
  @Test(arguments: 1...6) func tornLinesAreGaps(seed: Int) throws {
    var random = SeededGenerator(seed: UInt64(seed))
    let counts = try Self.counts("mitdb_100", hertz: 250, bits: 12)
    var torn: Set<Int> = []
    let bench = bench(counts, hertz: 250) { place, value in
      guard place > 1000, place % 300 == 7 else { return "\(value)\r\n" }
      torn.insert(place)
      let digits = "\(value)"
      let kept = Int.random(in: 1..<digits.count, using: &random)
      return (Bool.random(using: &random) ? String(digits.prefix(kept)) : String(digits.suffix(kept))) + "\r\n"
    }
    #expect(!torn.isEmpty)
    // A few lose so little of their value (`1987`, `987` in a steep lead) that they pass for a step.
    let found = bench.decoder.status.counts.torn
    #expect(found <= torn.count && found * 10 >= torn.count * 9, "seed \(seed): \(found) of \(torn.count)")
    let missing = Set(0..<counts.count).subtracting(bench.samples.map(\.index))
    #expect(missing.count == found && missing.isSubset(of: torn), "seed \(seed)")
    #expect(bench.streams.count == 1)
  }

  @Test func theIssuesOwnExample() throws {
    let counts = (0..<2500).map { 1350 + Int((30 * sin(Double($0) / 9)).rounded()) }
    let bench = bench(counts, hertz: 250) { place, value in
      switch place {
      case 1500: "350\r\n"
      case 1501: "1\r\n"
      case 1502: "317\r\n"
      default: "\(value)\r\n"
      }
    }
    #expect(bench.decoder.status.counts.torn == 3, "\(bench.words) \(bench.decoder.status) \(bench.streams.count)")
    #expect(Set(0..<2500).subtracting(bench.samples.map(\.index)) == [1500, 1501, 1502])
  }

  /// A level that stays, and a lead that comes loose, are no torn lines.
  @Test func aStepThatStaysIsKept() {
    let bench = bench((0..<3000).map { ($0 < 1500 ? 512 : 1020) + $0 % 7 }, hertz: 250)
    #expect(bench.decoder.status.counts.torn == 0)
    #expect(bench.samples.count == 3000)
  }
}
